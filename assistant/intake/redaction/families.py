"""Common family names, which tell a full name and an account from other words."""

from __future__ import annotations

from functools import cache

from assistant.intake.tables import load


@cache
def _known() -> frozenset[str]:
    data = load("people_names.toml").table("families")
    return frozenset((*data.words("short"), *data.words("names")))


def is_family(word: str) -> bool:
    """Return whether a word in small letters is a common family name."""
    return word in _known()
