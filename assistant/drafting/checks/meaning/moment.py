"""When a line says that it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.checks.meaning.wording import Word

_CLOCK = re.compile(r"\d\d:\d\d(?::\d\d)?")
_DAY = re.compile(r"\d\d-\d\d")
_OPENING = 6  # words of a line in which its own time stands

Text = tuple[Word, ...]


def earlier(lines: Sequence[Text], one: int, other: int) -> bool:
    """Return whether one line is before the other, by day and clock, else by their order."""
    mine, yours = _when(lines[one]), _when(lines[other])
    if mine[0] and yours[0] and mine[0] != yours[0]:
        return mine[0] < yours[0]
    same_day = mine[0] == yours[0]
    if mine[1] and yours[1] and same_day and mine[1] != yours[1]:
        return mine[1] < yours[1]
    return one < other


def _when(line: Text) -> tuple[str, str]:
    opening = [word.stem for word in line[:_OPENING] if word.anchor]
    day = next((stem for stem in opening if _DAY.fullmatch(stem)), "")
    return day, next((stem for stem in opening if _CLOCK.fullmatch(stem)), "")
