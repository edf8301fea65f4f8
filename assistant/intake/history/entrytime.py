"""The time of a history entry: ISO, git's ways, other languages' dates, days alone, epochs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from assistant.incident import Moment, Precision
from assistant.intake.clock import clock, zones
from assistant.intake.clock.carried import Carried
from assistant.intake.clock.dates import find_dates
from assistant.intake.clock.datespan import Order, order_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.stamps import parse_stamp

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE = r"(?:\s?(?P<zone>Z|[+\-]\d\d:?\d\d|[A-Z]{2,5}(?:[+\-]\d{1,2})?|[A-Z][a-z]+/[A-Za-z_/]+)\b)?"
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        # Tue May 12 16:21:07 2026 +0100
        rf"(?:[A-Za-z]{{3}},?\s)?(?P<month>[A-Za-z]{{3}})\s{{1,2}}(?P<day>\d{{1,2}})\s{_CLOCK}\s"
        rf"(?P<year>\d{{4}}){_ZONE}",
        # Tue, 12 May 2026 16:21:07 +0100; 12 May 2026
        rf"(?:[A-Za-z]{{3,9}},?\s)?(?P<day>\d{{1,2}})[\s\-](?P<month>[A-Za-z]{{3,9}})\.?[\s\-]"
        rf"(?P<year>\d{{4}})(?:[,\s]{{1,2}}(?:at\s)?{_CLOCK}{_ZONE})?",
        # 03/Mar/26 10:12 AM
        rf"(?P<day>\d{{1,2}})/(?P<month>[A-Za-z]{{3}})/(?P<year>\d{{4}}|\d\d)"
        rf"(?:[,:\s]{{1,2}}{_CLOCK}{_ZONE})?",
        # May 12, 2026 16:21 UTC
        rf"(?:[A-Za-z]{{3,9}},?\s)?(?P<month>[A-Za-z]{{3,9}})\.?\s(?P<day>\d{{1,2}}),?\s"
        rf"(?P<year>\d{{4}})(?:[,\s]{{1,2}}(?:at\s)?{_CLOCK}{_ZONE})?",
        # 2026-05-12; 2026-5-12 9:05
        rf"(?P<year>\d{{4}})[\-/.](?P<month>\d{{1,2}})[\-/.](?P<day>\d{{1,2}})"
        rf"(?:(?:\s{{1,2}}|T){_CLOCK}{_ZONE})?",
    )
)
_EPOCH = re.compile(r"(1\d{9})(?:(\d{3}|\d{6}|\d{9})(?:\.\d{1,6})?|\.(\d{1,9}))?(?:\s[+\-]\d{4})?")
_FLOAT = re.compile(r"1\.\d{6,17}[eE]\+?(9|09|12|15|18)")
_START = re.compile(
    r"(?<![\w\-./:])(?:(?=\d{4}[\-/.]?\d{1,2}[\-/.]?\d)"
    r"|(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}[ ,.])"
    r"|(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[ ,.])"
    r"|(?=\d{1,2}[ \-](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"|(?=1\d{9}(?!\S)|1\d{9} [+\-]\d{4}(?!\S)))"
)
_NUMERIC = re.compile(r"(?<![\w./\-])\d{1,2}[/\-]\d{1,2}[/\-](?:\d{4}|\d{2}(?=,?\s))(?![\w/\-])")
_YEARED = re.compile(r"(?:19|20)\d\d|1\d{9}")
_LONGEST = 120
_SAMPLED = 2_000


def moment_of(text: str, *, zone: tzinfo | None, order: Order | None = None) -> Moment | None:
    """Return the moment that an entry's time states; None where it cannot be told for certain.

    `zone` is what a time without one means (inferred); without it such times are UTC, inferred.
    `order` is how the file writes dates such as 4/5/2026, where it is known.
    """
    told = " ".join(text[:_LONGEST].split()).strip("'\"`[]()*_,;|")
    stamped = parse_stamp(told, zone=zone)
    if stamped is not None:
        moment, end = stamped
        rest = told[end:].strip(" ()[]")
        half = re.match(r"([AaPp])\.?[Mm]\b\.?\s?", rest)
        if half is None:
            stated = zones.resolve(rest) if moment.inferred and rest else None
            return Moment(moment.at.replace(tzinfo=stated), moment.precision) if stated else moment
    epoch = _epoch(told)
    if epoch is not None:
        return epoch
    for form in _FORMS:
        found = form.match(told)
        built = _built(found, zone) if found else None
        if built is not None:
            return built
    return _in_words(told, zone, order)


def may_hold(text: str) -> bool:
    """Return whether a text may hold a full date; cheap, and never wrong about a No."""
    return _YEARED.search(text[:1_000]) is not None


def find(text: str) -> tuple[int, int] | None:
    """Return where the first full date of a text stands, with the clock time it carries."""
    if not may_hold(text):
        return None
    for found in _START.finditer(text[:1_000]):
        at = found.start()
        stamped = parse_stamp(text[at : at + 64], zone=None)
        if stamped is not None:
            return at, at + stamped[1]
        for form in _FORMS:
            dated = form.match(text, at)
            if dated and _built(dated, None) is not None:
                return at, dated.end()
        epoch = _EPOCH.match(text, at)
        if epoch:
            return at, epoch.end()
    for told in read_line(text[:1_000]).told:
        if told.date is not None and (told.date.year or told.year):
            return told.start, told.end
    return None


def order_in(text: str) -> Order | None:
    """Return how a text writes dates such as 4/5/2026, None where it does not say."""
    spans = []
    for count, found in enumerate(_NUMERIC.finditer(text)):
        if count >= _SAMPLED:
            break
        spans += find_dates(f"{found[0]} ")
    return order_of(spans)


def _epoch(told: str) -> Moment | None:
    if _FLOAT.fullmatch(told):
        told = str(int(float(told)))
    found = _EPOCH.fullmatch(told)
    if found is None:
        return None
    part = found[2] or found[3]
    at = datetime.fromtimestamp(int(found[1]), UTC)
    micros = int((part or "0")[:6].ljust(6, "0"))
    return Moment(at.replace(microsecond=micros), "millisecond" if part else "second")


def _in_words(told: str, zone: tzinfo | None, order: Order | None) -> Moment | None:
    """Return the moment of a date in another language or with day and month as numbers."""
    line = read_line(told)
    if not line.told or line.told[0].start > 3 or line.told[0].date is None:
        return None
    inherited = Carried(zone=zone, order=order)
    return clock.mentions(line, inherited)[0].moment


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
    hour = int(found["hour"] or 0)
    if found["half"] and not 1 <= hour <= 12:
        return None
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    try:
        at = datetime(
            int(found["year"]) + (2000 if len(found["year"]) == 2 else 0),
            month,
            int(found["day"]),
            hour,
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
