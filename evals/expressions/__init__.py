"""Looks for regular expressions that a made-up text can keep busy for long."""
