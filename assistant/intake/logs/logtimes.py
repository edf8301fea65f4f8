"""Times of log lines as whole numbers that also tell what the line did not say.

A time is in microseconds. One number line holds five kinds side by side, so that counting,
grouping and merging need no second column: stamps with a zone stand around 0 (since 1970, UTC);
stamps without a zone, without a year and without a date each stand around an origin of their own;
`NONE` is no time. Stamps without a year count from the leap year 1972, those without a date from
a first day; both run on over the turn of the year or the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.incident import Moment

NONE = -(2**63)
MINUTE = 60_000_000
DAY = 1_440 * MINUTE
# A leap year, so that 29 February has its place; every origin is a whole number of them.
YEAR = 366 * DAY
BARE = 18_000 * YEAR
YEARLESS = 36_000 * YEAR
CLOCK = 72_000 * YEAR
_HALF = 9_000 * YEAR
# 1972-01-01, where the yearless count begins.
EPOCH_1972 = 730 * DAY
_START = datetime(1970, 1, 1, tzinfo=UTC)

Told = Literal["zoned", "bare", "yearless", "clock"]


def told(time: int) -> Told:
    """Return what a time other than NONE says: with its zone, without, no year, no date."""
    if time < BARE - _HALF:
        return "zoned"
    if time < YEARLESS - _HALF:
        return "bare"
    return "yearless" if time < CLOCK - _HALF else "clock"


@dataclass(frozen=True, slots=True)
class Placing:
    """What times that do not say all mean: their zone, and the year or day their count began in."""

    zone: tzinfo | None = None
    year: int | None = None
    day: date | None = None

    def at(self, time: int) -> datetime | None:
        """Return the point in time, timezone-aware; None where the year or date is not known."""
        if time == NONE:
            return None
        kind = told(time)
        if kind == "clock":
            return _on(self.day, time - CLOCK, self.zone)
        if kind == "yearless" and self.year is None:
            return None
        if kind == "zoned":
            return _plus(_START, time)
        if kind == "bare":
            found = _plus(_START, time - BARE)
            return found.replace(tzinfo=self.zone or UTC) if found else None
        years, rest = divmod(time - YEARLESS - EPOCH_1972, YEAR)
        written = _plus(datetime(1972, 1, 1, tzinfo=UTC), rest)
        try:
            year = (self.year or 0) + years
            return written.replace(year=year, tzinfo=self.zone or UTC) if written else None
        except ValueError:
            return None

    def moment(self, time: int) -> Moment | None:
        """Return the point in time as a moment, inferred where the line left something out."""
        from assistant.incident import Moment

        at = self.at(time)
        if at is None:
            return None
        precise = "millisecond" if time % 1_000_000 else "second"
        return Moment(
            at, "millisecond" if precise == "millisecond" else "second", told(time) != "zoned"
        )


def partial(time: int) -> Mapping[str, int | str] | None:
    """Return the month, day and clock time of a stamp without a year or date, else None."""
    if time == NONE or told(time) not in ("yearless", "clock"):
        return None
    origin = YEARLESS + EPOCH_1972 if told(time) == "yearless" else CLOCK
    rest = (time - origin) % YEAR
    written = datetime(1972, 1, 1, tzinfo=UTC) + timedelta(microseconds=rest)
    spec = "auto" if rest % 1_000 else ("milliseconds" if rest % 1_000_000 else "seconds")
    clock = written.time().isoformat(timespec=spec)
    if told(time) == "clock":
        return {"time": clock}
    return {"month": written.month, "day": written.day, "time": clock}


def _on(day: date | None, micros: int, zone: tzinfo | None) -> datetime | None:
    if day is None:
        return None
    found = _plus(datetime(day.year, day.month, day.day, tzinfo=UTC), micros)
    return found.replace(tzinfo=zone or UTC) if found else None


def _plus(start: datetime, micros: int) -> datetime | None:
    try:
        return start + timedelta(microseconds=micros)
    except OverflowError:
        return None
