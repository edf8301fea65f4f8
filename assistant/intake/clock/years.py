"""Years that no input tells: a date is then the latest such one that had come by the drafting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.intake.clock.datespan import DateSpan, Order, complete

# In so many years every date that is not a leap day falls on each weekday.
_LOOK_BACK = 12
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def latest(span: DateSpan, *, now: date, order: Order | None) -> date | None:
    """Return the latest day not after `now` that a date without a year can mean, else None.

    A weekday told with it leaves few years. Where day and month can stand either way, the later
    day is returned.
    """
    orders: tuple[Order, ...] = (order,) if order is not None else ("dmy", "mdy")
    found: list[date] = []
    for one in orders:
        for year in range(now.year, now.year - _LOOK_BACK, -1):
            day = complete(span, near=date(year, 7, 1), order=one)
            if day is None or day.year != year or day > now:
                continue
            if span.weekday is None or day.weekday() == span.weekday:
                found.append(day)
                break
    return max(found, default=None)


def pivot(spans: Sequence[DateSpan], *, now: date, order: Order | None) -> tuple[date, str] | None:
    """Return the day that tells the year of a text, and in words why; None where none does.

    The first date with a weekday comes first: it leaves the fewest years.
    """
    for span in sorted(spans, key=lambda one: one.weekday is None):
        day = latest(span, now=now, order=order)
        if day is not None:
            named = _NAMES[day.weekday()] if span.weekday is not None else "day"
            return day, (
                f"no input tells the year: of the dates meant, {day.isoformat()} is the latest "
                f"such {named} not after the time of drafting (--date sets another)"
            )
    return None
