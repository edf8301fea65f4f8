"""Calendar dates as people write them, found in a line and made whole where the text allows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from assistant.intake.words import alternatives, words

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date told in `text[start:end]`.

    `first` and `second` are the day and month of a numeric date in the order they stand in (month
    and day are then not known by themselves); else both are None. `year` is None where none is
    told, `weekday` (Monday = 0) where no weekday stands with it.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    first: int | None = None
    second: int | None = None

    def order(self) -> Order | None:
        """Return the order that the numbers themselves or the weekday prove, else None."""
        if self.first is None or self.second is None:
            return None
        day_first = _whole(self.year or 2024, self.second, self.first)
        month_first = _whole(self.year or 2024, self.first, self.second)
        if self.year is not None and self.weekday is not None:
            day_first = day_first if _on(day_first, self.weekday) else None
            month_first = month_first if _on(month_first, self.weekday) else None
        if day_first and not month_first:
            return "dmy"
        if month_first and not day_first:
            return "mdy"
        return None


@cache
def _written() -> re.Pattern[str]:
    vocabulary = words()
    month = alternatives(vocabulary.months)
    weekday = alternatives(vocabulary.weekdays)
    return re.compile(
        rf"(?<![\w/.\-])(?:(?P<wd>{weekday})\b\.?,?\s{{1,3}}(?:the\s|den\s|le\s)?)?(?:"
        # 2026-05-04, 2026/5/4; not inside a name such as model-2026-05-04
        r"(?P<y1>(?:19|20)\d\d)(?P<s>[-/])(?P<m1>\d{1,2})(?P=s)(?P<d1>\d{1,2})(?=[T_]\d|(?![\w/\-]|\.\w))"
        r"|(?P<y5>20\d\d)(?P<m5>\d\d)(?P<d5>\d\d)(?=T\d{4})"
        # 4 May 2026, 4th of May, 04-May-2026, 04/May/2026
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s{{1,3}}(?:of\s|de\s)?|[-/])(?P<m2>{month})\b(?:\.(?=,?\s\s?(?:19|20)\d\d))?"
        r"(?:,?(?:\s{1,3}(?:de\s)?|[-/])(?P<y2>(?:19|20)\d\d)(?![\d.]))?"
        # May 4th, 2026
        rf"|(?P<m3>{month})\b\.?\s{{1,3}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%\w]|[.,]\d)"
        r"(?:,?\s{1,3}(?P<y3>(?:19|20)\d\d)(?![\d:.]))?"
        # 04/05/2026, 4.5.2026, 5/4/26
        r"|(?P<n1>\d{1,2})(?P<t>[/.\-])(?P<n2>\d{1,2})(?P=t)(?P<y4>(?:19|20)\d\d|\d\d(?=,?\s))"
        r"(?![\w/\-]|\.\w)"
        # 5/4 14:05
        r"|(?P<n3>\d{1,2})/(?P<n4>\d{1,2})(?=,?\s(?:at\s)?\d{1,2}:\d\d)"
        r")",
        re.IGNORECASE,
    )


def find_dates(text: str) -> list[DateSpan]:
    """Return the dates told in a line, in order, whether or not they can be made whole."""
    found = []
    for match in _written().finditer(text):
        span = _span(match)
        if span is not None:
            found.append(span)
    return found


def _span(match: re.Match[str]) -> DateSpan | None:
    group = match.groupdict()
    vocabulary = words()
    weekday = vocabulary.weekdays[group["wd"].lower()] if group["wd"] else None
    start, end = match.span()
    for y, m, d in (("y1", "m1", "d1"), ("y5", "m5", "d5")):
        if group[m]:
            year, month, day = int(group[y]), int(group[m]), int(group[d])
            whole = _whole(year, month, day)
            return DateSpan(start, end, year, month, day, weekday) if whole else None
    for y, m, d in (("y2", "m2", "d2"), ("y3", "m3", "d3")):
        if group[m]:
            # "may", "march" and the like are words too, unless a year stands beside them
            if not group[y] and not group[m][0].isupper():
                return None
            month, day = vocabulary.months[group[m].lower()], int(group[d])
            told = int(group[y]) if group[y] else None
            if _whole(told or 2024, month, day) is None:
                return None
            return DateSpan(start, end, told, month, day, weekday)
    return _numeric(group, weekday, start, end)


def _numeric(
    group: dict[str, str | None], weekday: int | None, start: int, end: int
) -> DateSpan | None:
    first, second = int(group["n1"] or group["n3"] or 0), int(group["n2"] or group["n4"] or 0)
    year: int | None = None
    if group["y4"]:
        year = int(group["y4"])
        if year < 100:
            if group["t"] != "/":
                return None
            year += 2000
    dotted = group["t"] == "."
    if _whole(year or 2024, second, first) is None and (
        dotted or _whole(year or 2024, first, second) is None
    ):
        return None
    if dotted:
        return DateSpan(start, end, year, second, first, weekday)
    return DateSpan(start, end, year, None, None, weekday, first, second)


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
            day_first, month_first = (_read(span, o, None) in known for o in ("dmy", "mdy"))
            if day_first != month_first:
                weak.add("dmy" if day_first else "mdy")
    chosen = votes or weak
    return next(iter(chosen)) if len(chosen) == 1 else None


def complete(span: DateSpan, *, near: date | None, order: Order | None) -> date | None:
    """Return the whole date; a missing year is the one that brings it nearest to `near`.

    None where the order of day and month or the year cannot be known.
    """
    if span.first is not None:
        proven = span.order() or (order if span.first != span.second else "dmy")
        return None if proven is None else _read(span, proven, near)
    return _read(span, "dmy", near)


def _read(span: DateSpan, order: Order, near: date | None) -> date | None:
    month, day = span.month, span.day
    if span.first is not None and span.second is not None:
        day, month = (span.first, span.second) if order == "dmy" else (span.second, span.first)
    if month is None or day is None:
        return None
    if span.year is not None:
        return _whole(span.year, month, day)
    if near is None:
        return None
    years = (near.year, near.year - 1, near.year + 1)
    candidates = [d for d in (_whole(year, month, day) for year in years) if d is not None]
    if span.weekday is not None:
        candidates = [d for d in candidates if _on(d, span.weekday)] or candidates
    return min(candidates, key=lambda d: abs(d - near), default=None)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first day on or after `day` that falls on the weekday (Monday = 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _whole(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(day: date | None, weekday: int) -> bool:
    return day is not None and day.weekday() == weekday
