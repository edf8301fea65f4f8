"""The head of a journal as journalctl writes it: its first and last time, and their zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_STAMP = r"[A-Z][a-z]{2} (\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d ([A-Z]{3,5}|[+\-]\d\d(?::?\d\d)?)"
_HEAD = re.compile(rf"-- (?:Logs begin|Journal begins) at {_STAMP}, ends? at {_STAMP}\. --\s*\Z")


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last day of a journal, and the zone of its stamps as it is written."""

    first: date
    last: date
    zone: str


def ends(text: str) -> Ends | None:
    """Return what the head of a journal tells, None where a line is none."""
    found = _HEAD.match(text) if text.startswith("-- ") else None
    if found is None:
        return None
    try:
        return Ends(date.fromisoformat(found[1]), date.fromisoformat(found[3]), found[4])
    except ValueError:
        return None
