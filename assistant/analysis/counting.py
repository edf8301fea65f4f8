"""How a figure was come by, and what it speaks of besides its number, in the words of its line."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from assistant.analysis.vocabulary import Cues, cues, entries, phrases, words

Aspect = Literal["data", "downstream", "reputation", "regulatory"]


@cache
def _methods() -> Cues:
    by, sources = words("impact", "counted", "by"), words("impact", "counted", "sources")
    ways = [f"{way} {gap}{source}" for way in by for source in sources for gap in ("", "... ")]
    return cues([*ways, *words("impact", "counted", "told")])


@cache
def _sources() -> re.Pattern[str]:
    listed = "|".join(re.escape(source) for source in words("impact", "counted", "sources"))
    return re.compile(rf"\s(?:{listed})(?!\w)", re.I)


def counted_by(text: str) -> str | None:
    """Return the words of a text that say how its numbers were come by, or None."""
    hit = _methods().span(text)
    if hit is None:
        return None
    end = hit[1]
    # "from the billing" goes on where its next word is a source too: "from the billing export".
    while more := _sources().match(text, end):
        end = more.end()
    return " ".join(text[hit[0] : end].split())


def aspect_of(text: str) -> Aspect | None:
    """Return what else a statement speaks of: data, downstream, reputation or regulatory."""
    for name in entries("impact", "aspects"):
        if phrases("impact", "aspects", name).span(text):
            return cast("Aspect", name)
    return None
