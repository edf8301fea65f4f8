"""What one line says: its level and the words of its message; taken once for lines of a kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.intake.logs import headers, layouts, logline, miner
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words

# Characters of a line that are examined.
EXAMINED = 20_000
_KEY_LINE = re.compile(r"\s{0,40}(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{2,}={1,2})\s{0,40}\Z")
_KEY_HEAD = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{1,60}-----")
_LOGFMT_TIME = re.compile(
    r"(?:^|(?<=\s))(?:time|ts|timestamp|@timestamp|datetime|t)=\"?(?=\d|[A-Z][a-z]{2})"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a log exported as CSV: which columns hold the level and the message."""

    separator: str
    level: int | None
    message: int | None

    def of(self, text: str) -> tuple[str | None, str] | None:
        """Return the level and message of a line, or None where it has too few columns."""
        row = next(csv.reader([text.replace("\r", " ")], delimiter=self.separator), [])
        if self.message is None or len(row) <= max(self.message, self.level or 0):
            return None
        if row[self.message].strip().lower() in logline.vocabulary().message_keys:
            return None, text
        level = row[self.level].strip() if self.level is not None else None
        return headers.within(level or None, row[self.message].strip())


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
        names = [name.strip().strip('"').lstrip("\ufeff") for name in line.split(separator)]
        if _place(names, words.time_keys) is None:
            continue
        message = _place(names, words.message_keys)
        if message is not None:
            return Columns(separator, _place(names, words.level_keys), message)
    return None


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
    level, message = split(text, header)
    return level, miner.words(message)


def layout_of(raw: bytes) -> layouts.Layout | None:
    """Return how a line tells its time, or None where it does not."""
    text = raw[:EXAMINED]
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


def _keyed(text: bytes, fields: dict[str, object] | object) -> layouts.Layout | None:
    if not isinstance(fields, dict):
        return None
    for key in logline.vocabulary().time_keys:
        if key not in fields or isinstance(fields[key], bool):
            continue
        place = text.find(b'"' + key.encode() + b'"')
        hit = re.compile(rb'"[^"]{1,60}"\s{0,4}:\s{0,4}"?').match(text, max(place, 0))
        if place < 0 or hit is None:
            continue
        keyed = layouts.layout(text[hit.end() :], hit[0])
        if keyed is not None and keyed.stamp.first == 0:
            return keyed
    return None
