"""A contradiction, and how the things that disagree are told in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.analysis.phrases import clip
from assistant.analysis.timeline import TimelineEvent
from assistant.incident import Evidence

Kind = Literal["time", "count", "version", "denial", "told"]
_TOLD = 90  # characters of a step as a contradiction names it


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more cited lines that cannot all be right."""

    text: str
    evidence: tuple[str, ...]
    kind: Kind = "time"


def both(*cited: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of several citations, each once, in order."""
    return tuple(dict.fromkeys(name for one in cited for name in one))


def clock(event: TimelineEvent, lines: Mapping[str, Evidence]) -> str:
    """Return the time of a step as its line tells it, else worked out with its date."""
    if event.time is None:
        return "an unknown time"
    for name in event.evidence:
        line = lines.get(name)
        for mention in line.mentions if line is not None else ():
            if line is not None and mention.moment is not None and mention.moment.at == event.time:
                return line.text[mention.start : mention.end].strip(" ,;:-")
    return stamp(event.time, day=event.precision == "day")


def stamp(at: datetime, *, day: bool = False) -> str:
    """Return a time with its date and zone, or its date alone."""
    zone = at.tzname() or "UTC"
    return f"{at:%Y-%m-%d}" if day else f"{at:%Y-%m-%d %H:%M} {zone}"


def told(event: TimelineEvent) -> str:
    """Return a step's words, short enough to stand in a sentence."""
    return clip(event.text, _TOLD).rstrip(" .;,")
