"""Log stamps: every layout that logs open a line with, those without a year or a century too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from assistant.incident import Moment, Precision
from assistant.intake.clock.epochs import moment_at
from assistant.intake.clock.stamps import month_of, parse_stamp

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?(?![\d:])"
_SHORT = tuple(
    re.compile(form)
    for form in (
        # 17/06/09 20:10:40: the year without its century
        rf"(?P<year>\d\d)/(?P<month>\d\d)/(?P<day>\d\d)[ T]{_CLOCK}",
        # 081109 203615
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)\s{1,2}(?P<hour>\d\d)(?P<minute>\d\d)"
        r"(?P<second>\d\d)(?P<part>(?!))?(?!\d)",
        # 260504 14:05:33
        rf"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)\s{{1,2}}{_CLOCK}",
    )
)
_YEARLESS = tuple(
    re.compile(form)
    for form in (
        # <34>Jun 14 15:16:01; Tue Jun 14 15:16:01
        rf"(?:<\d{{1,3}}>)?(?:[A-Za-z]{{3}}\s)?(?P<named>[A-Za-z]{{3}})\s{{1,2}}(?P<day>\d{{1,2}})\s{_CLOCK}",
        # 03-17 16:13:38.811; [10.30 16:49:06]; 06/14 15:16:01
        rf"\[?(?P<month>\d\d)[-./](?P<day>\d\d) {_CLOCK}\]?",
        # I0504 14:05:33.123456
        rf"[IWEFD](?P<month>\d\d)(?P<day>\d\d) {_CLOCK}",
    )
)
_EPOCH = re.compile(r"\[?(1\d{9}(?:\d{3}|\d{6}|\d{9})?)(?:\.(\d{1,9}))?\]?(?![\w.])")


@dataclass(frozen=True, slots=True)
class Partial:
    """What is known of a time whose year is not told; `time` has the fraction that was told."""

    month: int
    day: int
    time: time
    precision: Precision = "second"

    def known(self) -> dict[str, int | str]:
        """Return the parts by name, the time of day as ISO 8601 writes it."""
        return {"month": self.month, "day": self.day, "time": self.time.isoformat()}


def parse_log_stamp(text: str, *, zone: tzinfo | None) -> tuple[Moment | Partial, int] | None:
    """Return the time at the very start of a log line and the offset just past it, or None.

    A stamp without a year is a `Partial`. `zone` is what a stamp without one means (the moment is
    then inferred); None means UTC. Seconds since a machine's start are no time.
    """
    whole = parse_stamp(text, zone=zone)
    if whole is not None:
        return whole
    epoch = _EPOCH.match(text)
    if epoch is not None:
        return moment_at(epoch[1], epoch[2]), epoch.end()
    for form in _SHORT:
        found = form.match(text)
        told = _short(found, zone) if found else None
        if found is not None and told is not None:
            return told, found.end()
    for form in _YEARLESS:
        found = form.match(text)
        partial = _partial(found) if found else None
        if found is not None and partial is not None:
            return partial, found.end()
    return None


def _short(found: re.Match[str], zone: tzinfo | None) -> Moment | None:
    part = found["part"]
    try:
        at = datetime(
            2000 + int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            min(int(found["second"]), 59),
            int(part[:6].ljust(6, "0")) if part else 0,
            zone or UTC,
        )
    except ValueError:
        return None
    return Moment(at, "millisecond" if part else "second", True)


def _partial(found: re.Match[str]) -> Partial | None:
    group = found.groupdict()
    month = int(group["month"]) if group.get("month") else month_of(group["named"].lower())
    part = group["part"]
    try:
        # a leap year, so that 29 February stays possible
        at = datetime(
            2024,
            month,
            int(group["day"]),
            int(group["hour"]),
            int(group["minute"]),
            min(int(group["second"]), 59),
            int(part[:6].ljust(6, "0")) if part else 0,
            UTC,
        )
    except ValueError:
        return None
    return Partial(month, at.day, at.time(), "millisecond" if part else "second")
