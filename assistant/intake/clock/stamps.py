"""Stamps: a full date and time at the start of a line, as machines write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from assistant.incident import Moment, Precision
from assistant.intake.clock import zones
from assistant.intake.clock.months import MONTHS

# ISO 8601 / RFC 3339 and their close relatives, from the slash form to the compact one.
_STAMP = re.compile(
    r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:[Tt_ :]| {2,4})(\d\d):?(\d\d)"
    r"(?::?(\d\d)(?:[.,:](\d{1,9}))?)?(?![\d:])"
    r"(?:([+\-]\d\d(?![\d:]))|\s?([Zz](?![A-Za-z0-9])|[+\-]\d\d:?\d\d(?![\d:])|[A-Z]{2,5}(?![A-Za-z0-9_:/\-])))?"
)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?"
_AFTER = (
    r"(?:\s?(?P<zone>[Zz](?![A-Za-z0-9])|(?:UTC|GMT)?[+\-]\d\d:?\d\d(?![\d:])"
    r"|[A-Z]{2,5}(?![A-Za-z0-9_:/\-])))?"
)
_DAY_NAME = r"(?:[A-Za-z]{3,9},?\s{1,3})?"
# The forms that no other date can be mistaken for, by the kind of character they begin with.
_DIGITS_FIRST = tuple(
    re.compile(form)
    for form in (
        # 2005-06-03-15.42.50.675872
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)-(?P<hour>\d\d)\.(?P<minute>\d\d)\."
        r"(?P<second>\d\d)(?:\.(?P<part>\d{1,9}))?(?!\d)",
        # 20171223-22:15:29:606
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)-(?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
        r":(?P<second>\d{1,2})(?:[:.,](?P<part>\d{1,9}))?(?!\d)",
        # 10/Oct/2025:13:55:36 +0000; 04-May-2026 14:05:33.123; 12 May 2026 16:21:07 +0100
        r"(?P<day>\d{1,2})[/\- ](?P<named>[A-Za-z]{3})[/\- ](?P<year>\d{4})[: T]"
        rf"{_CLOCK}{_AFTER}",
    )
)
_LETTERS_FIRST = tuple(
    re.compile(form)
    for form in (
        # Sun Dec 04 04:47:44.123 2005; Mon May  4 14:05:33 CEST 2026
        rf"{_DAY_NAME}(?P<named>[A-Za-z]{{3}})\s{{1,2}}(?P<day>\d{{1,2}})\s{_CLOCK}"
        r"(?:\s(?P<zone>[A-Z]{2,5}))?\s(?P<year>\d{4})(?![\d:])(?:\s(?P<offset>[+\-]\d\d:?\d\d))?",
        # Mon, 04 May 2026 14:05:33 +0200
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})\s(?P<named>[A-Za-z]{{3}})\s(?P<year>\d{{4}})\s{_CLOCK}{_AFTER}",
        # May 04, 2026 2:05:33 PM
        r"(?P<named>[A-Za-z]{3})[a-z]{0,6}\s{1,2}(?P<day>\d{1,2}),?\s(?P<year>\d{4}),?\s"
        rf"{_CLOCK}(?:\s(?P<half>[AaPp])[Mm]\b)?{_AFTER}",
    )
)


def parse_stamp(text: str, *, zone: tzinfo | None) -> tuple[Moment, int] | None:
    """Return the moment at the very start of the text and the offset just past it, or None.

    `zone` is what a stamp without one means (the moment is then inferred); None means UTC.
    Only forms with a whole year are read; a bracket around the stamp is passed over.
    """
    opened = text[:1] in "[("
    body = text[1:] if opened and text else text
    first = body[:1]
    found: tuple[Moment, int] | None = None
    if "0" <= first <= "9":
        found = _iso(body, zone) or _named(body, _DIGITS_FIRST, zone)
    elif first.isalpha():
        found = _named(body, _LETTERS_FIRST, zone)
    if found is None or not opened:
        return found
    end = found[1] + 1
    return found[0], end + (text[end : end + 1] in ("]", ")"))


def _iso(text: str, zone: tzinfo | None) -> tuple[Moment, int] | None:
    found = _STAMP.match(text)
    if found is None:
        return None
    year, _, month, day, hour, minute, second, fraction, hours, label = found.groups()
    stated: tzinfo | None = None
    end = found.end()
    if hours is not None:
        stated = zones.resolve(hours)
    elif label is not None:
        stated = UTC if label in "Zz" else zones.resolve(label)
        if stated is None:
            end = found.start(10)
            while text[end - 1] == " ":
                end -= 1
    precision: Precision = "minute"
    micros = 0
    if fraction:
        precision = "millisecond"
        micros = int(fraction[:6].ljust(6, "0"))
    elif second:
        precision = "second"
    try:
        at = datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            59 if second == "60" else int(second or 0),
            micros,
            stated or zone or UTC,
        )
    except ValueError:
        return None
    return Moment(at, precision, stated is None), end


def _named(
    text: str, forms: tuple[re.Pattern[str], ...], zone: tzinfo | None
) -> tuple[Moment, int] | None:
    for form in forms:
        found = form.match(text)
        if found is not None:
            told = _built(found, zone)
            if told is not None:
                return told
    return None


def _built(found: re.Match[str], zone: tzinfo | None) -> tuple[Moment, int] | None:
    group = found.groupdict()
    name = (group.get("named") or "").lower()
    month = int(group["month"]) if group.get("month") else month_of(name)
    stated, end = _zone(found, group)
    hour = int(group["hour"])
    if group.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if group["half"] in "pP" else 0)
    part = group.get("part")
    try:
        at = datetime(
            int(group["year"]),
            month,
            int(group["day"]),
            hour,
            int(group["minute"]),
            min(int(group["second"]), 59),
            _micros(found),
            stated or zone or UTC,
        )
    except ValueError:
        return None
    return Moment(at, "millisecond" if part else "second", stated is None), end


def _micros(found: re.Match[str]) -> int:
    """Return the microseconds of a stamp; after a colon milliseconds are counted, not written."""
    part = found["part"]
    if not part:
        return 0
    if found.string[found.start("part") - 1] == ":":
        return int(part[:3]) * 1000
    return int(part[:6].ljust(6, "0"))


def _zone(found: re.Match[str], group: dict[str, str | None]) -> tuple[tzinfo | None, int]:
    """Return the zone that a stamp states, and where the stamp ends with or without it."""
    end = found.end()
    label = group.get("offset") or group.get("zone")
    if not label:
        return None, end
    stated = UTC if label in "Zz" else zones.resolve(label)
    if stated is None and group.get("offset") is None and found.end("zone") == end:
        # a word in capitals after the stamp is the line's level, not a zone
        end = found.start("zone") - 1
    return stated, end


def month_of(name: str) -> int:
    """Return the number of a month by its English name or short form; 0 where it is none."""
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0
