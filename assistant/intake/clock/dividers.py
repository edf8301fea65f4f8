"""Dividers: the days that lines of their own divide off in words, and what they told so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.incident import Mention
from assistant.intake.clock.baredays import after
from assistant.intake.clock.carried import Carried
from assistant.intake.clock.daynumbers import day_number
from assistant.intake.clock.standing import HEADING, divider_day
from assistant.intake.clock.told import Line

_SECOND = 2
_BARE = re.compile(r"\W*[^\W\d_]+\W*\w+\W*\Z")
_NEAR = 4  # lines below a day's number within which a time is told


def counted_day(lines: Sequence[Line], number: int) -> int | None:
    """Return the number of the day that a line divides off ("Day 2"), else None.

    Outside a heading a clock time has to stand in it, or open a line right below: "Tag 2: latency"
    may be any list.
    """
    line = lines[number]
    counted = day_number(line.text)
    if counted is None or HEADING.match(line.text) or any(told.clock for told in line.told):
        return counted
    for below in lines[number + 1 : number + 1 + _NEAR]:
        if below.text.strip():
            head = below.head
            return counted if head is not None and head.clock is not None else None
    return None


@dataclass(frozen=True, slots=True)
class Dividers:
    """What the dividers above a line told.

    `first` is the day of the incident's "Day 1", where the text counts its days; `weekdays` tells
    that one of them named a weekday.
    """

    first: date | None = None
    weekdays: bool = False

    def named(
        self, text: str, carried: Carried, whole: date | None
    ) -> tuple[Dividers, date | None]:
        """Return the day of a line such as "Tuesday" or "The next day", None where it is none."""
        if carried.day is None:
            return self, None
        told = divider_day(
            text,
            day=carried.day,
            whole=whole or carried.day,
            following=carried.day_told or self.weekdays,
        )
        if told is None:
            return self, None
        return replace(self, weekdays=self.weekdays or told.weekday), told.day

    def counted(self, number: int, line: Line, whole: date | None) -> tuple[Dividers, date | None]:
        """Return the day that "Day 2" counts from the first, None where a date stands with it."""
        first = self.first or whole
        if first is None or any(told.date for told in line.told):
            return self, None
        if self.first is None and number > 1 and (number > _SECOND or not _BARE.match(line.text)):
            return self, None  # a count that began nowhere
        if self.first is None and number == 0:
            first = after(first, 1)  # "Day 0" is the first where days are counted from it
        day = after(first, number - 1) if first else None
        return replace(self, first=first), day

    def dated(self, number: int, line: Line, found: Sequence[Mention]) -> Dividers:
        """Return the dividers with the first day taken from "Day 1 = 15 April"."""
        for told, mention in zip(line.told, found, strict=True):
            if told.date is not None and mention.moment is not None:
                return replace(self, first=mention.moment.at.date() - timedelta(days=number - 1))
        return self
