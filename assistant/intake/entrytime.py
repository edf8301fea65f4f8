"""The time of a history entry: ISO, the ways git writes dates, days alone, epoch seconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from assistant.incident import Moment, Precision
from assistant.intake import zones
from assistant.intake.stamps import parse_stamp

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE = r"(?:\s?(?P<zone>Z|[+\-]\d\d:?\d\d|[A-Z]{2,5}(?:[+\-]\d{1,2})?|[A-Z][a-z]+/[A-Za-z_/]+)\b)?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # Tue May 12 16:21:07 2026 +0100
        rf"(?:[A-Za-z]{{3}},?\s)?(?P<month>[A-Za-z]{{3}})\s{{1,2}}(?P<day>\d{{1,2}})\s{_CLOCK}\s"
        rf"(?P<year>\d{{4}}){_ZONE}",
        # Tue, 12 May 2026 16:21:07 +0100; 12 May 2026
        rf"(?:[A-Za-z]{{3,9}},?\s)?(?P<day>\d{{1,2}})[\s\-](?P<month>[A-Za-z]{{3,9}})\.?[\s\-]"
        rf"(?P<year>\d{{4}})(?:[,\s]{{1,2}}(?:at\s)?{_CLOCK}{_ZONE})?",
        # May 12, 2026 16:21 UTC
        rf"(?:[A-Za-z]{{3,9}},?\s)?(?P<month>[A-Za-z]{{3,9}})\.?\s(?P<day>\d{{1,2}}),?\s"
        rf"(?P<year>\d{{4}})(?:[,\s]{{1,2}}(?:at\s)?{_CLOCK}{_ZONE})?",
        # 2026-05-12; 2026-5-12 9:05
        rf"(?P<year>\d{{4}})[\-/.](?P<month>\d{{1,2}})[\-/.](?P<day>\d{{1,2}})"
        rf"(?:(?:\s{{1,2}}|T){_CLOCK}{_ZONE})?",
    )
)
_EPOCH = re.compile(r"(\d{10})(?:(\d{3})|\.(\d{1,6}))?(?:\s[+\-]\d{4})?")


def moment_of(text: str, *, zone: tzinfo | None) -> Moment | None:
    """Return the moment that an entry's time states; None where it cannot be told for certain.

    `zone` is what a time without one means (inferred); without it such times are UTC, inferred.
    """
    told = " ".join(text.split()).strip("'\"")
    stamped = parse_stamp(told, zone=zone)
    if stamped is not None:
        moment, end = stamped
        stated = zones.resolve(told[end:].strip(" ()[]")) if moment.inferred and end else None
        if stated is not None:
            return Moment(moment.at.replace(tzinfo=stated), moment.precision)
        return moment
    epoch = _EPOCH.fullmatch(told)
    if epoch:
        part = epoch[2] or epoch[3]
        at = datetime.fromtimestamp(int(epoch[1]), UTC)
        micros = int((part or "0").ljust(6, "0"))
        return Moment(at.replace(microsecond=micros), "millisecond" if part else "second")
    for form in _FORMS:
        found = form.match(told)
        if found:
            return _built(found, zone)
    return None


def _built(found: re.Match[str], zone: tzinfo | None) -> Moment | None:
    name = found["month"].lower()
    month = int(name) if name.isdigit() else _month(name)
    label = found["zone"]
    stated = zones.resolve(label) if label else None
    precision: Precision = "day"
    if found["hour"]:
        precision = "minute"
        if found["second"]:
            precision = "millisecond" if found["part"] else "second"
    try:
        at = datetime(
            int(found["year"]),
            month,
            int(found["day"]),
            int(found["hour"] or 0),
            int(found["minute"] or 0),
            int(found["second"] or 0),
            int((found["part"] or "0")[:6].ljust(6, "0")),
            stated or zone or UTC,
        )
    except ValueError:
        return None
    return Moment(at, precision, stated is None)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
