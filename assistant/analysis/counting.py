"""How a figure was come by, and what it speaks of besides its number, in the words of its line."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from assistant.analysis.vocabulary import Cues, cues, entries, phrases, words

Aspect = Literal["data", "downstream", "reputation", "regulatory"]


@cache
def _methods() -> Cues:
    by, sources = words("impact", "counted", "by"), words("impact", "counted", "sources")
    ways = [f"{way} {gap}{source}" for way in by for source in sources for gap in ("", "... ")]
    return cues([*ways, *words("impact", "counted", "told")])


def counted_by(text: str) -> str | None:
    """Return the words of a text that say how its numbers were come by, or None."""
    found = _methods().found(text)
    return " ".join(found.split()) if found else None


def aspect_of(text: str) -> Aspect | None:
    """Return what else a statement speaks of: data, downstream, reputation or regulatory."""
    for name in entries("impact", "aspects"):
        if phrases("impact", "aspects", name).span(text):
            return cast("Aspect", name)
    return None
