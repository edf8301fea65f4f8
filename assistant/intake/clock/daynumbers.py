"""Days counted by an incident's own number: "Day 2", "Tag 3 - recovery", "| Day 1 | 08:00 |"."""

from __future__ import annotations

import re
from functools import cache

from assistant.intake.clock.words import alternatives, words


@cache
def _counted() -> re.Pattern[str]:
    vocabulary = words()
    names = alternatives(vocabulary.day_numbers)
    hours = alternatives(vocabulary.hours)
    return re.compile(
        rf"[\s\-–—=*_#~>|\[(]{{0,12}}{names}\s?#?(?P<n>\d{{1,2}}|{hours})(?!\w|[.:]\d)"
        r"(?=\s?[*_]{0,2}\s{0,20}(?:[-–—:,.|()\[\]=]|\d{1,2}:\d\d|\Z))",
        re.IGNORECASE,
    )


def day_number(text: str) -> int | None:
    """Return the number of the day that a line opens with ("Day 2: recovery"), else None."""
    # Most lines open with their time.
    found = None if text[:1].isdigit() else _counted().match(text)
    if found is None:
        return None
    told = found["n"].lower()
    return int(told) if told.isdigit() else words().hours[told]
