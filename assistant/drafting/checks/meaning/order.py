"""The rule on order: steps that a sentence tells in another order than its lines do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.contexts import around, likeness
from assistant.drafting.checks.meaning.moment import earlier
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

_LEAST = 1.0  # what a half has to share with its line at the least
_WHOLE = 0.85  # of the two halves, what a line has to share that tells both
_LEAST_OF_LINE = 1.6  # likeness below which two connectives are not about one thing
_POINTING = (("that",), ("this",), ("which",))

Text = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A connective of `size` words; `first` is whether what stands before it came first."""

    at: int
    size: int
    first: bool


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the connective that turns the order round, in words; None where none does."""
    for link in links(said):
        told = " ".join(word.text for word in said[link.at : link.at + max(1, link.size)])
        if _crossed(said, link, lines):
            return f"it says {told!r}, and the cited line says it the other way round"
        if _swapped(said, link, lines):
            return f"it says {told!r} of steps that the cited lines tell in the other order"
    return None


def links(words: Text) -> list[Link]:
    """Return the connectives of a text that say what came first."""
    known = vocabulary.vocabulary()
    raw = tuple(word.text for word in words)
    found: dict[int, Link] = {}
    for runs, first in ((known.before, True), (known.after, False)):
        for run in runs:
            for at in range(len(raw)):
                longest = at not in found or found[at].size < len(run)  # "followed by", "followed"
                points = raw[at + len(run) : at + len(run) + 1]  # "before that, ..."
                if raw[at : at + len(run)] == run and longest and points not in _POINTING:
                    found[at] = Link(at, len(run), first)
    found |= {link.at: link for link in _later(words) if link.at not in found}
    return [found[at] for at in sorted(found)]


def _later(words: Text) -> list[Link]:
    """Return the clauses that a word like "then" sets behind what is told ahead of them."""
    known = vocabulary.vocabulary().then
    found = []
    for at, word in enumerate(words):
        start = next((i for i in range(at + 1) if words[i].clause == word.clause), at)
        if word.text in known and start:
            found.append(Link(start, 0, first=True))
    return found


def _crossed(said: Text, link: Link, lines: Sequence[Text]) -> bool:
    """Return whether a line has the other connective between the same two things."""
    near = around(said, link.at, link.size)
    same = opposite = 0.0
    for line in lines:
        for other in links(line):
            there = around(line, other.at, other.size)
            straight, across = (
                sum(
                    likeness(
                        [n for n in near if n.side == s], [n for n in there if n.side == s * way]
                    )
                    for s in (-1, 1)
                )
                for way in (1, -1)
            )
            turned = other.first != link.first
            same = max(same, across if turned else straight)
            opposite = max(opposite, straight if turned else across)
    return opposite >= _LEAST_OF_LINE and opposite > 1.15 * same + 0.25


def _swapped(said: Text, link: Link, lines: Sequence[Text]) -> bool:
    """Return whether the two halves are told by two lines in the other order."""
    left, right = _halves(said, link)
    if len(lines) < 2 or not all(any(w.tells for w in half) for half in (left, right)):
        return False
    scores = [(_shared(left, line), _shared(right, line)) for line in lines]
    pairs = [(a, b) for a in range(len(lines)) for b in range(len(lines)) if a != b]
    alone = {
        (a, b): (_alone(left, lines[a], lines[b]), _alone(right, lines[b], lines[a]))
        for a, b in pairs
    }
    a, b = max(pairs, key=lambda pair: (sum(alone[pair]), min(alone[pair])))
    beside = left[-1:] if link.at > 1 else right[-1:]
    if min(alone[a, b]) < _LEAST or _alone(beside, lines[b], lines[a]):
        return False  # what stands right before the connective is told with what follows it
    if max(sum(score) for score in scores) >= _WHOLE * (scores[a][0] + scores[b][1]):
        return False  # one line tells both
    return earlier(lines, a, b) != link.first


def _halves(said: Text, link: Link) -> tuple[list[Word], list[Word]]:
    """Return what is told before and after a connective; one that opens has its own half first."""
    end = link.at + link.size
    clause = said[min(end, len(said) - 1)].clause
    if link.at > 1:
        return _telling(said[: link.at]), _telling(said[end:])
    inner = [word for word in said[end:] if word.clause == clause]
    return _telling(said[end + len(inner) :]), _telling(inner)


def _telling(words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word.weight]


def _alone(half: Sequence[Word], line: Text, other: Text) -> float:
    """Return how much of a half a line tells that another one does not."""
    return _shared([word for word in half if not _shared([word], other)], line)


def _shared(half: Sequence[Word], line: Text) -> float:
    """Return how much of a half a line tells."""
    return sum(w.weight for w in half if any(alike(w.stem, other.stem) for other in line))
