"""Midnights: how many of them lie between the heading of a list and each of its bare times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.intake.clock.daynumbers import day_number
from assistant.intake.clock.standing import HEADING, is_day_divider, standing_in
from assistant.intake.clock.told import Line

EVENING, MORNING = 18, 8
_SLACK = 5


def midnights(lines: Sequence[Line]) -> list[int]:
    """Return by line how many midnights its bare times lie past the day of its list."""
    shifts = [0] * len(lines)
    run: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        told = line.told
        if not told and "#" not in line.text:
            if run and line.text and is_day_divider(line.text):
                _roll(shifts, run, number)
                run = []
            continue
        head = told[0] if told and line.opens else None
        clock = head.clock if head is not None else None
        many = told and (told[0].date or len(told) > 1)
        states = bool(many) and _states_day(lines, number)
        if (
            states
            or (head is not None and head.shift is not None and head.shift > 0)
            or (clock is None and "#" in line.text and HEADING.match(line.text))
            or (is_day_divider(line.text) if head is None else day_number(line.text) is not None)
        ):
            _roll(shifts, run, number)
            run = []
        # "Ended: 24 Nov, 01:15" is a dated line that heads nothing
        counts = head is not None and (
            states if head.date else head.shift is None and head.weekday is None
        )
        if clock and counts:
            # "24:00" ends the day that the times above it are of
            minutes = 24 * 60 if clock.closing else clock.at.hour * 60 + clock.at.minute
            run.append((number, minutes))
    _roll(shifts, run, len(lines))
    return shifts


def _states_day(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line states the day of what stands below it."""
    for told in lines[number].told:
        if told.date and standing_in(lines, number, told) in ("divider", "head", "heads", "label"):
            return True
    return False


def _roll(shifts: list[int], run: Sequence[tuple[int, int]], end: int) -> None:
    """Count the midnights of one list, up to line `end`, where its times are evidently in order.

    `run` holds the lines of its times with their minutes of the day.
    """
    starts: list[int] = []
    for (_, first), (number, second) in pairwise(run):
        if first <= second:
            continue
        if first >= EVENING * 60 and second < MORNING * 60:
            starts.append(number)
        elif first - second > _SLACK:
            return
    for count, (start, following) in enumerate(pairwise([*starts, end]), start=1):
        for number in range(start, following):
            shifts[number] += count
