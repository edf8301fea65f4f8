"""The words between a given name and a family name: "van den", "da", "El"."""

from __future__ import annotations

from functools import cache

from assistant.intake.tables import load
from assistant.intake.tries import alternation


@cache
def particles() -> frozenset[str]:
    """Return the words, in small letters, that stand between a given name and a family name."""
    return frozenset(load("people_names.toml").table("particles").words("words"))


@cache
def tail(capital: str) -> str:
    """Return the expression of particles and a family name, which is written `capital`."""
    words = alternation(word for one in particles() for word in (one, one.capitalize()))
    return rf" (?:{words} ){{1,3}}{capital}(?!\w)"
