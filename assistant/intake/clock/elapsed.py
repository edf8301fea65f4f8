"""Columns of stretches beside a table's times: "| Elapsed | Time | Event |"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.intake.clock.told import Line
from assistant.intake.clock.words import words

_CELL = re.compile(r"(?<!\\)\|")
_RULED = re.compile(r"[\s:|\-]{3,}\Z")


def without_elapsed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without what cells under a title such as "Elapsed" tell."""
    kept = list(lines)
    columns: frozenset[int] | None = None
    for number, line in enumerate(lines):
        text = line.text
        if "|" not in text:
            columns = None
        elif columns is None:
            below = lines[number + 1].text if number + 1 < len(lines) else ""
            if "-" in below and _RULED.match(below):
                columns = _columns(text)
        elif columns and line.told:
            told = tuple(t for t in line.told if _place(text, t.start) not in columns)
            if len(told) < len(line.told):
                kept[number] = replace(line, told=told, opens=line.opens and bool(told))
    return kept


def _columns(header: str) -> frozenset[int]:
    titles = words().elapsed
    cells = _CELL.split(header)
    return frozenset(n for n, cell in enumerate(cells) if cell.strip(" *_`").lower() in titles)


def _place(text: str, offset: int) -> int:
    return len(_CELL.findall(text, 0, offset))
