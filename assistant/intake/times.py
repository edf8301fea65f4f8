"""Clock times found in a line: `14:05`, `2:05 pm`, `14:05:33.120 UTC`; and what only looks so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, tzinfo
from functools import cache

from assistant.incident import Precision
from assistant.intake import zones
from assistant.intake.words import alternatives, words


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """A time of day told in `text[start:end]`; `zone` is None where none stands with it."""

    start: int
    end: int
    at: time
    precision: Precision
    zone: tzinfo | None
    zone_text: str | None = None
    half: str | None = None


@cache
def _written() -> re.Pattern[str]:
    half = r"(?:\s?(?P<half>[ap]\.m\.|[ap]m\b))"
    return re.compile(
        r"(?:(?<![\w:./,+\-−$#%=@])|(?<=\d[T_])|(?<=\d[-–])|(?<=/20\d\d:))(?:"
        r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d|60)(?:[.,](?P<f>\d{1,9}))?)?"
        rf"(?!\d|:\w|\.\d){half}?"
        rf"|(?P<h2>0?[1-9]|1[0-2])(?:\.(?P<m2>[0-5]\d))?{half.replace('half', 'half2')}"
        r"|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?P<s3>[0-5]\d)?(?:(?=Z\b)|(?=\s?(?:UTC|GMT)\b)|\s?hrs\b)"
        r"|(?<=T)(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?P<s4>[0-5]\d)?(?![\d:])"
        r")",
        re.IGNORECASE,
    )


@cache
def _zone_after() -> re.Pattern[str]:
    pattern = zones.pattern()
    return re.compile(rf"\s{{0,2}}(?:\((?P<in>{pattern})\)|(?P<bare>{pattern}))")


@cache
def _no_time_before() -> re.Pattern[str]:
    cues = alternatives(words().not_before)
    return re.compile(
        rf"(?:(?<![\w-]){cues}(?:\s(?:time|of|was|is|about|around|for))?\s*[:=]?"
        r"|\d\s?[x×]|\w\s?[<>≤≥]=?)\s?\Z",
        re.IGNORECASE,
    )


@cache
def _no_time_after() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?{alternatives(words().not_after)}(?![\w:])|\s?%", re.IGNORECASE)


def find_clocks(text: str) -> list[ClockSpan]:
    """Return the times of day told in a line, in order; durations and ratios stay out."""
    found: list[ClockSpan] = []
    for match in _written().finditer(text):
        if found and match.start() < found[-1].end:
            continue
        if _no_time_after().match(text, match.end()):
            continue
        if _no_time_before().search(text, max(0, match.start() - 40), match.start()):
            continue
        span = _span(text, match)
        if span is not None:
            found.append(span)
    return found


def _span(text: str, match: re.Match[str]) -> ClockSpan | None:
    group = match.groupdict()
    hour = int(group["h"] or group["h2"] or group["h3"] or group["h4"])
    minute = int(group["m"] or group["m2"] or group["m3"] or group["m4"] or 0)
    told = group["s"] or group["s3"] or group["s4"]
    second = min(int(told), 59) if told else 0
    half = (group["half"] or group["half2"] or "").lower()[:1] or None
    at = of_day(hour, minute, second, group["f"], half)
    if at is None:
        return None
    precision: Precision = "millisecond" if group["f"] else "second" if told else "minute"
    start, end = match.span()
    zone_match = _zone_after().match(text, end)
    zone, label = None, None
    if zone_match:
        label = zone_match["in"] or zone_match["bare"]
        zone = zones.resolve(label)
        # "2026-05-04 09:12-10:30" is a span of time, not a zone west of Greenwich
        if zone is not None and label[0] in "-−" and not told and text[start - 1 : start] != "T":
            zone = None
        if zone is not None:
            end = zone_match.end()
    return ClockSpan(start, end, at, precision, zone, label if zone else None, half)


def of_day(
    hour: int, minute: int, second: int = 0, fraction: str | None = None, half: str | None = None
) -> time | None:
    """Return the time of day, `half` being "a" or "p" of a 12-hour clock; None if there is none."""
    if half is not None:
        if not 1 <= hour <= 12:
            # "14:05 pm" is a slip that leaves no doubt; "14:05 am" contradicts itself
            if half == "a" or hour > 23:
                return None
        else:
            hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    micros = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return time(hour, minute, second, micros)
