"""Judges what redaction hides, on secrets and contacts generated at run time."""
