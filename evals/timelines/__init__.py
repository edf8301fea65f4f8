"""Judges the timeline of drafts made from real documents whose steps are known."""
