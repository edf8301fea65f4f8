"""JSON as records: every mapping with the line on which it begins; a cut end is mended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 100
_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]\n]|"', re.DOTALL)
_CLOSERS = {"{": "}", "[": "]"}


class Record(dict[str, object]):
    """A mapping of a JSON text or a row; `line` is where it begins, counted from 1.

    `stamp` is its time where several of its fields tell it together.
    """

    line: int = 1
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of a JSON text; `cut` is the line where it breaks off, `bad` lines are no JSON."""

    values: tuple[object, ...]
    cut: int | None = None
    bad: tuple[int, ...] = ()


def parse(text: str) -> Parsed | None:
    """Return the text's JSON value, or one for each line of JSON Lines; None where it is none."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        lines, cut_at, closers = _scan(text)
    except RecursionError:
        return None
    whole = _load(text, lines)
    if whole is not None:
        return Parsed((whole[0],))
    by_line = _by_line(text)
    if by_line is not None:
        return by_line
    if not closers or not cut_at:
        return None
    mended = _load(text[:cut_at] + closers, lines)
    if mended is None:
        return None
    return Parsed((mended[0],), text.count("\n", 0, len(text.rstrip())) + 1)


def _scan(text: str) -> tuple[list[int], int, str]:
    """Return the first line of each mapping in the order they close, and how to mend a cut end.

    Mappings left open close last, the innermost first. Raises RecursionError past DEEPEST levels.
    """
    closed: list[int] = []
    stack: list[tuple[str, int]] = []
    line, last, mending = 1, 0, ""
    for found in _MARK.finditer(text):
        mark = found[0]
        if mark == "\n":
            line += 1
        elif mark in "{[" and mark:
            if len(stack) >= DEEPEST:
                raise RecursionError
            stack.append((mark, line))
        elif mark in "}]":
            if not stack:
                break
            opened, at = stack.pop()
            if opened == "{":
                closed.append(at)
            last, mending = found.end(), "".join(_CLOSERS[o] for o, _ in reversed(stack))
        elif len(mark) > 1:
            line += mark.count("\n")
    keep = len(mending)
    closed += [at for opened, at in reversed(stack[:keep]) if opened == "{"]
    return closed, last, mending


def _load(text: str, lines: list[int]) -> tuple[object] | None:
    order = iter(lines)

    def record(pairs: list[tuple[str, object]]) -> Record:
        found = Record(pairs)
        found.line = next(order, 1)
        return found

    try:
        return (json.loads(text, object_pairs_hook=record, strict=False),)
    except (ValueError, RecursionError):
        return None


def _by_line(text: str) -> Parsed | None:
    """Return JSON Lines, None where fewer than half of the lines hold a value."""
    values: list[object] = []
    bad: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        loaded = _load(line, []) if line.lstrip()[:1] == "{" else None
        if loaded is None:
            bad.append(number)
            if len(bad) > 20 and len(bad) > len(values):
                return None
            continue
        value = loaded[0]
        for found in walk(value):
            found.line = number
        values.append(value)
    if len(values) < 2 or len(bad) > len(values):
        return None
    return Parsed(tuple(values), None, tuple(bad))


def walk(value: object) -> Iterator[Record]:
    """Yield every record in a value, outer ones first, in the order of the text."""
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Record):
            yield at
            waiting.extend(v for v in reversed(at.values()) if isinstance(v, Record | list))
        elif isinstance(at, list):
            waiting.extend(v for v in reversed(at) if isinstance(v, Record | list))


def text_of(value: object) -> str:
    """Return a scalar as text, "" for anything else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def inner(record: Record, *path: str) -> object:
    """Return what stands under the keys, one within another; None where that is missing."""
    at: object = record
    for key in path:
        if not isinstance(at, Record):
            return None
        at = at.get(key)
    return at


def first(record: Record, *keys: str) -> str:
    """Return the first of the keys that holds a text or number, "" where none does."""
    return next((told for key in keys if (told := text_of(record.get(key)))), "")
