"""Tables of notes: CSV and TSV exports whose rows are messages, steps or tickets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.intake.notes import moves
from assistant.intake.notes.cells import cell_stamp, has_date, joined
from assistant.intake.notes.messages import body_in, keys
from assistant.intake.notes.records import Record, text_of
from assistant.intake.tables import load

_MARKS = (",", "\t", ";", "|")
_WIDEST = 60
_LONGEST_NAME = 40
# What a tracker exports has a column for each of its fields.
_WIDE = 2000
_LONGEST_FIELD = 20_000_000
_STEPS = ("text", "work_notes", "close_notes")
_ENDS = " \t?:.*"


@cache
def _columns() -> Mapping[str, str]:
    """Return what key each name of a column stands for."""
    table = load("messages.toml").table("columns")
    return {
        name: key
        for key in (
            *("text", "day", "clock", "time", "created_at", "author", "title", "description"),
            *("work_notes", "close_notes", "state", "remarks"),
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
        if not 2 <= len(names) <= _WIDE or (mark == "|" and not names[0]):
            continue
        wide = len(names) > _WIDEST or max(map(len, names)) > _LONGEST_NAME
        if wide and not _wide() & set(names):
            continue
        told = {*names, *(_columns().get(name, name) for name in names)}
        known = keys()
        body = told & {*known.body, *_STEPS}
        changed = told & {"version", "before", "after"}
        ticket = {"title", "created_at"} <= told and not changed
        whose = told & {*known.author, *known.time}
        if not whose and not changed:
            whose = told & {"day", "clock"}
        levels = told & {"level", "severity", "loglevel", "trace_id", "span_id"}
        if (body or ticket) and whose - body and (ticket or not levels):
            return mark
    return None


@cache
def _wide() -> frozenset[str]:
    return frozenset(load("messages.toml").table("tickets").words("wide"))


def _names(first: str, mark: str) -> list[str]:
    try:
        row = next(csv.reader([first], delimiter=mark), [])
    except csv.Error:
        return []
    return [_name(cell) for cell in row]


def _name(cell: str) -> str:
    return cell.strip().rstrip(_ENDS).casefold()


def rows(text: str, mark: str) -> Iterator[Record]:
    """Yield the rows as records by the names of their columns, each with its line.

    A ticket without a text of its own is told by its title; each remark on it, and when it was
    taken up and closed, are rows of their own. Raises csv.Error where a row cannot be read.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = [_key(_name(cell)) for cell in next(reader, [])]
    line = reader.line_num + 1
    for row in reader:
        record, remarks = Record(), []
        record.line = line
        for name, cell in zip(names, map(str.strip, row), strict=False):
            remark = _remark(cell, line) if name == "remarks" else None
            if remark is not None:
                remarks.append(remark)
            elif cell and name in ("remarks", "work_notes") and name in record:
                record[name] = f"{record[name]}\n{cell}"
            elif cell:
                record.setdefault(name, cell)
        line = reader.line_num + 1
        if record:
            record.stamp = _stamp(record)
            _take_remarks(record)
            if not body_in(record) and "title" in record:
                record["text"] = record["title"]
            yield record
            yield from remarks


def _take_remarks(record: Record) -> None:
    """Make a remark without a time of its own the words of its row, or a note beside them."""
    if "remarks" in record:
        key = "description" if "title" in record else "text"
        record.setdefault("work_notes" if key in record else key, record.pop("remarks"))


def _key(name: str) -> str:
    if name in moves.fields():
        return name
    return _columns().get(name, name.replace(" ", "_"))


def _remark(cell: str, line: int) -> Record | None:
    """Return a remark that tells its time and its author before its words, None for another."""
    parts = cell.split(";", 2)
    stamp = cell_stamp(parts[0]) if len(parts) == 3 else None
    if stamp is None or not has_date(stamp):
        return None
    who, words = parts[1].strip(), parts[2].strip()
    # The number of an account names nobody.
    named = who if not any(map(str.isdigit, who)) else ""
    told = Record(body=words, author=named, author_id=who)
    told.line, told.stamp = line, stamp
    return told


def _stamp(record: Record) -> str | None:
    """Return when a row happened: its day and its clock together, else the first time it has."""
    day, clock = (
        next((told for key in both if (told := text_of(record.get(key)))), "")
        for both in (("day", "date"), ("clock", "time"))
    )
    together = joined(day, clock) if clock else None
    if together is not None:
        return together
    for key in (*keys().time, "clock", "day"):
        stamp = cell_stamp(text_of(record.get(key)))
        if stamp is not None:
            return stamp
    return None
