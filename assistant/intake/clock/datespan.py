"""A date as a text tells it, and how it is made whole where the text allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy"]


class DateSpan(NamedTuple):
    """A date told in `text[start:end]`.

    `first` and `second` are the day and month of a numeric date in the order they stand in (month
    and day are then not known by themselves); else both are None. `year` is None where none is
    told, `weekday` (Monday = 0) where no weekday stands with it. `wrong` says in words why there
    is no such date ("20202-01-16"): it is never made whole. `dashed` tells that dashes stand
    between day, month and year, which nearly all who write so put in that order.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    first: int | None = None
    second: int | None = None
    wrong: str | None = None
    dashed: bool = False

    def order(self) -> Order | None:
        """Return the order that the numbers themselves or the weekday prove, else None."""
        if self.first is None or self.second is None:
            return None
        day_first = whole(self.year or 2024, self.second, self.first)
        month_first = whole(self.year or 2024, self.first, self.second)
        if self.year is not None and self.weekday is not None:
            day_first = day_first if _on(day_first, self.weekday) else None
            month_first = month_first if _on(month_first, self.weekday) else None
        if day_first and not month_first:
            return "dmy"
        if month_first and not day_first:
            return "mdy"
        return None


def order_of(spans: Iterable[DateSpan], anchors: Iterable[date] = ()) -> Order | None:
    """Return how a text writes numeric dates, None where it does not say or says both.

    `anchors` are days known from elsewhere: a date that reads as one of them only one way counts.
    """
    known = frozenset(anchors)
    votes: set[Order] = set()
    weak: set[Order] = set()
    for span in spans:
        proven = span.order()
        if proven:
            votes.add(proven)
        elif span.first is not None and span.first != span.second:
            day_first, month_first = (
                any(_read(span, o, day) == day for day in known) for o in ("dmy", "mdy")
            )
            if day_first != month_first:
                weak.add("dmy" if day_first else "mdy")
    chosen = votes or weak
    return next(iter(chosen)) if len(chosen) == 1 else None


def complete(span: DateSpan, *, near: date | None, order: Order | None) -> date | None:
    """Return the whole date; a missing year is the one that brings it nearest to `near`.

    None where the order of day and month or the year cannot be known.
    """
    if span.wrong is not None:
        return None
    if span.first is not None:
        usual: Order | None = "dmy" if span.dashed or span.first == span.second else None
        proven = span.order() or (order if span.first != span.second else None) or usual
        return None if proven is None else _read(span, proven, near)
    return _read(span, "dmy", near)


def _read(span: DateSpan, order: Order, near: date | None) -> date | None:
    month, day = span.month, span.day
    if span.first is not None and span.second is not None:
        day, month = (span.first, span.second) if order == "dmy" else (span.second, span.first)
    if month is None or day is None:
        return None
    if span.year is not None:
        return whole(span.year, month, day)
    if near is None:
        return None
    years = (near.year, near.year - 1, near.year + 1)
    candidates = [d for d in (whole(year, month, day) for year in years) if d is not None]
    if span.weekday is not None:
        candidates = [d for d in candidates if _on(d, span.weekday)] or candidates
    return min(candidates, key=lambda d: abs(d - near), default=None)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first day on or after `day` that falls on the weekday (Monday = 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def weekday_near(day: date, weekday: int) -> date:
    """Return the day nearest to `day` that falls on the weekday (Monday = 0)."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def whole(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has no such one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(day: date | None, weekday: int) -> bool:
    return day is not None and day.weekday() == weekday
