"""Builds incidents for the tests from lines as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import TypeVar

from assistant.analysis.layout import Placed, place
from assistant.incident import (
    Change,
    Evidence,
    Incident,
    Kind,
    Layer,
    LogFile,
    Mention,
    Moment,
    Reference,
    Source,
)

Result = TypeVar("Result")
DAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
PEOPLE = ("Responder A", "Responder B", "Customer 1")
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_DATE = r"20\d\d-0[1-9]-[012][1-9]"
_TIME = re.compile(rf"(?<![\d:])(?:({_DATE})(?:[T ]({_CLOCK}))?|({_CLOCK})(\?\?)?)(?![\d:])")


def at(clock: str, day: date = DAY) -> datetime:
    """Return a clock time ("09:14") on the day of the incident, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the times of a text: a date, a date and clock, a clock; "09:14??" is partial."""
    found = []
    for match in _TIME.finditer(text):
        dated, with_clock, clock, partial = match.groups()
        if partial:
            moment = None
        elif dated:
            day = date.fromisoformat(dated)
            moment = Moment(at(with_clock or "00:00", day), "minute" if with_clock else "day")
        else:
            moment = Moment(at(clock), "minute", inferred=True)
        found.append(Mention(match.start(), match.end(), moment))
    return tuple(found)


def notes(
    text: str,
    *,
    speakers: Sequence[str | None] = (),
    source: str = "notes.md",
    prefix: str = "N",
    hostile: Sequence[int] = (),
) -> tuple[Evidence, ...]:
    """Return note evidence for each line of a text."""
    section: str | None = None
    lines = []
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        if line.startswith("#"):
            section = line.lstrip("# ")
        lines.append(
            Evidence(
                id=f"{prefix}{number}",
                source=source,
                line=number,
                kind="note",
                text=line,
                mentions=mentions(line),
                section=section,
                speaker=speakers[number - 1] if number <= len(speakers) else None,
                hostile=number in hostile,
            )
        )
    return tuple(lines)


def log(*lines: str) -> tuple[Evidence, ...]:
    """Return log evidence for lines that begin "2026-05-04 09:14 LEVEL ..."."""
    return tuple(
        Evidence(f"L{n}", "app.log", n, "log", line, mentions(line)[:1])
        for n, line in enumerate(lines, start=1)
    )


def change(kind: Layer, clock: str | None, text: str, *, number: int = 1) -> Change:
    """Return a change at a clock time of the day, cited as "H<number>"."""
    moment = Moment(at(clock), "second") if clock else None
    return Change(kind, f"{kind}-part", "v1", "v2", moment, "-a\n+b", text, (f"H{number}",))


def incident(*evidence: Evidence, changes: Sequence[Change] = ()) -> Incident:
    """Return an incident of evidence lines and changes."""
    history = tuple(
        Evidence(c.evidence[0], "history.yaml", n, "history", c.text)
        for n, c in enumerate(changes, start=1)
    )
    everything = (*evidence, *history)
    kinds: dict[str, Kind] = {line.source: line.kind for line in everything}
    logs = tuple(
        LogFile(name, 1, 1, None, None, MappingProxyType({}), ())
        for name, kind in kinds.items()
        if kind == "log"
    )
    return Incident(
        sources=tuple(Source(name, "0" * 64, kind, 1) for name, kind in kinds.items()),
        evidence=everything,
        changes=tuple(changes),
        logs=logs,
        reference=Reference(DAY, "UTC", "given", "given"),
        people=PEOPLE,
    )


def over(worked: Callable[[Incident, tuple[Placed, ...]], Result], made: Incident) -> Result:
    """Return what a part of analysis works out of an incident and its placed notes."""
    return worked(made, place(made))
