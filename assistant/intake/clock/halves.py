"""Halves of the day: which "2:06" is meant where a text also writes "2:07 PM"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from assistant.intake.clock.clockspan import ClockSpan
from assistant.intake.clock.told import Line, Told

_HALF_DAY = 12 * 60
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

    A time that opens a line comes soonest after the one that opened a line before; any other is
    the one nearest to it. Nothing changes where the text never says am or pm, or counts to 24.
    """
    told_times = [told for line in lines for told in line.told if told.clock is not None]
    if not any(told.clock and told.clock.half for told in told_times) or _counts_to_24(lines):
        return list(lines)
    settled: list[Line] = []
    last: int | None = None
    for line in lines:
        head = line.head
        told = []
        for one in line.told:
            if one.date is not None and one.clock is None and one is head:
                last = None
            chosen = one
            if one.clock is not None and last is not None and _open(line, one.clock):
                chosen = replace(one, clock=_settle(one.clock, last, opening=one is head))
            if chosen.clock is not None and not chosen.clock.twelve:
                # a date with a zone is a machine's: the header of a mail, say
                stamped = one.date is not None and chosen.clock.zone is not None
                # "End: 11:30am" above the notes is behind all that they tell
                ends = last is not None and _is_labelled(line, one)
                if one is head or (chosen.clock.half and not ends) or stamped:
                    last = _minutes(chosen.clock.at)
            told.append(chosen)
        settled.append(replace(line, told=tuple(told)))
    return settled


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
        chosen = min(later) if later else clock.at.hour * 60 + clock.at.minute
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
