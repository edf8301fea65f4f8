"""A page of commits copied from a forge: the title under each day, without the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.intake import tables
from assistant.intake.history.entries import Entry, entry_of
from assistant.intake.history.entrytime import find
from assistant.intake.history.swaps import swap_in
from assistant.intake.history.tabletree import offsets
from assistant.intake.history.tree import Node

_DAY = re.compile(r"\s{0,4}Commits on (?=[A-Z0-9])(?P<date>.{6,20}?)\s{0,4}")
_SHA = re.compile(r"[0-9a-f]{7,40}")
_NUMBER = re.compile(r"\d{1,6}|[+\-−]\d{1,7}|\W{1,8}")
_PERSON = re.compile(r"@\S{1,60}")
_MADE = re.compile(
    r"\S{1,60}(?: authored)?(?: and \S{1,60})?(?: committed| authored| pushed)"
    r"(?= .{0,40}(?:\d|ago|yesterday|last|today|now)) .{1,60}"
)
_CLOCK = re.compile(r"\s{0,4}[\[(]?\d{1,2}:\d\d\b")
_COUNTED = re.compile(r"\d{1,6} ([a-z ]{4,20})")
_LONGEST = 400
_GAP = re.compile(r"\s{2,}|\s?·\s?")
_TITLE = "comparing changes"
_NEAR = 3
_SHOWN = re.compile(r"Showing \d{1,6} changed files? with ")


@cache
def _furniture(name: str) -> tuple[str, ...]:
    return tables.load("historyforms.toml").table("pages").words(name)


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether a line heads a day of commits, with only a page's furniture above the first.

    What tells of hours is somebody's notes around such a page.
    """
    first = next((at for at, line in enumerate(lines) if _DAY.fullmatch(line)), None)
    if first is None or find(lines[first]) is None:
        return False
    above = all(is_furniture(line) for line in lines[:first])
    return above and not any(_CLOCK.match(line) for line in lines)


def opens(line: str) -> bool:
    """Return whether a line among others may open such a page: its title, or a day's heading."""
    return line.strip().lower() == _TITLE or _DAY.fullmatch(line) is not None


def end(lines: Sequence[str], at: int) -> int:
    """Return the line past a page that opens at a line among somebody's notes.

    What belongs to it is furniture, a day's heading, or a title above the line that tells who
    committed it and when.
    """
    past = at
    for here in range(at, len(lines)):
        line = lines[here]
        if not line.strip():
            continue
        near = [text.strip() for text in lines[here + 1 : here + 6] if text.strip()][:_NEAR]
        titled = any(_MADE.fullmatch(text) for text in near)
        if len(line) > _LONGEST or _CLOCK.match(line):
            break
        if not (opens(line) or titled or is_furniture(line)):
            break
        past = here + 1
    return past


def is_furniture(line: str) -> bool:
    """Return whether a line belongs to the page and not to a commit.

    Raises ResourceError on a damaged data file.
    """
    words = line.strip()
    if not words or len(words) > _LONGEST:
        return True
    if any(form.fullmatch(words) for form in (_SHA, _NUMBER, _PERSON, _MADE)):
        return True
    plain = words.lower()
    counted = [_COUNTED.fullmatch(piece) for piece in _GAP.split(plain)]
    if all(told is not None and told[1] in _furniture("counted") for told in counted):
        return True
    return plain in _furniture("lines") or plain.startswith(_furniture("openings"))


def parse(text: str) -> tuple[Entry, ...]:
    """Return one entry for every commit's title, dated by the day that it stands under."""
    lines = text.split("\n")
    starts = offsets(lines)
    found = []
    day: Node | None = None
    for at, line in enumerate(lines):
        headed = _DAY.fullmatch(line)
        span = find(line) if headed else None
        if span is not None:
            day = Node(
                "scalar", starts[at] + span[0], starts[at] + span[1], line[span[0] : span[1]]
            )
        elif _SHOWN.match(line.strip()):
            break
        elif day is not None and not is_furniture(line):
            found.append(_entry(line, starts[at], day))
    return tuple(found)


def _entry(line: str, start: int, day: Node) -> Entry:
    words = line.strip()
    at = start + len(line) - len(line.lstrip())
    told = swap_in(words)
    parts = [
        (name, Node("scalar", at + a, at + b, words[a:b]))
        for name, (a, b) in (told.named() if told is not None else ())
    ]
    return Entry(
        entry_of(("time", day), *parts, ("text", Node("scalar", at, at + len(words), words)))
    )
