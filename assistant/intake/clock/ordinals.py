"""Days told by their number alone beside a clock time: "20:15 on the 3rd"."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = r"(?:on\s)?the\s(\d{1,2})(?:st|nd|rd|th)"
_AFTER = re.compile(rf",?\s{_NUMBER}(?=\s?[,.;:)!?–—-]|\s?\Z)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<!\w){_NUMBER},?\s(?:at\s|around\s|about\s|by\s)?[~≈]?\Z", re.IGNORECASE)


def beside(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return the day of the month told beside a clock time, and the span of both; else None."""
    found = _AFTER.match(text, end)
    if found:
        return int(found[1]), start, found.end()
    before = _BEFORE.search(text, max(0, start - 32), start)
    return (int(before[1]), before.start(), end) if before else None


def nearest(day: date, number: int) -> date | None:
    """Return the day of that number in its month that lies nearest to a day."""
    months = (day.year * 12 + day.month - 1 + shift for shift in (-1, 0, 1))
    found = []
    for month in months:
        try:
            found.append(date(month // 12, month % 12 + 1, number))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - day), default=None)
