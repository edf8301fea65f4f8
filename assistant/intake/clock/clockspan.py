"""One clock time as it stands in a line, and what right after it says whose clock it is."""

from __future__ import annotations

import re
from datetime import time, tzinfo
from functools import cache
from typing import Literal, NamedTuple

from assistant.incident import Precision
from assistant.intake.clock import places, zones
from assistant.intake.clock.words import alternatives, words

# The clock of who writes, or of who is written to.
Whose = Literal["own", "yours"]


class ClockSpan(NamedTuple):
    """A time of day told in `text[start:end]`; `zone` is None where none stands with it.

    `half` is the half of a 12-hour clock ("a" or "p"); `settled` tells that the half or, at
    midnight, the day was worked out and is not in the text, or that the time is an approximate
    one; `closing` that it is the midnight which ends the day ("until midnight"); `twelve` that it
    leaves the half of the day open ("ten to three"); `whose` that it is told by somebody's clock.
    """

    start: int
    end: int
    at: time
    precision: Precision
    zone: tzinfo | None
    zone_text: str | None = None
    half: str | None = None
    settled: bool = False
    closing: bool = False
    twelve: bool = False
    whose: Whose | None = None


@cache
def _zone_after() -> re.Pattern[str]:
    pattern = zones.pattern()
    return re.compile(rf"\s{{0,2}}(?:[(\[](?P<in>{pattern})[)\]]|(?P<bare>{pattern}))")


@cache
def _place_after() -> re.Pattern[str]:
    label, loose, name = zones.pattern(), zones.loose(), places.NAME
    return re.compile(
        rf"(?:,(?=\s{alternatives(words().clock_of)}))?\s{{1,2}}(?:\((?:in\s)?(?P<in>{name})\)"
        rf"|local(?:\stime)?\s\((?:in\s)?(?P<local>{name})\)"
        r"|\(?(?P<time>[^\W\d_][\w.'’-]*+(?:\s[\w.'’-]++){0,2}?)\stime(?!\w)\)?"
        rf"|\(?(?:in\s)?(?P<city>{name}),?\s\(?(?P<label>{label})\)?"
        # (hora de Madrid), heure de Paris
        rf"|\(?{alternatives(words().clock_of)}(?:\s|(?<=['’]))(?P<of>{name})\)?"
        rf"|(?P<loose>{loose})(?:\stime|(?=\s?(?:[.,;:)–—|-]|\Z)))"
        # "2:05 PM Eastern we saw"; "West Coast users" are users
        rf"|(?:(?<=[ap]m\s)|(?<=[AP]M\s)|(?<=[ap]\.m\.\s)|(?<=[AP]\.M\.\s))(?P<half>{loose})(?<!Coast))"
    )


def _place(found: re.Match[str]) -> str | None:
    """Return the label of the zone that a place after a time stands for, None where of none."""
    if found["in"]:
        name = found["in"]
        return name if places.is_city(name, sure=True) or zones.is_loose(name) else None
    if found["of"]:
        return found["of"] if places.is_city(found["of"]) else None
    if found["local"]:
        return found["local"] if places.is_city(found["local"]) else None
    if found["city"]:
        return found["label"] if places.is_city(found["city"]) else None
    return found["time"] or found["loose"] or found["half"]


@cache
def _whose_after() -> re.Pattern[str]:
    told = words().whose
    firm = "|".join(
        rf"(?P<{name}>{alternatives(told[name])}(?!\w)|{alternatives(told[f'{name}_loose'])}"
        r"(?=\s?(?:[,.;:)!?/=(]|\Z)|\s(?:so|and|i\.e\.|which|that)\b))"
        for name in ("own", "yours")
    )
    return re.compile(rf"\s{{1,2}}(?:{firm})|\s\((?:{firm.replace('?P<', '?P<in_')})\)", re.I)


def zone_after(text: str, end: int) -> tuple[tzinfo | None, str | None, int]:
    """Return the zone right after a time with its label, and where the time then ends."""
    found = _zone_after().match(text, end)
    label = found["in"] or found["bare"] if found else None
    if found is None:
        found = _place_after().match(text, end)
        label = _place(found) if found else None
    zone = zones.resolve(label) if label else None
    return (zone, label, found.end()) if zone is not None and found else (None, None, end)


def whose_after(text: str, end: int) -> tuple[Whose | None, int]:
    """Return by whose clock a time is told, and where it then ends: "11:20 here"."""
    found = _whose_after().match(text, end)
    if found is None:
        return None, end
    return ("own" if found["own"] or found["in_own"] else "yours"), found.end()
