"""Dates and clock times of fields and cells, each by itself or both together."""

from __future__ import annotations

import re
from datetime import date, time

from assistant.intake.clock.words import words

# "24/Apr/25", "24-Apr-2025", "24. April 2025"
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.? |[/.-])([^\W\d_]{3,10})\.?[/ -](\d{4}|\d\d)\Z")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2}),? (\d{4})\Z")
# "04.02.25": with dots the day stands first
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)\Z")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_CLOCK = re.compile(
    r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d))?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(?:Uhr|h))?\Z"
)
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)\Z")
_PARTED = re.compile(r"(.{6,24}?)(?:, ?| at | um | à | )(\d{1,2}[:.h]\d\d.{0,12})\Z")


def parted(text: str) -> str | None:
    """Return a day and a clock time that stand together as "2025-02-04T07:55", None for others."""
    parts = _PARTED.match(text)
    if parts is None:
        return None
    day, clock = day_of(parts[1]), clock_of(parts[2])
    return f"{day}T{clock}" if day and clock else None


def day_of(text: str) -> str | None:
    """Return a date as "2025-02-04", None where its numbers do not tell which one it is."""
    if iso := _ISO.match(text):
        return _whole(iso[1], int(iso[2]), iso[3])
    if dotted := _DOTTED.match(text):
        return _whole(dotted[3], int(dotted[2]), dotted[1])
    if named := _DAY_FIRST.match(text):
        day, month, year = named.groups()
    elif named := _MONTH_FIRST.match(text):
        month, day, year = named.groups()
    else:
        return None
    number = words().months.get(month.casefold())
    return _whole(year, number, day) if number else None


def _whole(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day)).isoformat()
    except ValueError:
        return None


def clock_of(text: str) -> str | None:
    """Return a time of day as "07:55" or "07:55:10", None where the cell tells another."""
    match = _CLOCK.match(text)
    if match is None:
        digits = _FOUR_DIGITS.match(text)
        return f"{digits[1]}:{digits[2]}" if digits else None
    hour, minute, second, half = match.groups()
    if half and 1 <= int(hour) <= 12:
        hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
    elif half:
        return None
    told = time(int(hour), int(minute), int(second or 0))
    return told.isoformat("seconds" if second else "minutes")
