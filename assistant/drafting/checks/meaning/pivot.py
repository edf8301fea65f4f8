"""The rule on pivots: what stands on either side of "as", "not" or "than" has changed sides."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.contexts import TIGHT, around, likeness
from assistant.drafting.checks.meaning.wording import Word

_MORE = 1.3  # how much more has to have changed sides than has not
_LEAST = 1.0  # likeness that has changed sides at the least

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the pivot whose two sides are exchanged, in words; None where none are."""
    for runs in vocabulary.vocabulary().pivots:
        for at, size in _places(said, runs):
            straight = crossed = 0.0
            for line in lines:
                for there, length in _places(line, runs):
                    same, other = _sides(said, at, size, line, there, length)
                    straight, crossed = max(straight, same), max(crossed, other)
            if crossed >= _LEAST and crossed > _MORE * straight + 0.3:
                told = " ".join(word.text for word in said[at : at + size])
                return f"what it has on either side of {told!r} is the other way round in the lines"
    return None


def _places(words: Text, runs: Sequence[vocabulary.Run]) -> list[tuple[int, int]]:
    raw = tuple(word.text for word in words)
    return [
        (at, len(run)) for at in range(len(raw)) for run in runs if raw[at : at + len(run)] == run
    ]


def _sides(
    said: Text, at: int, size: int, line: Text, there: int, length: int
) -> tuple[float, float]:
    """Return how much stands on the same side in both texts, and how much on the other."""
    mine, yours = around(said, at, size, TIGHT), around(line, there, length, TIGHT)
    parts = [
        [[near for near in found if near.side == side] for side in (-1, 1)]
        for found in (mine, yours)
    ]
    (left, right), (before, after) = parts
    same = likeness(left, before) + likeness(right, after)
    crossed = min(likeness(left, after), likeness(right, before)) * 2
    return same, crossed
