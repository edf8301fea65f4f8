"""Halves of the day: which "2:06" is meant where a text also writes "2:07 PM"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from assistant.intake.clock.clockspan import ClockSpan
from assistant.intake.clock.standing import is_day_divider
from assistant.intake.clock.told import Line, Told

_HALF_DAY = 12 * 60
_SOON = 6 * 60  # minutes from the last time of a morning to the first of its afternoon
_LEAST = 3  # lines that open with a time
_TWELVE = re.compile(r"[1-9]\d?[:.]\d\d(?!\s?(?:h|Uhr))")


def with_halves(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with am or pm settled for the times that leave it open.

    These are the bare times of a text that uses a 12-hour clock, and the hours told in words.
    """
    return _spoken(_written(lines))


_DAY_BEGINS = 7 * 60


def _spoken(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the half of the day settled for hours told in words ("ten to three").

    It is the one nearest to the time in figures before it, else after it; without any, it is one
    of a working day.
    """
    if not any(told.clock and told.clock.twelve for line in lines for told in line.told):
        return list(lines)
    near = next((c.at for line in lines for t in line.told if (c := _in_figures(t))), None)
    settled: list[Line] = []
    for line in lines:
        told = []
        for one in line.told:
            chosen = one
            if one.clock is not None and one.clock.twelve:
                chosen = replace(one, clock=_nearest(one.clock, near))
            near = chosen.clock.at if chosen.clock is not None else near
            told.append(chosen)
        settled.append(replace(line, told=tuple(told)))
    return settled


def _in_figures(told: Told) -> ClockSpan | None:
    return told.clock if told.clock is not None and not told.clock.twelve else None


def _nearest(clock: ClockSpan, near: time | None) -> ClockSpan:
    early = clock.at.hour % 12 * 60 + clock.at.minute
    late = early + _HALF_DAY
    if near is None:
        chosen = early if early >= _DAY_BEGINS else late
    else:
        chosen = min((early, late), key=lambda minutes: _apart(minutes, _minutes(near)))
    return clock._replace(at=time(chosen // 60, chosen % 60), twelve=False)


def _written(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with am or pm settled for bare times of a text that uses a 12-hour clock.

    A time that opens a line comes soonest after the one that opened a line before; any other, and
    the first below a sentence ("down from 9:30 am to 11:15 am"), is the one nearest to the last.
    Nothing changes where the text never says am or pm and does not pass noon ("11:50", "1:15"), or
    counts to 24.
    """
    told_times = [told for line in lines for told in line.told if told.clock is not None]
    halved = any(told.clock and told.clock.half for told in told_times)
    if not (halved or _passes_noon(lines)) or _counts_to_24(lines):
        return list(lines)
    settled: list[Line] = []
    last: int | None = None
    above: int | None = None  # the last one that opened a line
    for line in lines:
        head = line.head
        told = []
        for one in line.told:
            if one.date is not None and one.clock is None and one is head:
                last = above = None
            chosen = one
            if one.clock is not None and last is not None and _open(line, one.clock):
                follows = one is head and above is not None
                near = above if follows and above is not None else last
                chosen = replace(one, clock=_settle(one.clock, near, opening=follows))
            if chosen.clock is not None and not chosen.clock.twelve:
                # a date with a zone is a machine's: the header of a mail, say
                stamped = one.date is not None and chosen.clock.zone is not None
                # "End: 11:30am" above the notes is behind all that they tell
                ends = last is not None and _is_labelled(line, one)
                if one is head or (chosen.clock.half and not ends) or stamped:
                    last = _minutes(chosen.clock.at)
                    above = last if one is head else above
            told.append(chosen)
        settled.append(replace(line, told=tuple(told)))
    return settled


def _passes_noon(lines: Sequence[Line]) -> bool:
    """Return whether the times that lines open with go on from "11:50" to "1:15", and only so.

    Counted to 24, one of them would lie more than half a day behind the one above it.
    """
    turns, last, count = 0, None, 0
    for line in lines:
        head = line.head
        if head is None or head.clock is None:
            if is_day_divider(line.text) or any(told.date for told in line.told):
                last = None
            continue
        if head.date is not None or head.shift is not None or head.weekday is not None:
            return False
        if not _open(line, head.clock):
            return False
        minutes = _minutes(head.clock.at)
        if last is not None and minutes < last:
            if last < _DAY_BEGINS or minutes + _HALF_DAY - last > _SOON:
                return False
            turns += 1
        last, count = minutes, count + 1
    return turns == 1 and count >= _LEAST


def _is_labelled(line: Line, told: Told) -> bool:
    """Return whether a time is the value of a label: "End: 11:30am"."""
    return line.text[: told.start].rstrip(" ~*_|").endswith(":")


def _counts_to_24(lines: Sequence[Line]) -> bool:
    """Return whether a bare time of the text's own ("14:15") shows that it counts to 24.

    Beside lines that open with "2:05 PM" only one that opens a line too does.
    """
    headed = any(line.head and line.head.clock and line.head.clock.half for line in lines)
    for line in lines:
        for told in [line.head] if headed and line.head else () if headed else line.told:
            clock = told.clock
            if clock and told.date is None and clock.half is None and clock.at.hour > 12:
                return True
    return False


def _open(line: Line, clock: ClockSpan) -> bool:
    """Return whether a time leaves the half of the day open: "2:06", not "02:06" or "14:06"."""
    return (
        clock.half is None
        and clock.zone is None
        and 1 <= clock.at.hour <= 12
        and _TWELVE.match(line.text, clock.start) is not None
    )


def _settle(clock: ClockSpan, last: int, *, opening: bool) -> ClockSpan:
    early = clock.at.hour % 12 * 60 + clock.at.minute
    candidates = (early, early + _HALF_DAY)
    if opening:
        later = [minutes for minutes in candidates if minutes >= last - 5]
        # past midnight where none of the two is later
        chosen = min(later) if later else early
    else:
        chosen = min(candidates, key=lambda minutes: _apart(minutes, last))
    at = time(chosen // 60, chosen % 60, clock.at.second, clock.at.microsecond)
    return clock._replace(at=at, settled=True)


def _apart(first: int, second: int) -> int:
    """Return the minutes between two times of day, the short way round."""
    apart = abs(first - second)
    return min(apart, 2 * _HALF_DAY - apart)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
