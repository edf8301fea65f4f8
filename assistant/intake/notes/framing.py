"""Framing: what a transcript says of itself, when the conversation began and how it ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.words import alternatives
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LONGEST = 160
# The stamp and the label ahead of what a line of a transcript says.
_LEAD = re.compile(r"[\s*>|\-]{0,6}(?:[\[(][\d:., TAPMapmZ/+\-]{4,30}[\])])?[\s\-–|]{0,4}")
# Under this label a day dates the page; nothing happened on it.
_DATED = "Date"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what is told of a conversation, its fields, and the words that name one."""
    table = load("messages.toml").table("framing")
    return (
        re.compile(rf"(?:{'|'.join(table.words('told'))})[.!]?\s*\Z", re.IGNORECASE),
        re.compile(rf"[\s*_\-]{{0,6}}{alternatives(table.words('fields'))}[*_ ]{{0,3}}:", re.I),
        re.compile(rf"(?<!\w){alternatives(table.words('subjects'))}(?!\w)", re.IGNORECASE),
    )


def is_frame(words: str) -> bool:
    """Return whether words only say that a conversation began, ended, or whom it was joined by."""
    return len(words) <= _LONGEST and _forms()[0].match(words.strip()) is not None


def frame(
    passages: Sequence[Passage], *, system: Sequence[int], first: int, last: int
) -> dict[int, str]:
    """Return by line what is to stand for the lines that frame a whole transcript.

    Its turns stand in the lines `first` to `last`, those of the system in `system`. A field above
    or below them ("Started: ...") dates the transcript, and what is said of its end is left out.
    """
    found = {n: "" for n in system if is_frame(_after_label(passages[n].text))}
    for number in range(first, min(last + _NEAR, len(passages))):
        text = passages[number].text
        if number not in found and len(text) <= _LONGEST and is_frame(_unstamped(text)):
            found[number] = ""
    if not any(_forms()[2].search(p.text[:_LONGEST]) for p in passages[:first]):
        return found
    beside = [*range(first), *range(last + 1, min(last + _NEAR, len(passages)))]
    for number in beside:
        text = passages[number].text
        match = _forms()[1].match(text) if len(text) <= _LONGEST else None
        dated = _dated(text, match.end()) if match is not None else None
        if dated is not None:
            found[number] = dated
    return found


_NEAR = 6  # lines below a conversation that may speak of it


def _unstamped(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def _after_label(text: str) -> str:
    return _unstamped(text).partition(":")[2].strip(" *_")


def _dated(text: str, start: int) -> str | None:
    """Return the day and the zone that a field tells, "" for a clock alone, None for other words.

    The clock is left out: nothing of an incident happened when a conversation began.
    """
    told = read_line(text).told
    if len(told) != 1 or told[0].start < start or text[told[0].end :].strip(" .()*_"):
        return None
    day, clock = told[0].date, told[0].clock
    if day is None:
        return "" if clock is not None else None
    zone = f" ({clock.zone_text})" if clock is not None and clock.zone_text else ""
    return f"{_DATED}: {text[day.start : day.end]}{zone}"
