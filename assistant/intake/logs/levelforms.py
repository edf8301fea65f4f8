"""The forms in which the head of a log line names its level."""

from __future__ import annotations

import re
from functools import cache

from assistant.intake.logs import logline

# Fields in brackets among which the level is looked for.
_BEHIND = 3
_OPENING = re.compile(r"\s*[\[(<]?([A-Z]{4,9})[\])>]?[:\s]")
_ENCLOSED = re.compile(r"\s*\[([a-z]{4,9})\]\s")
# "INFO[0042] started": the level as logrus cuts it, and seconds since the start.
_SINCE = re.compile(r"([A-Z]{4})\[\d{1,9}\]\s")
# "ERROR/ForkPoolWorker-3] ", "[INFO/MainProcess] ": the level and a process.
_PROCESS = re.compile(r"\[?([A-Z]{4,9})/[\w.\-]{1,60}\]:?(?=\s)")
# "[1]", "[critical]", "[core:error]": a field in brackets, and what it ends with.
_BRACED = re.compile(r"\s?\[(?:[^\[\]\s:]{1,60}:)?([^\[\]\s:]{1,60})\]")
# "##[error]": how a runner of builds marks a line.
_MARKED = re.compile(r"##\[([a-z]{4,9})\]")

Named = tuple[str, int]


@cache
def _levels() -> frozenset[str]:
    words = logline.vocabulary()
    return frozenset(word.upper() for word in words.levels)


def is_level(word: str) -> bool:
    """Return whether a word is the name of a level, in either case."""
    return word.upper() in _levels()


def opening(text: str) -> Named | None:
    """Return the level that opens a message in capitals, and where it ends; None for none."""
    return _first(text, 0, (_OPENING,))


def opening_line(text: str) -> Named | None:
    """Return the level that opens a line without a stamp, and where it ends; None for none."""
    return _first(text, 0, (_SINCE, _OPENING, _ENCLOSED))


def behind(text: str, at: int) -> Named | None:
    """Return the level that stands with a process or in brackets behind a stamp, and its end."""
    found = _first(text, at, (_PROCESS, _MARKED))
    doubtful = logline.vocabulary().doubtful
    for _ in range(_BEHIND):
        field = _BRACED.match(text, at) if found is None else None
        if field is None:
            break
        at = field.end()
        known = is_level(field[1]) and field[1].lower() not in doubtful
        found = (field[1], at) if known else None
    return found


def _first(text: str, at: int, forms: tuple[re.Pattern[str], ...]) -> Named | None:
    for form in forms:
        found = form.match(text, at)
        if found and is_level(found[1]):
            return found[1], found.end()
    return None
