"""The day of the logs that notes without a date speak of: by a weekday, or by their times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from assistant.incident import LogFile
from assistant.intake.clock.told import Line
from assistant.intake.clock.words import alternatives, words

_MOST = 7  # days of a log among which a weekday names one
_OPENING = 5  # lines of the notes that a heading stands among
_HEADING = 8  # words of a heading


def of_notes(lines: Sequence[Line], logs: Sequence[LogFile]) -> tuple[date, str] | None:
    """Return the day and, in words, why it was taken; None where no log tells its times.

    It is the day of the logs whose weekday heads the notes, else that on which most of the clock
    times that lines open with lie within a log, else the day on which the first log begins.
    """
    spans = sorted(
        (log.first.at.replace(tzinfo=None), (log.last or log.first).at.replace(tzinfo=None))
        for log in logs
        if log.first is not None
    )
    if not spans:
        return None
    begin, end = spans[0][0].date(), max(last for _, last in spans).date()
    days = [begin + timedelta(days=n) for n in range(min((end - begin).days + 1, _MOST))]
    if len(days) > 1 and begin + timedelta(days=_MOST) > end:
        for number, line in enumerate(lines[:_OPENING], start=1):
            named = _weekday(line)
            for day in days:
                if day.weekday() == named:
                    return day, f"line {number} names the weekday, and the logs hold one such day"
        within = Counter(
            day
            for line in lines
            for day in days
            if line.head is not None and line.head.clock is not None
            if _lies(datetime.combine(day, line.head.clock.at), spans)
        )
        best = max(days, key=lambda day: within[day])
        if within[best] > within[begin]:
            return best, (
                "the notes state no date; it is the day of the logs on which most of their times "
                "lie within a log"
            )
    return begin, "the notes state no date; it is the day on which the log begins"


def _weekday(line: Line) -> int | None:
    """Return the weekday (Monday = 0) that a heading names; None where it tells a time."""
    if line.told or len(line.text.split()) > _HEADING:
        return None
    named = _pattern().findall(line.text)
    return words().weekdays[named[0].lower()] if len(named) == 1 else None


@cache
def _pattern() -> re.Pattern[str]:
    long = [name for name in words().weekdays if len(name) > 3]
    return re.compile(rf"(?<!\w){alternatives(long)}(?!\w|['’]s?\b)", re.IGNORECASE)


def _lies(at: datetime, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(first <= at <= last for first, last in spans)
