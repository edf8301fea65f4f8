"""Reads CSV into a tree: a list of rows as mappings, every cell with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.history.tree import MOST_NODES, Node, place, too_many

_DELIMITERS = (",", ";", "\t", "|")
_VOID = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "nan", "\\n", "<none>"})
_WIDEST = 2_000


def parse(text: str, *, name: str) -> tuple[Node, ...]:
    """Return one list with a mapping for every row below the header.

    Rows shorter than the header lack its last keys; cells past it go without a key. Raises
    MalformedInput where the table has more cells than any history holds.
    """
    delimiter = delimiter_of(text)
    rows = _rows(text, delimiter, name)
    if not rows:
        return (Node("list", 0, len(text)),)
    header = [heading(cell) for cell in rows[0]]
    items = [row_of(header, cells) for cells in rows[1:]]
    return (Node("list", 0, len(text), items=tuple(item for item in items if item.pairs)),)


def header_of(head: str) -> tuple[str, ...]:
    """Return the cells of the first line that is not blank, () where it is no row of a table."""
    line = next((line for line in head.split("\n", 20)[:20] if line.strip()), "")[:20_000]
    delimiter = delimiter_of(line)
    if delimiter not in line:
        return ()
    return tuple(cell.strip().strip('"').strip() for cell in line.split(delimiter)[:_WIDEST])


def delimiter_of(text: str) -> str:
    """Return what stands most often between the cells of the first line that is not blank."""
    line = next((line for line in text.split("\n", 20)[:20] if line.strip()), "")
    plain = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=plain.count)


def heading(cell: Node) -> Node:
    """Return a header cell as a key: without what stands in brackets behind it, and marks."""
    words = re.split(r"[(\[]", cell.value or "", maxsplit=1)[0].strip(" *_`:#") or cell.value
    return Node("scalar", cell.start, cell.end, words)


def row_of(header: Sequence[Node], cells: Sequence[Node]) -> Node:
    """Return a row as a mapping; cells that are empty or hold a dash have no value."""
    if all(cell.value is None for cell in cells):
        return Node("map", 0, 0)
    pairs = tuple(
        (key, cell) for key, cell in zip(header, cells, strict=False) if cell.value is not None
    )
    return Node("map", cells[0].start, max(cell.end for cell in cells), pairs=pairs)


def cell_of(start: int, end: int, value: str) -> Node:
    """Return a cell of a table; what means "nothing" has no value."""
    words = value.strip()
    return Node("scalar", start, end, None if words.lower() in _VOID else words)


def _rows(text: str, delimiter: str, name: str) -> list[list[Node]]:
    rows: list[list[Node]] = []
    cells: list[Node] = []
    plain = re.compile(rf"[^{re.escape(delimiter)}\n]*")
    at, count = 0, 0
    while at < len(text):
        if not cells:
            end = text.find("\n", at)
            line = text[at:] if end < 0 else text[at:end]
            parts = line.split(delimiter)
            if '"' not in line and count + len(parts) <= MOST_NODES:
                row = _unquoted(at, parts)
                if any(cell.value is not None for cell in row):
                    rows.append(row)
                count += len(row)
                at += len(line) + 1
                continue
        cell, at = _quoted(text, at, plain) if text[at] == '"' else _plain(text, at, plain)
        cells.append(cell)
        count += 1
        if count > MOST_NODES:
            raise too_many(name, place(text, at))
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text) and text[at] != "\n":
                continue
        if any(cell.value is not None for cell in cells):
            rows.append(cells)
        cells = []
        at += 1
    return rows


def _unquoted(at: int, parts: list[str]) -> list[Node]:
    """Return the cells of a line without quotes that begins at a place of the text."""
    if len(parts) > 1 and not parts[-1]:
        # What closes the row opens no cell.
        parts.pop()
    row = []
    for part in parts:
        row.append(cell_of(at, at + len(part), part))
        at += len(part) + 1
    return row


def _plain(text: str, at: int, plain: re.Pattern[str]) -> tuple[Node, int]:
    found = plain.match(text, at)
    end = found.end() if found else at
    return cell_of(at, end, text[at:end]), end


def _quoted(text: str, at: int, plain: re.Pattern[str]) -> tuple[Node, int]:
    """Return a cell in quotes, which may hold line ends; an unclosed one ends with its line."""
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return _plain(text, at, plain)
        if text[end + 1 : end + 2] != '"':
            break
        end += 2
    words = text[at + 1 : end].replace('""', '"')
    rest = plain.match(text, end + 1)
    return cell_of(at + 1, end, words), rest.end() if rest else end + 1
