"""Signals: which lines of the inputs tell what a vocabulary's `signs` stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from assistant.analysis import denial
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import tokens
from assistant.analysis.vocabulary import Cues, keys, number, phrases, table, union
from assistant.incident import Evidence

Line = TypeVar("Line", Placed, Evidence)
_SKIPPED = frozenset({"aside"})


def in_notes(name: str, notes: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    """Return the first note lines that tell each sign of a vocabulary, in reading order.

    A doubt or a question of the responders tells a sign too: people are asked about it. A heading
    does where it is a sentence ("Bot mailed customer addresses"), not where it is a label.
    """
    telling = union(name, "cues", "signs")
    least = number(name, "limits", "heading_words")
    lines = [
        placed
        for placed in notes
        if placed.section not in _SKIPPED
        and not placed.fenced
        and not (placed.heading and len(tokens(placed.line.text)) < least)
        and telling.span(placed.line.text) is not None
    ]
    found = {
        sign: _first(name, (p for p in lines if _told(name, sign, "cues", p.line.text)))
        for sign in keys(name, "signs")
    }
    return {sign: told for sign, told in found.items() if told}


def in_logs(name: str, lines: Sequence[Evidence]) -> dict[str, tuple[Evidence, ...]]:
    """Return the first log lines that tell each sign of a vocabulary, in reading order."""
    telling = union(name, "logs", "signs")
    held = [line for line in lines if telling.span(line.text) is not None]
    found = {
        sign: _first(name, (e for e in held if _told(name, sign, "logs", e.text)))
        for sign in keys(name, "signs")
    }
    return {sign: told for sign, told in found.items() if told}


def _first(name: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(islice(lines, int(number(name, "limits", "lines"))))


def _told(name: str, sign: str, kind: str, line: str) -> bool:
    return place_in(name, sign, kind, line) is not None


def place_in(name: str, sign: str, kind: str, line: str) -> int | None:
    """Return where a line tells a sign by its cues of a kind ("cues", "logs"), or None."""
    return denial.told(
        line,
        phrases(name, "signs", sign, kind),
        phrases(name, "signs", sign, "exempt"),
        within=name,
        asked=True,
        beside=_beside(name, sign) if kind == "cues" else None,
        near=number(name, "limits", "near"),
    )


def _beside(name: str, sign: str) -> Cues | None:
    return phrases(name, "signs", sign, "beside") if "beside" in entry(name, sign) else None


def entry(name: str, sign: str) -> Mapping[str, object]:
    """Return the table of one sign of a vocabulary, empty where there is none."""
    signs = table(name).get("signs")
    found = signs.get(sign) if isinstance(signs, Mapping) else None
    return found if isinstance(found, Mapping) else {}
