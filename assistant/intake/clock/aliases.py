"""Aliases: one instant told by two clocks ("11:20 here so 12:20 for you") is one time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from assistant.incident import Mention, Moment
from assistant.intake.clock import places, zones
from assistant.intake.clock.told import Line, Told

_LONGEST = 40
# A whole number of these minutes lies between two clocks of the same instant.
_STEP, _MOST = 15, 14 * 60
_SLACK = 2
_BRACKET = re.compile(r"\s*[(/=\[]\s*(?:=|i\.e\.,?|or|aka)?\s*\Z", re.IGNORECASE)
_JOINT = re.compile(
    r"[\s,;(–—-]*(?:so|i\.e\.,?|that is|that['’]s|which is|which was|meaning|means|aka|or|also"
    r"|das ist|d\.h\.)(?:\s(?:it is|it['’]s|at|about|already))?\s*\Z",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\(\s?(?:that is|that['’]s|i\.e\.,?|=|so)?\s{0,2}\Z", re.IGNORECASE)
_LOOSE = re.compile(r"[\s,;]*(?:and\s)?\Z", re.IGNORECASE)
_READ_OFF = re.compile(
    r"(?<!\w)(?:it is|it['’]s|its|it was|es ist|ist es)(?:\s(?:now|already|just|about|jetzt))?\s\Z",
    re.IGNORECASE,
)


@cache
def _place_after() -> re.Pattern[str]:
    return re.compile(rf"\s(?:in\s)?(?P<city>{places.cities()})(?!\w)")


def one_instant(
    line: Line, found: Sequence[tuple[Told, Mention]], written: Moment | None
) -> tuple[Mention, ...]:
    """Return the mentions with each instant told once, where it is told by two clocks.

    `written` is when the line was written: "it is 9:06 here" only reads a clock at that instant.
    """
    kept: list[tuple[Told, Mention]] = []
    for told, mention in found:
        if told.clock is None or told.date is not None:
            kept.append((told, mention))
            continue
        if mention.start and _is_read_off(line.text, mention, written):
            continue
        joined = _joined(line.text, kept[-1], (told, mention)) if kept else None
        if joined is None:
            kept.append((told, mention))
        else:
            kept[-1] = (kept[-1][0], joined)
    return tuple(mention for _, mention in kept)


def _is_read_off(text: str, mention: Mention, written: Moment | None) -> bool:
    if mention.moment is None or written is None or mention.moment.at == written.at:
        return False
    if not _READ_OFF.search(text, max(0, mention.start - 24), mention.start):
        return False
    apart = _apart(mention.moment.at, written.at)
    return apart > _SLACK and min(apart % _STEP, _STEP - apart % _STEP) <= _SLACK


def _apart(one: datetime, other: datetime) -> int:
    """Return the minutes between two times as their clocks show them, the short way round."""
    apart = abs(one.hour * 60 + one.minute - other.hour * 60 - other.minute)
    return min(apart, 24 * 60 - apart)


def _joined(text: str, first: tuple[Told, Mention], second: tuple[Told, Mention]) -> Mention | None:
    """Return the first mention with the second taken in, None where they are two times."""
    (told, one), (again, other) = first, second
    gap = text[one.end : other.start]
    if told.clock is None or again.clock is None or len(gap) > _LONGEST:
        return None
    place = _place_after().match(text, other.end)
    end = place.end() if place else other.end
    lead = _place_after().match(gap)
    gap = gap[lead.end() :] if lead else gap
    bracket, joint = bool(_BRACKET.match(gap)), bool(_JOINT.match(gap))
    here = _placed(one.moment, lead, told)
    there = _placed(other.moment, place, again)
    if not (bracket or joint or _LOOSE.match(gap)):
        # "14:30 stopped it (16:30 in Berlin)": the words between stay where they are
        return one if _OPENED.search(gap) and _same_elsewhere(here, there) else None
    if here is not None and there is not None and here.at == there.at:
        agree = bracket or joint or _same_elsewhere(here, there)
        return replace(one, end=end, moment=here) if agree else None
    marked = told.clock.whose or again.clock.whose or told.clock.zone or again.clock.zone
    clocks = (told.clock.at, again.clock.at)
    minutes = abs((clocks[0].hour - clocks[1].hour) * 60 + clocks[0].minute - clocks[1].minute)
    minutes = min(minutes, 24 * 60 - minutes)
    if not marked or not (bracket or joint) or minutes % _STEP or not 0 < minutes <= _MOST:
        return None
    if told.clock.zone and again.clock.zone:
        return None  # two stated zones that do not agree are two times, or a slip to be asked about
    known = there if again.clock.zone or here is None else here
    return replace(one, end=end, moment=known)


def _same_elsewhere(one: Moment | None, other: Moment | None) -> bool:
    if one is None or other is None:
        return False
    return one.at == other.at and one.at.utcoffset() != other.at.utcoffset()


def _placed(moment: Moment | None, place: re.Match[str] | None, told: Told) -> Moment | None:
    """Return a moment by the clock of the city that stands after it, where one does."""
    if moment is None or place is None or told.clock is None or told.clock.zone is not None:
        return moment
    zone = zones.resolve(place["city"])
    return moment if zone is None else replace(moment, at=moment.at.replace(tzinfo=zone))
