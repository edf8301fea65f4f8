"""What the columns of a table say of its numbers: the usual ones, those of the incident, wholes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.analysis.layout import Cell, Placed, column_kind
from assistant.analysis.phrases import sentences, spoken
from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import number, phrases

_REACH = 6000
_LEADERS = re.compile(r"[^\W\d_] ?\.{4,} ?\d")
Standing = Literal["usual", "changed", "unchanged", "whole"]


def telling_spans(placed: Placed, people: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the spans that may state impact: sentences, or the telling cells of a table row."""
    start, end = spoken(placed.line, people)
    text = placed.line.text
    if not placed.cells and _LEADERS.search(text):
        return [(start, min(end, start + _REACH))]
    if not placed.cells:
        return sentences(text, start, min(end, start + _REACH))
    kinds = [column_kind(cell.header) for cell in placed.cells]
    told = [c for c, kind in zip(placed.cells, kinds, strict=True) if kind in {"text", None}]
    counts = [c for c in told if re.match(r"[^\w]*\d", text[c.start : c.end])]
    if told and (len(told) == len(placed.cells) or len(counts) in range(1, len(told))):
        return [(told[0].start, told[-1].end)]
    return [(cell.start, cell.end) for cell in told]


def _kind(cell: Cell) -> str | None:
    if not cell.header:
        return None
    for kind in ("during", "usual", "months", "whole"):
        if phrases("impact", "columns", kind).span(cell.header):
            return kind
    return None


def standing(placed: Placed, quantity: Quantity, beside: Sequence[Quantity]) -> Standing | None:
    """Return how a number of a row stands to the others by the headers, None where none says.

    "changed" is one of the incident that is far from the usual one, "whole" the size of a group.
    """
    held = next((c for c in placed.cells if c.start <= quantity.start < c.end), None)
    if held is None:
        return None
    kinds = {cell: _kind(cell) for cell in placed.cells}
    during = "during" in kinds.values()
    kind = kinds[held]
    if kind == "usual" or (kind == "months" and during):
        return "usual"
    if kind == "whole":
        return "whole" if any(q.kind == "rate" for q in beside) else None
    if kind != "during":
        return None
    told = [c for c, k in kinds.items() if k == "usual" or k == "months"]
    usual = [q.value for q in beside for c in told if c.start <= q.start < c.end]
    if not usual:
        return None
    least, most = sorted((usual[0], quantity.value))
    return "changed" if most >= number("impact", "places", "apart") * least else "unchanged"


def row_label(placed: Placed, quantity: Quantity) -> tuple[int, int] | None:
    """Return the span of the first cell of a row as the label of a number alone in a later one."""
    text = placed.line.text
    held = next((c for c in placed.cells if c.start <= quantity.start < c.end), None)
    if held is None or held is placed.cells[0]:
        return None
    alone = not re.search(r"\w", text[held.start : quantity.start] + text[quantity.end : held.end])
    first = placed.cells[0]
    named = re.search(r"[^\W\d_]", text[first.start : first.end]) is not None
    return (first.start, first.end) if alone and named else None


def column_label(placed: Placed, quantity: Quantity) -> str | None:
    """Return the header above a number in a row that holds nothing but numbers, or None."""
    text = placed.line.text
    held = next((c for c in placed.cells if c.start <= quantity.start < c.end), None)
    if held is None or any(re.search(r"[^\W\d_]", text[c.start : c.end]) for c in placed.cells):
        return None
    return held.header
