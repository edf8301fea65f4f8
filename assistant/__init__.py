"""Draft blameless post-mortems of AI incidents; every statement points at the line it rests on."""

__version__ = "0.1.0"
