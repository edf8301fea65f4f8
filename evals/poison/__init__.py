"""Poisoned inputs: planted text that a draft neither obeys nor repeats."""
