"""Times in fields: epochs, ISO and mail dates, written so that a line can open with them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from assistant.intake.clock.fieldday import day_of, parted
from assistant.intake.notes.records import Record

_EPOCH = re.compile(r"(\d{9,19})(?:\.(\d{1,9}))?\Z")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))? ?(Z|[+-]\d\d:?\d\d|UTC|GMT)?\Z"
)
# "Tue Jul 22 2025 10:31:40 GMT+0000 (GMT)", as a browser writes it
_BROWSER = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d\d):?(\d\d)\b"
)
# Mail dates know no half of the day: their reader would take 2 PM for 2 in the night.
_HALF = re.compile(r"\d ?[AaPp]\.?[Mm]\b")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
_LATEST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
# Digits beyond those of seconds say in what unit an epoch counts.
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)


def stamp_of(value: object) -> str | None:
    """Return a field's time as "2026-05-04T14:05:10+00:00", without an offset where it has none.

    Epochs may count seconds, milli-, micro- or nanoseconds; None where the field tells no time.
    """
    if isinstance(value, Record):
        told = (value.get(key) for key in ("dateTime", "$date", "iso", "date_time"))
        value = next((v for v in told if v is not None), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()[:60]
    epoch = _EPOCH.match(text)
    if epoch:
        return _of_epoch(int(epoch[1]))
    iso = _ISO.match(text)
    if iso:
        return _of_iso(iso)
    browser = _BROWSER.match(text) if "GMT" in text else None
    if browser:
        month, day, year, clock, hours, minutes = browser.groups()
        at = day_of(f"{day} {month} {year}")
        return f"{at}T{clock}{hours}:{minutes}" if at else None
    if _HALF.search(text):
        return parted(text)
    try:
        told_at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return told_at.isoformat(timespec="seconds")


def _of_epoch(number: int) -> str | None:
    for unit in _UNITS:
        seconds = number // unit
        if _EARLIEST <= seconds < _LATEST:
            return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return None


def _of_iso(found: re.Match[str]) -> str | None:
    day, clock, fraction, zone = found.groups()
    try:
        datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        return None
    clock = clock if len(clock) > 5 else f"{clock}:00"
    millis = f".{fraction[:3]}" if fraction and fraction.strip("0") else ""
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone or ""
    return f"{day}T{clock}{millis}{zone}"
