"""What Gerrit's `query` prints as text: one block of fields for every change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.history.entries import Entry, entry_of
from assistant.intake.history.tree import Node

_HEAD = re.compile(r"change I[0-9a-f]{8,40}\s*")
_FIELD = re.compile(r"  (?P<name>[a-zA-Z]{2,20}): (?P<value>\S.*)")
_MERGED = "MERGED"


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether a line opens a change, with its fields set in below it."""
    first = next((at for at, line in enumerate(lines[:8]) if _HEAD.fullmatch(line)), None)
    return first is not None and any(_FIELD.match(line) for line in lines[first + 1 : first + 3])


def parse(text: str) -> tuple[Entry, ...]:
    """Return one entry for every change that was merged, at the time of its last update."""
    found: list[Entry] = []
    block: dict[str, Node] | None = None
    start = 0
    for line in [*text.split("\n"), "change I00000000"]:
        if _HEAD.fullmatch(line):
            if block and (block.get("status") or Node("scalar", 0, 0)).value == _MERGED:
                found.append(_entry(block))
            block = {}
        field = _FIELD.fullmatch(line) if block is not None else None
        if field and block is not None:
            a, b = field.span("value")
            block.setdefault(
                field["name"], Node("scalar", start + a, start + b, field["value"].strip())
            )
        start += len(line) + 1
    return tuple(found)


def _entry(block: dict[str, Node]) -> Entry:
    number = block.get("number")
    return Entry(
        entry_of(("time", block.get("lastUpdated")), ("text", block.get("subject"))),
        cites=(number,) if number is not None else (),
    )
