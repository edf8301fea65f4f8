"""Midnights: how many of them lie between the heading of a list and each of its bare times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.intake.clock.standing import HEADING, day_standing
from assistant.intake.clock.told import Line, Told

EVENING, MORNING = 18, 8
_SLACK = 5


def midnights(lines: Sequence[Line]) -> list[int]:
    """Return by line how many midnights its bare times lie past the day of its list."""
    shifts = [0] * len(lines)
    run: list[tuple[int, Told]] = []
    for number, line in enumerate(lines):
        head = line.head
        timed = head is not None and head.clock is not None
        next_day = head is not None and head.shift is not None and head.shift > 0
        if (
            next_day
            or (not timed and HEADING.match(line.text))
            or (line.told and _states_day(line))
        ):
            _roll(shifts, run, number)
            run = []
        if timed and head and (head.date or (head.shift is None and head.weekday is None)):
            run.append((number, head))
    _roll(shifts, run, len(lines))
    return shifts


def _states_day(line: Line) -> bool:
    """Return whether a line states the day of what stands below it."""
    return any(t.date and day_standing(line, t) in ("divider", "head", "label") for t in line.told)


def _roll(shifts: list[int], run: Sequence[tuple[int, Told]], end: int) -> None:
    """Count the midnights of one list, up to line `end`, where its times are evidently in order."""
    starts: list[int] = []
    for (_, first), (number, second) in pairwise(run):
        if first.clock is None or second.clock is None:
            continue
        drop = _minutes(first) - _minutes(second)
        if drop > 0 and first.clock.at.hour >= EVENING and second.clock.at.hour < MORNING:
            starts.append(number)
        elif drop > _SLACK:
            return
    for count, (start, following) in enumerate(pairwise([*starts, end]), start=1):
        for number in range(start, following):
            shifts[number] += count


def _minutes(told: Told) -> int:
    return told.clock.at.hour * 60 + told.clock.at.minute if told.clock else 0
