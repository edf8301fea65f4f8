"""Judges what the digest reads from each line of real logs: time, level and template."""
