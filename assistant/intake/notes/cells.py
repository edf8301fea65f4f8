"""Cells of tables and fields of tickets: the times that tools and people write in them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.words import words

_LONGEST = 60
_MOST_BESIDE = 8  # letters that may stand beside the times of a cell: "ca.", "Uhr"
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
# "Tue Jul 22 2025 10:31:40 GMT+0000 (GMT)", as a browser writes it
_BROWSER = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d\d):?(\d\d)\b"
)
# Mail dates know no half of the day: their reader would take 2 PM for 2 in the night.
_HALF = re.compile(r"\d ?[AaPp]\.?[Mm]\b")


def field_stamp(value: object) -> str | None:
    """Return a field's time in the form of `stamp_of`, None where it tells none."""
    if not isinstance(value, str):
        return stamp_of(value)
    text = value.strip()
    browser = _BROWSER.match(text) if "GMT" in text[:40] else None
    if browser:
        month, day, year, clock, hours, minutes = browser.groups()
        at = _day(f"{day} {month} {year}")
        return f"{at}T{clock}{hours}:{minutes}" if at else None
    if len(text) <= _LONGEST and _HALF.search(text):
        return _parted(text)
    return stamp_of(value)


def cell_stamp(cell: str) -> str | None:
    """Return what a cell tells of a time and nothing else, None where it holds other words.

    It has the form of `stamp_of`; a time whose date can be read in two ways, or that has none,
    stays as it was written.
    """
    text = " ".join(cell.split())
    if not 3 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)):
        return None
    return _parted(text) or field_stamp(text) or (text if is_time(text) else None)


def joined(day: str, clock: str) -> str | None:
    """Return the time that a cell with a day and one with a clock tell together, None for none."""
    told_day, told_clock = _day(day), _clock(clock)
    if told_day and told_clock:
        return f"{told_day}T{told_clock}"
    clock = told_clock or clock
    written = f"{told_day or day} {clock}".strip()
    alone = read_line(clock).told
    if not alone or alone[0].clock is None or alone[0].date is not None:
        return None
    return written if is_time(written) else None


def _parted(text: str) -> str | None:
    parts = _PARTED.match(text)
    if parts is None:
        return None
    day, clock = _day(parts[1]), _clock(parts[2])
    return f"{day}T{clock}" if day and clock else None


def _day(text: str) -> str | None:
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


def _clock(text: str) -> str | None:
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


def is_time(text: str) -> bool:
    """Return whether a text tells a time, and next to nothing beside it."""
    told = read_line(text).told
    if not told or len(told) > 2 or (not told[0].clock and not told[0].date):
        return False
    rest = text
    for one in reversed(told):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return sum(map(str.isalpha, rest)) <= _MOST_BESIDE and not any(map(str.isdigit, rest))


def has_date(stamp: str) -> bool:
    """Return whether a stamp of these cells states its date."""
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return any(told.date is not None for told in read_line(stamp).told)
    return True
