"""Whether the incident is one of a staging system: there its numbers are the impact."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis.layout import Placed
from assistant.analysis.vocabulary import phrases


def in_staging(notes: Sequence[Placed]) -> bool:
    """Return whether the notes name a staging system and say that production was spared."""
    spared = phrases("impact", "staging", "spared")
    named = phrases("impact", "staging", "named")
    return any(spared.span(p.line.text) for p in notes) and any(
        named.span(p.line.text) for p in notes
    )


def near_miss(notes: Sequence[Placed]) -> bool:
    """Return whether the notes tell of an incident that was seen before it reached anybody."""
    told = phrases("impact", "staging", "near_miss")
    return any(told.span(p.line.text) for p in notes)
