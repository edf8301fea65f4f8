"""Epochs: seconds, milli-, micro- or nanoseconds since 1970, where a line marks them as a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from assistant.incident import Moment, Precision
from assistant.intake.clock.dates import MOST

_START = datetime(1970, 1, 1, tzinfo=UTC)
# 2001 to 2033 in seconds; three, six or nine digits more for the finer ones.
_NUMBER = re.compile(r"(?<![\w.\-/+])(1\d{9}(?:\d{3}|\d{6}|\d{9})?)(?:\.(\d{1,9}))?(?![\w\-]|\.\d)")
# A name that says "time", and "=" or ":" before the number.
_NAMED = re.compile(
    r"(?:^|[^A-Za-z])(?:ts|tsp?|t|time|timestamp|epoch|unix|unixtime|date|datetime|when|at|since"
    r"|start|started|end|ended|from|to|until|created|updated|ms|us|ns|millis|seconds)"
    r"(?:[_\-]?(?:ms|us|ns|millis|s|sec|seconds|at|utc|unix|nano|nanos|epoch|micros))?"
    r"[\"'\\]{0,3}\s?(?:=>|[=:^])\s?[\"'\\<]{0,3}\Z",
    re.IGNORECASE,
)
# `createdAt`, `startTime`, `timeUnixNano`: the word inside a name written together.
_CAMEL = re.compile(
    r"[a-z](?:At|Time|Timestamp|Ts|Epoch|Millis|UnixNano|Date)[\"'\\]{0,3}\s?[=:]\s?[\"'\\]{0,3}\Z"
)
_LED = re.compile(r"\b(?:epoch|unix time|unixtime|unix timestamp)\s(?:time\s)?\Z", re.IGNORECASE)
_DISCORD = re.compile(r"<t:\Z")
_COLUMN = re.compile(r"[\s\[(\"'-]{0,4}\Z")
_AFTER_COLUMN = re.compile(r"[\s\])\"',;|:]")


@dataclass(frozen=True, slots=True)
class EpochSpan:
    """A number in `text[start:end]` that counts from 1970, and the moment it means."""

    start: int
    end: int
    moment: Moment


def find_epochs(text: str) -> list[EpochSpan]:
    """Return the epochs that a line marks as times: by a name, or by standing at its start."""
    found = []
    for match in islice(_NUMBER.finditer(text), MOST):
        start, end = match.span()
        before = text[max(0, start - 40) : start]
        if (
            _NAMED.search(before)
            or _CAMEL.search(before)
            or _LED.search(before)
            or _DISCORD.search(before)
            or (start < 5 and _COLUMN.match(before) and _AFTER_COLUMN.match(text, end))
        ):
            found.append(EpochSpan(start, end, moment_at(match[1], match[2])))
    return found


def moment_at(whole: str, part: str | None = None) -> Moment:
    """Return the moment of ten digits of seconds and what follows them, in UTC."""
    fraction = whole[10:] or (part or "")
    precision: Precision = "millisecond" if fraction else "second"
    micros = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return Moment(_START + timedelta(seconds=int(whole[:10]), microseconds=micros), precision)
