"""Lists put in one order by reciprocal rank, and how they were asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.mechanism import Mechanism
from retrieval.passages import passages

# Cormack, Clarke and Buettcher 2009 use 60 for lists of thousands; with lists of a hundred that
# are right at the top or not at all, 10 ranks better (measured: `python -m evals retrieval`).
_CONSTANT = 10
# Beside two lists of words, as much as another counts buries what both have first (same measure).
_VECTORS = 0.6
# What came about alike counts twice; where many did, as in a library of all kinds, each tells less.
_ALIKE, _FEW = 2.0, 5
_FIRST = re.compile(r"(.{15,240}?)(?:[.!?](?=\s)|\n|$)", re.S)
_HEADLINE = 30  # words


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: words, and a headline (the best single line, if any).

    `mechanism` is how it came about as far as somebody else can tell; what the words tell joins it.
    """

    text: str
    headline: str | None = None
    mechanism: Mechanism | None = None


def query_of(text: str) -> Query:
    """Return the query of a plain text: its first line or sentence, cut short, is the headline."""
    first = _FIRST.match(text.strip())
    words = (first.group(1) if first else text).split()
    return Query(text, " ".join(words[:_HEADLINE]) or None)


def passages_of(query: Query) -> list[str]:
    """Return the passages of a query, each under its headline."""
    body = query.text
    if query.headline and body.lstrip().startswith(query.headline):
        body = body.lstrip()[len(query.headline) :]
    return [one.strip() for one in passages(query.headline or "", body)]


def fused(
    words: Sequence[Sequence[int]], vectors: Sequence[int] = (), alike: Sequence[int] = ()
) -> list[tuple[int, float]]:
    """Return (number, score) of all that the lists name, the highest first.

    The score is the sum of 1 / (10 + rank), that of the vectors' list counted 0.6 times and that of
    what came about alike up to twice, over that of standing first in every list: from 0 to 1.
    """
    used = [(one, 1.0) for one in words if one]
    if vectors:
        used.append((vectors, _VECTORS))
    if alike:
        used.append((alike, _ALIKE * min(1.0, _FEW / len(alike))))
    best = sum(weight for _, weight in used) / (_CONSTANT + 1)
    scores: dict[int, float] = {}
    for one, weight in used:
        for rank, number in enumerate(one, start=1):
            share = weight / (_CONSTANT + rank) / best
            scores[number] = scores.get(number, 0.0) + share
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
