"""Stamps: a full date and time at the start of a line, as machines write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from assistant.incident import Moment, Precision
from assistant.intake import zones

# ISO 8601 / RFC 3339 and their close relatives, from the slash form to the compact one.
_STAMP = re.compile(
    r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:[T_ :]| {2,4})(\d\d):?(\d\d)"
    r"(?::?(\d\d)(?:[.,:](\d{1,9}))?)?(?![\d:])"
    r"(?:([+\-]\d\d(?![\d:]))|\s?(Z(?![A-Za-z0-9])|[+\-]\d\d:?\d\d(?![\d:])|[A-Z]{2,5}(?![A-Za-z0-9_:/\-])))?"
)


def parse_stamp(text: str, *, zone: tzinfo | None) -> tuple[Moment, int] | None:
    """Return the moment at the very start of the text and the offset just past it, or None.

    `zone` is what a stamp without one means (the moment is then inferred); None means UTC.
    """
    found = _STAMP.match(text)
    if found is None:
        return None
    year, _, month, day, hour, minute, second, fraction, hours, label = found.groups()
    stated: tzinfo | None = None
    end = found.end()
    if hours is not None:
        stated = zones.resolve(hours)
    elif label is not None:
        stated = UTC if label == "Z" else zones.resolve(label)
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
