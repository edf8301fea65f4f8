"""The rules on meaning: what turns a sentence round, and how its words are read for it."""
