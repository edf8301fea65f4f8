"""What one line says: its level and the words of its message; taken once for lines of a kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake.logs import headers, journals, layouts, logline, miner
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words

# Rows of an exported table by which it is judged.
_ROWS = 100
# Characters of a line that are examined.
EXAMINED = 20_000
_KEY_LINE = re.compile(r"\s{0,40}(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{2,}={1,2})\s{0,40}\Z")
_KEY_HEAD = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{1,60}-----")
_LOGFMT_TIME = re.compile(
    r"(?:^|(?<=\s))(?:time|ts|timestamp|@timestamp|datetime|t)=\"?(?=\d|[A-Z][a-z]{2})"
)
# The key of a field up to its value; of a mapping up to the value of its first key.
_VALUE = re.compile(rb'"[^"]{1,60}"\s{0,4}:\s{0,4}(?:\{\s{0,4}"[^"]{1,60}"\s{0,4}:\s{0,4})?"?')


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a log exported as CSV: which columns hold the level and the message."""

    separator: str
    level: int | None
    message: int | None
    status: int | None = None  # a column that tells a level where it holds the name of one
    scale: str | None = None  # the scale of numbers by which the level is written

    def of(self, text: str) -> tuple[str | None, str] | None:
        """Return the level and message of a line, or None where it has too few columns."""
        row = next(csv.reader([text.replace("\r", " ")], delimiter=self.separator), [])
        if self.message is None or len(row) <= max(self.message, self.level or 0):
            return None
        if row[self.message].strip().casefold() in _message_names():
            return None, text
        level = row[self.level].strip() if self.level is not None else None
        if self.scale is not None and level is not None:
            level = logline.vocabulary().scales[self.scale].get(level)
        if level is None and self.status is not None and len(row) > self.status:
            status = row[self.status].strip()
            level = status if logline.common_level(status) else None
        return headers.within(level or None, row[self.message].strip())


@cache
def _message_names() -> frozenset[str]:
    return frozenset(key.casefold() for key in logline.vocabulary().message_keys)


def head_of(data: bytes | bytearray) -> str:
    """Return the first line of a log's text."""
    end = data.find(b"\n", 0, EXAMINED)
    return bytes(data[: max(end, 0)]).decode("utf-8", "replace").rstrip("\r")


def columns(line: str) -> Columns | None:
    """Return the columns that a first line names if it is the header of an exported log."""
    words = logline.vocabulary()
    for separator in (",", ";", "\t"):
        if line.count(separator) < 1 or len(line) > EXAMINED or '"' in line.replace('"', "", 400):
            continue
        names = _names(line, separator)
        if _place(names, words.time_keys) is None:
            continue
        level = _place(names, tuple(key for key in words.level_keys if key not in words.scales))
        message = _place(names, words.message_keys)
        scale = next((key for key in words.scales if level is None and key in names), None)
        level = names.index(scale) if scale is not None else level
        if message is None and level is not None:
            message = len(names)  # the event viewer of Windows names no column of its messages
        if message is not None:
            status = _place(names, words.status_keys)
            return Columns(separator, level, message, status if level is None else None, scale)
    return None


def _names(line: str, separator: str) -> list[str]:
    """Return the names of columns, without the zone that some exports put behind ("Time [UTC]")."""
    names = (name.strip().strip('"').lstrip("\ufeff") for name in line.split(separator))
    return [name.partition(" [")[0] if name.endswith("]") else name for name in names]


def is_exported(head: str) -> bool:
    """Return whether the first lines of a text are a log exported as CSV: most rows tell a level.

    A row that ends in a later line is left out.
    """
    first, _, rest = head.lstrip("\ufeff").partition("\n")
    first = first.rstrip("\r")
    found = columns(first)
    if found is None:
        return False
    if (
        found.status is not None
        and _place(_names(first, found.separator), logline.vocabulary().origin_keys) is None
    ):
        return False  # the status of a ticket or an alert, not of the line of a service
    told = []
    for line in rest.split("\n")[:_ROWS]:
        row = found.of(line[:EXAMINED]) if line.count('"') % 2 == 0 else None
        if row is not None and line.strip():
            told.append(logline.common_level(row[0]) is not None)
    return sum(told) * 5 > len(told) * 4


def _place(names: Sequence[str], keys: Sequence[str]) -> int | None:
    lowered = [name.lower() for name in names]
    return next((lowered.index(key.lower()) for key in keys if key.lower() in lowered), None)


def split(text: str, header: Columns | None = None) -> tuple[str | None, str]:
    """Return the level as the line writes it, or None, and the message."""
    told = header.of(text) if header is not None else None
    return told if told is not None else headers.split(text)


def is_key_material(text: str) -> bool:
    """Return whether a line is, or opens, a key or certificate that spans lines."""
    begun = text.rfind("-----BEGIN")
    return bool(_KEY_LINE.match(text)) or (begun >= 0 and text.find("-----END", begun) < 0)


def row_of(text: str, header: Columns | None = None) -> tuple[str | None, Words]:
    """Return the level as the line writes it, or None, and the words of its message."""
    if _KEY_LINE.match(text) or _KEY_HEAD.match(text.strip()):
        return None, (HOLE,)
    if journals.ends(text):
        return None, ()
    level, message = split(text, header)
    return level, miner.words(message)


def layout_of(raw: bytes) -> layouts.Layout | None:
    """Return how a line tells its time, or None where it does not."""
    text = raw[:EXAMINED]
    if raw[:2] == b"--" and journals.ends(text.decode("latin-1")):
        return None
    if text.lstrip()[:1] == b"{":
        fields = logline.record(raw[:EXAMINED].decode("utf-8", "replace"))
        if fields is not None:
            return _keyed(text, fields)
    found = layouts.layout(raw)
    if found is None or found.stamp.first > 0:
        for hit in _LOGFMT_TIME.finditer(text[:2_000].decode("latin-1")):
            keyed = layouts.layout(text[hit.end() :], text[hit.start() : hit.end()])
            if keyed is not None and keyed.stamp.first == 0:
                return keyed
    return found


def _keyed(text: bytes, fields: Mapping[str, object]) -> layouts.Layout | None:
    for key in logline.vocabulary().time_keys:
        if key not in fields or isinstance(fields[key], bool):
            continue
        place = text.find(b'"' + key.encode() + b'"')
        hit = _VALUE.match(text, max(place, 0))
        if place < 0 or hit is None:
            continue
        keyed = layouts.layout(text[hit.end() :], hit[0])
        if keyed is not None and keyed.stamp.first == 0:
            return keyed
    return None
