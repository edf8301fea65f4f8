"""The drawing that `git log --graph` puts in front of every line, and the lines without it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ART = r"[|/\\_.\- ]"
_COMMIT = re.compile(rf"{_ART}{{0,80}}\*{_ART}{{1,80}}(?=commit [0-9a-f]{{7,64}}(?![0-9a-zA-Z]))")
_SHORT = re.compile(rf"{_ART}{{0,80}}\*(?:{_ART}{{1,80}})(?=\S)")
_DRAWN = frozenset("|/\\_.- *")


def margins(lines: Sequence[str]) -> list[int] | None:
    """Return how many characters of each line are drawing, or None where there is no drawing."""
    starting = _COMMIT if any(_COMMIT.match(line) for line in lines) else _SHORT
    if not any(starting.match(line) for line in lines):
        return None
    found = []
    width = 0
    for line in lines:
        head = starting.match(line)
        if head:
            width = head.end()
            found.append(width)
        elif set(line[:width]) <= _DRAWN:
            found.append(len(line) if _is_art(line[width:]) else min(width, len(line)))
        else:
            found.append(0)
    return found


def _is_art(rest: str) -> bool:
    """Return whether what stands past an entry's own drawing is more of it, and no line of text."""
    return rest[:1] in ("|", "/", "\\", "_") and set(rest) <= _DRAWN
