"""Tables of notes: CSV and TSV exports whose rows are messages or steps."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from assistant.intake.notes.messages import keys
from assistant.intake.notes.records import Record

_MARKS = (",", "\t", ";", "|")
_WIDEST = 60
_LONGEST_FIELD = 20_000_000


def mark_of(head: str) -> str | None:
    """Return the mark between the columns of a table of messages, None where it is none.

    Its first line names a column of words, and one of times or of people.
    """
    first = head.lstrip("\ufeff").partition("\n")[0]
    for mark in _MARKS:
        names = _names(first, mark)
        if not 2 <= len(names) <= _WIDEST or any(len(name) > 40 for name in names):
            continue
        told = set(names)
        known = keys()
        body = told & {*known.body, "event", "action", "what", "entry", "what happened"}
        whose = told & {*known.author, *known.time, "time (utc)", "date/time", "date"}
        levels = told & {"level", "severity", "loglevel", "trace_id", "span_id"}
        if body and whose - body and not levels:
            return mark
    return None


def _names(first: str, mark: str) -> list[str]:
    try:
        row = next(csv.reader([first], delimiter=mark), [])
    except csv.Error:
        return []
    return [name.strip().casefold() for name in row]


def rows(text: str, mark: str) -> Iterator[Record]:
    """Yield the rows as records by the names of their columns, each with its line.

    Raises csv.Error where a row cannot be read.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = [name.strip().casefold().replace(" ", "_") for name in next(reader, [])]
    names = [_ALIASES.get(name, name) for name in names]
    line = reader.line_num + 1
    for row in reader:
        record = Record(
            (name, value.strip()) for name, value in zip(names, row, strict=False) if value.strip()
        )
        record.line = line
        line = reader.line_num + 1
        if record:
            yield record


_ALIASES = {
    "event": "text", "action": "text", "what": "text", "entry": "text", "what_happened": "text",
    "time_(utc)": "time", "date/time": "time",
}  # fmt: skip
