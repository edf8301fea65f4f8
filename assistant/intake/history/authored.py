"""`git shortlog`: the subjects of commits under whoever made them, without their times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.history.entries import Entry, entry_of
from assistant.intake.history.swaps import swap_in
from assistant.intake.history.tree import Node

_WHO = re.compile(r"(?P<who>\S.{0,80}) \((?P<count>\d{1,5})\):\s*")
# Somebody's full name; headings of lists with a count are seldom written so.
_NAMED = re.compile(r"[^\W\d_a-z]\S{0,30}(?: [^\W\d_a-z]\S{0,30}){1,3}")
_SUBJECT = re.compile(r" {6}(?P<words>\S.*)")
_FEWEST = 2


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether every line is a name with a count, or one of so many subjects below it."""
    told = [line for line in lines if line.strip()]
    if len(told) < _FEWEST or not _WHO.fullmatch(told[0]):
        return False
    left, named = 0, False
    for line in told:
        head = _WHO.fullmatch(line)
        if head:
            if left:
                return False
            named |= _NAMED.fullmatch(head["who"]) is not None
            left = int(head["count"])
        elif _SUBJECT.fullmatch(line) and left:
            left -= 1
        else:
            return False
    return named and left == 0


def parse(text: str) -> tuple[Entry, ...]:
    """Return one entry for every subject; who made it is no part of it."""
    found = []
    start = 0
    for line in text.split("\n"):
        told = _SUBJECT.fullmatch(line)
        if told:
            found.append(_entry(told["words"].rstrip(), start + told.start("words")))
        start += len(line) + 1
    return tuple(found)


def _entry(words: str, at: int) -> Entry:
    swap = swap_in(words)
    parts = [
        (name, Node("scalar", at + a, at + b, words[a:b]))
        for name, (a, b) in (swap.named() if swap is not None else ())
    ]
    return Entry(entry_of(*parts, ("text", Node("scalar", at, at + len(words), words))))
