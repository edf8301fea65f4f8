"""The spans of an export as it is written: a document, several in a row, lines, or a table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from assistant.intake.traces import traceform
from assistant.intake.traces.spans import Span, spans_of

MOST_SPANS = 200_000
_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,]*")
# Lists of spans in a document that was cut off.
_LISTS = re.compile(r'"(?:spans|data|runs|observations|items)"\s{0,8}:\s{0,8}\[\s{0,200}(?=\{)')
_OPENING = re.compile(r"\s{0,200}\[\s{0,200}(?=\{)")


def parsed(text: str) -> tuple[list[Span], int]:
    """Return the spans of an export, at most `MOST_SPANS`, and how many parts could not be read."""
    if traceform.is_table(text):
        return _few(_of_rows(text)), 0
    whole = _loaded(text)
    if whole is not None:
        return _few(spans_of(whole)), 0
    if _loaded(text.lstrip().partition("\n")[0].rstrip().rstrip(",")) is None:
        found = _few(_of_documents(text))
        if found:
            return found, 0
        cut = _few(_of_lists(text))
        if cut:
            return cut, 1
    return _of_lines(text)


def _of_lines(text: str) -> tuple[list[Span], int]:
    found: list[Span] = []
    broken = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip().rstrip(","):
            continue
        value = _loaded(line.strip().rstrip(","))
        if value is None:
            broken += 1
        elif len(found) < MOST_SPANS:
            found += spans_of(value, line=number)
    return found[:MOST_SPANS], broken


def _of_documents(text: str) -> Iterator[Span]:
    """Yield the spans of documents that follow each other, as programs print them; all or none."""
    values = []
    at = _past(text, 0)
    while at < len(text):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        values.append(value)
        at = _past(text, end)
    for value in values:
        yield from spans_of(value)


def _of_lists(text: str) -> Iterator[Span]:
    """Yield the spans of a document that ends too early, up to the broken one."""
    opened = _OPENING.match(text)
    past = 0
    for begin in (
        *([opened.end()] if opened else []),
        *(hit.end() for hit in _LISTS.finditer(text)),
    ):
        at = begin
        while at >= past and text[at : at + 1] == "{":
            try:
                value, end = _DECODER.raw_decode(text, at)
            except (ValueError, RecursionError):
                break
            yield from spans_of(value)
            past = at = _past(text, end)


def _past(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _of_rows(text: str) -> Iterator[Span]:
    """Yield the spans of a table, one a row."""
    rows = csv.reader(io.StringIO(text))
    names = [name.strip() for name in next(rows, [])]
    line = rows.line_num + 1
    try:
        for row in rows:
            fields = {name: cell for name, cell in zip(names, row, strict=False) if cell}
            yield from spans_of(fields, line=line)
            line = rows.line_num + 1
    except csv.Error:
        return


def _few(spans: Iterator[Span]) -> list[Span]:
    return [span for span, _ in zip(spans, range(MOST_SPANS), strict=False)]


def _loaded(text: str) -> dict[str, object] | list[object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None
