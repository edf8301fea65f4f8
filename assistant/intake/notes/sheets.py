"""Tables of notes: CSV and TSV exports whose rows are messages, steps or tickets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.intake.notes.messages import body_in, keys
from assistant.intake.notes.records import Record, text_of
from assistant.intake.tables import load

_MARKS = (",", "\t", ";", "|")
_WIDEST = 60
_LONGEST_FIELD = 20_000_000
_STEPS = ("text", "work_notes", "close_notes")


@cache
def _columns() -> Mapping[str, str]:
    """Return what key each name of a column stands for."""
    table = load("messages.toml").table("columns")
    return {
        name: key
        for key in (
            *("text", "time", "created_at", "author", "title", "description", "work_notes"),
            *("close_notes", "closed_at", "state"),
        )
        for name in table.words(key)
    }


def mark_of(head: str) -> str | None:
    """Return the mark between the columns of a table of messages, None where it is none.

    Its first line names a column of words, and one of times or of people.
    """
    first = head.lstrip("\ufeff").partition("\n")[0]
    for mark in _MARKS:
        names = _names(first, mark)
        if not 2 <= len(names) <= _WIDEST or any(len(name) > 40 for name in names):
            continue
        told = {*names, *(_columns().get(name, name) for name in names)}
        known = keys()
        body = told & {*known.body, *_STEPS}
        ticket = {"title", "created_at"} <= told and not told & {"version", "before", "after"}
        whose = told & {*known.author, *known.time}
        levels = told & {"level", "severity", "loglevel", "trace_id", "span_id"}
        if (body or ticket) and whose - body and (ticket or not levels):
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

    A ticket without a text of its own is told by its title; when it was closed is a row of its own.
    Raises csv.Error where a row cannot be read.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = [name.strip().casefold() for name in next(reader, [])]
    names = [_columns().get(name, name.replace(" ", "_")) for name in names]
    line = reader.line_num + 1
    for row in reader:
        record = Record(
            (name, value.strip()) for name, value in zip(names, row, strict=False) if value.strip()
        )
        record.line = line
        line = reader.line_num + 1
        if record:
            if not body_in(record) and "title" in record:
                record["text"] = record["title"]
            yield record
            yield from _closing(record)


def _closing(record: Record) -> Iterator[Record]:
    closed = record.get("closed_at")
    if closed and "title" in record:
        told = Record(created_at=closed, text=text_of(record.get("state")) or "Closed")
        told.line = record.line
        yield told
