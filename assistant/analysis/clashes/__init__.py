"""Contradictions: what in the inputs cannot all be right, by what disagrees."""
