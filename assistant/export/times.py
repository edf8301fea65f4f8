"""Times and durations as people read them, in the one zone of the incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from re import compile as pattern
from zoneinfo import ZoneInfo

from assistant.incident import Precision

OFFSET = pattern(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?\Z")


def zone_of(name: str | None) -> tzinfo | None:
    """Return the zone of an IANA name or a fixed offset such as "+02:00", None if unknown."""
    if not name:
        return None
    fixed = OFFSET.match(name)
    if fixed:
        sign, hours, minutes = fixed.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-span if sign == "-" else span) if span < timedelta(hours=24) else None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def duration(seconds: float | None) -> str:
    """Return a duration in its two largest units: "1 h 12 min", "45 s", "2 d 3 h"."""
    if seconds is None:
        return "not known"
    sign = "-" if seconds < 0 else ""
    left = abs(seconds)
    if 0 < left < 1:
        return f"{sign}{round(left * 1000)} ms"
    whole = round(left)
    if whole >= 3600:
        whole = round(whole / 60) * 60
    parts = []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count} {unit}")
    return sign + (" ".join(parts[:2]) or "0 s")


def offset_from_start(minutes: float | None) -> str:
    """Return how long before or after the start of the incident a change was made."""
    if minutes is None:
        return "not known"
    if minutes == 0:
        return "at the start"
    return f"{duration(abs(minutes) * 60)} {'before' if minutes > 0 else 'after'}"


@dataclass(frozen=True, slots=True)
class Clock:
    """Writes times in one zone, with the date only where the incident spans days."""

    zone: tzinfo
    label: str
    dates: tuple[str, ...]

    def at(self, time: datetime | None, precision: Precision = "minute") -> str:
        """Return a step's time; the date is left out where the whole incident is on one day."""
        if time is None:
            return ""
        if precision != "day" and len(self.dates) == 1 and self._day(time) == self.dates[0]:
            return self._clock(time, precision)
        return self.full(time, precision)

    def full(self, time: datetime | None, precision: Precision = "minute") -> str:
        """Return date and time, or "" for an unknown time."""
        if time is None:
            return ""
        day = self._day(time)
        return day if precision == "day" else f"{day} {self._clock(time, precision)}"

    def _day(self, time: datetime) -> str:
        return self._local(time).date().isoformat()

    def _local(self, time: datetime) -> datetime:
        try:
            return time.astimezone(self.zone)
        except OverflowError:
            return time

    def _clock(self, time: datetime, precision: Precision) -> str:
        local = self._local(time)
        if precision == "minute" and not local.second:
            return f"{local:%H:%M}"
        if precision == "millisecond" and local.microsecond:
            return f"{local:%H:%M:%S}.{local.microsecond // 1000:03d}"
        return f"{local:%H:%M:%S}"


def clock(name: str | None, times: Iterable[datetime]) -> Clock:
    """Return the clock of an incident from its zone's name and the times of its steps.

    Where the name is unknown, the offset that all times share is used, else UTC.
    """
    known = tuple(times)
    zone = zone_of(name)
    label = name or ""
    if zone is None:
        offsets = {time.utcoffset() for time in known} - {None}
        shared = known[0].tzinfo if len(offsets) == 1 else None
        zone = timezone(shared.utcoffset(known[0]) or timedelta()) if shared else UTC
        label = str(zone)
    blank = Clock(zone, label, ())
    dates = tuple(sorted({blank.full(time, "day") for time in known}))
    return Clock(zone, label, dates)
