"""Feeds the parsers what nobody would write, and watches for crashes and hangs."""
