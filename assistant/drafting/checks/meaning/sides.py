"""Where a text says one side of an axis: by a word, or by figures that go up or down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.passages import passages
from assistant.drafting.checks.meaning.wording import Word, figure

UN = "un "  # begins the axis of a word and of the same with "un"
UP = "up"
_MORE = "more"
_GAP = "*"  # in a run: some words
_WIDEST = 4  # words in a gap
_SHORTEST = 4  # letters of a word that "un" can be put before


@dataclass(frozen=True, slots=True)
class Side:
    """One side (1 or -1) of an axis, said by the `size` words from `at` on."""

    axis: str
    side: int
    at: int
    size: int
    said: bool = True


@lru_cache(maxsize=4096)
def sides(words: tuple[Word, ...]) -> tuple[Side, ...]:
    """Return each side that a text says; a negated word says the other side."""
    return (*_worded(words), *_figured(words), *_bounded(words))


def _worded(words: tuple[Word, ...]) -> list[Side]:
    known = vocabulary.vocabulary().sides
    forms = [word.form for word in words]
    found: list[Side] = []
    taken = 0
    for at, form in enumerate(forms):
        longest = 0
        for run, axis, side in known.get(form, ()):
            size = _size(forms, at, run)
            if size < longest or not size or at < taken:
                continue
            longest = size
            if axis == _MORE and at + size < len(words) and words[at + size].anchor:
                continue  # "below 800" tells the bound, not on which side of it a figure is
            turned = -1 if words[at].negated or words[at + size - 1].negated else 1
            found.append(Side(axis, side * turned, at, size))
        taken = max(taken, at + longest) if longest > 1 else taken
        if form.startswith(UN.strip()) and len(form) > _SHORTEST + 1:
            found.append(Side(f"{UN}{form[2:]}", -1, at, 1))
        elif words[at].tells and len(form) >= _SHORTEST:
            found.append(Side(f"{UN}{form}", 1, at, 1))
    return found


def _size(forms: Sequence[str], at: int, run: Sequence[str]) -> int:
    """Return how many words from `at` on a run takes, a few others for its gap; 0 without it."""
    if _GAP not in run:
        return len(run) if tuple(forms[at : at + len(run)]) == tuple(run) else 0
    cut = run.index(_GAP)
    head, tail = tuple(run[:cut]), tuple(run[cut + 1 :])
    if tuple(forms[at : at + cut]) != head:
        return 0
    for skipped in range(1, _WIDEST + 1):
        start = at + cut + skipped
        if tuple(forms[start : start + len(tail)]) == tail:
            return cut
    return 0


def _figured(words: tuple[Word, ...]) -> list[Side]:
    """Return the ways that figures go which a text gives as "2% -> 9%" or "from 2% to 9%"."""
    found = []
    for passage in passages(words):
        start, goal = figure(words[passage.start]), figure(words[passage.goal])
        if start is not None and goal is not None and start != goal:
            side = 1 if goal > start else -1
            found.append(Side(UP, side, passage.at, 1, said=False))
    return found


def _bounded(words: tuple[Word, ...]) -> list[Side]:
    """Return on which side of its bound a figure is ("0.61 (threshold 0.80)")."""
    bounds = vocabulary.vocabulary().bounds
    found = []
    for at, word in enumerate(words):
        if word.form not in bounds:
            continue
        before = next((i for i in range(at - 1, max(-1, at - 4), -1) if words[i].anchor), None)
        after = next((i for i in range(at + 1, min(len(words), at + 3)) if words[i].anchor), None)
        if before is None or after is None:
            continue
        value, limit = figure(words[before]), figure(words[after])
        if words[before].text.endswith("%") != words[after].text.endswith("%"):
            continue
        if value is not None and limit is not None and value != limit:
            found.append(Side(_MORE, 1 if value > limit else -1, at, 1, said=False))
    return found
