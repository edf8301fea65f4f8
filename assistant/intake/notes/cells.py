"""Cells of tables and fields of tickets: the times that tools and people write in them."""

from __future__ import annotations

from datetime import datetime

from assistant.intake.clock.fieldday import clock_of, day_of, parted
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.clock.linetimes import read_line

_LONGEST = 60
_MOST_BESIDE = 8  # letters that may stand beside the times of a cell: "ca.", "Uhr"


def cell_stamp(cell: str) -> str | None:
    """Return what a cell tells of a time and nothing else, None where it holds other words.

    It has the form of `stamp_of`; a time whose date can be read in two ways, or that has none,
    stays as it was written.
    """
    text = " ".join(cell.split())
    if not 3 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)):
        return None
    return parted(text) or stamp_of(text) or (text if is_time(text) else None)


def joined(day: str, clock: str) -> str | None:
    """Return the time that a cell with a day and one with a clock tell together, None for none."""
    told_day, told_clock = day_of(day), clock_of(clock)
    if told_day and told_clock:
        return f"{told_day}T{told_clock}"
    clock = told_clock or clock
    written = f"{told_day or day} {clock}".strip()
    alone = read_line(clock).told
    if not alone or alone[0].clock is None or alone[0].date is not None:
        return None
    return written if is_time(written) else None


def is_time(text: str) -> bool:
    """Return whether a text tells a time, and next to nothing beside it."""
    told = read_line(text).told
    if not told or len(told) > 2 or (not told[0].clock and not told[0].date):
        return False
    if any(one.date is not None and one.date.wrong for one in told):
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
