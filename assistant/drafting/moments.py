"""Times and spans of time as a person would write them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from assistant.analysis.timeline import TimelineEvent
from assistant.incident import Evidence

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[A-Z]{3,4})?")


def told(event: TimelineEvent, lines: Mapping[str, Evidence], *, date: bool) -> tuple[str, bool]:
    """Return the time of an event as words, and whether it stands so in the cited lines.

    With `date` the day is said too, which a line with a bare clock time does not hold.
    """
    if event.time is None:
        return "at a time that is only partly told", False
    if not date:
        wording = _verbatim(event, lines)
        if wording is not None:
            return f"at {wording}", True
    if event.precision == "day":
        return f"on {_day(event.time)}", False
    clock = event.time.strftime("%H:%M" if event.precision == "minute" else "%H:%M:%S")
    zone = _zone(event.time)
    return (f"on {_day(event.time)} at {clock} {zone}" if date else f"at {clock} {zone}"), False


def spell(seconds: float) -> str:
    """Return a span of time in words, in the two largest units that matter."""
    whole = round(seconds)
    if whole < 60:
        return _units(whole, "second")
    if whole < 3600:
        rest = whole % 60
        return _units(whole // 60, "minute") + (f" {_units(rest, 'second')}" if rest else "")
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return _units(hours, "hour") + (f" {_units(rest, 'minute')}" if rest else "")
    days, rest = divmod(hours, 24)
    return _units(days, "day") + (f" {_units(rest, 'hour')}" if rest else "")


def listed(parts: tuple[str, ...]) -> str:
    """Return parts as an English list: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _verbatim(event: TimelineEvent, lines: Mapping[str, Evidence]) -> str | None:
    for name in event.evidence:
        line = lines.get(name)
        for mention in line.mentions if line is not None else ():
            span = line.text[mention.start : mention.end] if line is not None else ""
            same = mention.moment is not None and mention.moment.at == event.time
            if same and _SHORT.fullmatch(span):
                return span
    return None


def _day(at: datetime) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def _zone(at: datetime) -> str:
    name = at.tzname() or "UTC"
    return "UTC" if name in {"Z", "UTC+00:00", "+00:00", "GMT+0"} else name


def _units(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
