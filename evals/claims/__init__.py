"""Judges the rules on meaning: which sentences their lines bear out."""
