"""Days of the times that have none of their own: the line's, the one before, a weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from assistant.incident import Mention, Moment
from assistant.intake.clock.carried import Carried
from assistant.intake.clock.datespan import weekday_after, weekday_near
from assistant.intake.clock.ordinals import nearest
from assistant.intake.clock.told import Line, Told
from assistant.intake.clock.words import alternatives, words

# A sentence that goes on so soon after an evening's time goes on past midnight.
_EVENING, _MORNING, _SOON = 18, 8, timedelta(hours=2)
# A time later than its line by less is a slip, or told by another clock.
_NIGHT = timedelta(hours=6)


@cache
def _since() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(words().since)}\s[~≈]?\Z", re.IGNORECASE)


def before_line(line: Line, told: Told, found: Sequence[Mention], carried: Carried) -> Mention:
    """Return the last mention, on the day before where the line tells at 00:20 "since 23:28"."""
    mention = found[-1]
    moment = mention.moment
    if moment is None or not is_ahead(moment, told, found, line, carried, by=_NIGHT):
        return mention
    if not _since().search(line.text, max(0, told.start - 16), told.start):
        return mention
    return replace(mention, moment=replace(moment, at=moment.at - timedelta(days=1), inferred=True))


def bare_day(
    line: Line, told: Told, before: date | None, carried: Carried, shift: int
) -> tuple[date | None, bool]:
    """Return the day of a time that has no date of its own, and whether it was not in the text."""
    day = carried.day
    if told.clock is not None and told.clock.closing and told.weekday is None:
        shift += 1
    if told.weekday is not None:
        named = None if day is None else _weekday(line, told, day, carried)
        # "24:00 on Sunday" ends it; of which day "midnight on Sunday" is, is not told
        ends = told.clock is not None and told.clock.closing and not told.clock.settled
        return after(named, 1) if named and ends else named, True
    if told.shift is not None:
        if before is not None and line.head is not None and line.head.date is not None:
            day, shift = before, 0  # "2026-05-05 09:00 it began yesterday at 15:00"
        return (None, True) if day is None else (after(day, shift + told.shift), True)
    if told.of_month is not None:
        return (None if day is None else nearest(day, told.of_month)), True
    if before is not None:
        return before, False
    if day is None:
        return None, True
    return after(day, shift), shift != 0 or not carried.day_told


def is_ahead(
    first: Moment,
    told: Told,
    found: Sequence[Mention],
    line: Line,
    carried: Carried,
    *,
    by: timedelta = timedelta(0),
) -> bool:
    """Return whether a bare time lies after its line was written, by so much at least."""
    written = (found[0].moment if line.opens and len(found) > 1 else None) or carried.now
    own = told is line.head and not carried.message  # it is when the line was written
    bare = told.date is None and told.shift is None and told.weekday is None and not own
    if not bare or written is None or written.precision == "day":
        return False
    return first.at - written.at > by


def is_prose(line: Line) -> bool:
    """Return whether a line is a sentence rather than a row that opens with its time."""
    head = line.head
    if head is None or head.clock is None:
        return True
    return head.start > 0 and any(map(str.isalpha, line.text[: head.start]))


def past_midnight(told: Told, day: date | None, before: Moment | None) -> date | None:
    """Return the next day where sentences go on from an evening into its night, else None.

    `before` is the time told last: "It failed at 23:50. At 00:35 we found the disk full".
    """
    clock = told.clock
    bare = told.shift is None and told.weekday is None and told.of_month is None
    if clock is None or day is None or before is None or before.precision == "day" or not bare:
        return None
    gone = (before.at.date() - day).days
    if gone == 1:
        return before.at.date() if before.inferred and clock.at.hour < _EVENING else None
    if gone != 0 or before.at.hour < _EVENING or clock.at.hour >= _MORNING:
        return None
    at = datetime.combine(day, clock.at, before.at.tzinfo) + timedelta(days=1)
    return after(day, 1) if at - before.at <= _SOON else None


def after(day: date, days: int) -> date | None:
    if not days:
        return day
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(line: Line, told: Told, day: date, carried: Carried) -> date | None:
    weekday = told.weekday or 0
    try:
        if told.last:
            gone = (day.weekday() - weekday) % 7
            return day - timedelta(days=gone or (7 if carried.day_told else 0))
        if told is line.head and carried.listed is not None:
            # A list goes on, by up to four days at once; newest first it goes back.
            forward = weekday_after(carried.listed, weekday)
            return (
                forward
                if (forward - carried.listed).days <= 4
                else weekday_near(carried.listed, weekday)
            )
        if told is line.head and carried.day_told:
            return weekday_after(day, weekday)
        return weekday_near(day, weekday)
    except OverflowError:
        return None
