"""Days told by their number alone beside a clock time: "20:15 on the 3rd", "Sunday 3rd, 20:15"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from assistant.intake.clock.words import alternatives, words

_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a day behind a clock time and before one."""
    named = rf"(?:{alternatives(words().weekdays)}),?\s(?:the\s)?"
    day = rf"(?:on\s)?(?:the\s|{named})(\d{{1,2}})(?:st|nd|rd|th)"
    return (
        re.compile(rf",?\s{day}(?=\s?[,.;:)!?–—-]|\s?\Z)", re.IGNORECASE),
        re.compile(rf"(?<!\w){day},?\s(?:at\s|around\s|about\s|by\s)?[~≈]?\Z", re.IGNORECASE),
    )


def beside(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return the day of the month told beside a clock time, and the span of both; else None."""
    if not _NUMBER.search(text, max(0, start - 32), end + 32):
        return None
    after, ahead = _patterns()
    found = after.match(text, end)
    if found:
        return int(found[1]), start, found.end()
    before = ahead.search(text, max(0, start - 32), start)
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
