"""Halves of the day: which "2:06" is meant where a text also writes "2:07 PM"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from assistant.intake.clock.times import ClockSpan
from assistant.intake.clock.told import Line

_HALF_DAY = 12 * 60
_TWELVE = re.compile(r"[1-9]\d?[:.]\d\d(?!\s?(?:h|Uhr))")


def with_halves(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with am or pm settled for bare times of a text that uses a 12-hour clock.

    A time that opens a line comes soonest after the one that opened a line before; any other is
    the one nearest to it. Nothing changes where the text never says am or pm, or where a bare
    time of its own ("14:15") shows that it counts to 24.
    """
    told_times = [told for line in lines for told in line.told if told.clock is not None]
    if not any(told.clock and told.clock.half for told in told_times):
        return list(lines)
    if any(
        told.clock and told.date is None and told.clock.half is None and told.clock.at.hour > 12
        for told in told_times
    ):
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
            if chosen.clock is not None and (one is head or chosen.clock.half):
                last = _minutes(chosen.clock.at)
            told.append(chosen)
        settled.append(Line(line.text, tuple(told), line.opens))
    return settled


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
    return replace(clock, at=at, settled=True)


def _apart(first: int, second: int) -> int:
    """Return the minutes between two times of day, the short way round."""
    apart = abs(first - second)
    return min(apart, 2 * _HALF_DAY - apart)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
