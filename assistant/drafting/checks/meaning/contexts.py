"""What stands around a word, and how like the surroundings of two words are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

_REACH = 14  # words on either side that are looked at
_WIDE = 0.85  # what a word further away counts of one nearer
TIGHT = 0.6  # the same where only the nearest words matter
_CLAUSE = 0.6  # what a word of the next clause counts of one in the same
_ANCHOR = 0.2  # what a figure, time or name of the next clause does
_FARTHEST = 3  # clauses beyond which it makes no difference
_OPENING = 5  # words in which the time or name stands that a whole text is about
_OPENED = 0.6  # what such a time or name counts at the least


@dataclass(frozen=True, slots=True)
class Near:
    """A word that stands near another: how much it counts, and on which side it stands."""

    stem: str
    counts: float
    side: int


@lru_cache(maxsize=1 << 14)
def around(
    words: tuple[Word, ...], at: int, size: int = 1, fading: float = _WIDE
) -> tuple[Near, ...]:
    """Return what stands around the `size` words from `at` on."""
    found = []
    end = at + size
    for i in range(max(0, at - _REACH), min(len(words), end + _REACH)):
        word = words[i]
        if at <= i < end or not word.weight:
            continue
        away = at - i if i < at else i - end + 1
        clauses = min(_FARTHEST, abs(word.clause - words[at].clause))
        left = fading ** (away - 1) * (_ANCHOR if word.anchor else _CLAUSE) ** clauses
        if word.anchor and i < _OPENING:
            left = max(left, _OPENED)
        found.append(Near(word.stem, word.weight * left, -1 if i < at else 1))
    for i in range(min(_OPENING, max(0, at - _REACH))):
        if words[i].anchor:
            found.append(Near(words[i].stem, words[i].weight * _OPENED, -1))
    return tuple(found)


def likeness(one: Sequence[Near], other: Sequence[Near], *, without: Collection[str] = ()) -> float:
    """Return how much of what stands around one word stands around the other."""
    total = 0.0
    for near in one:
        if near.stem in without:
            continue
        best = max((there.counts for there in other if alike(near.stem, there.stem)), default=0.0)
        total += min(near.counts, best) ** 0.5 * max(near.counts, best) ** 0.5 if best else 0.0
    return total
