"""The direction rule: a sentence that turns round what its lines say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.drafting.checks.wording import (
    Axis,
    Word,
    alike,
    directions,
    places,
    read,
)

_AROUND = 5  # words on either side that tell what a word is about
_NEAR = 4  # words on either side of a figure that tell what it counts


def broken_by(text: str, cited: Sequence[str]) -> str | None:
    """Return what the sentence turns round, in words; None where nothing was found."""
    said = read(text)
    lines = [read(line) for line in cited]
    if any(_flat(text) in _flat(line) for line in cited):
        return None
    for axis in directions().axes:
        turned = _turned(said, lines, axis)
        if turned is not None:
            return f"it says {turned!r}, and the cited lines say the opposite"
    return (
        _negation(said, lines)
        or _quantity(said, lines)
        or _order(said, lines)
        or _passage(said, lines)
        or _exchanged(said, lines)
    )


def _flat(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


def _about(words: Sequence[Word], at: int, *, reach: int = _AROUND) -> set[str]:
    near = (*words[max(0, at - reach) : at], *words[at + 1 : at + 1 + reach])
    return {w.stem for w in near if not w.filler}


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    held = tuple(other)
    return sum(any(alike(a, b) for b in held) for a in one)


def _turned(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]], axis: Axis) -> str | None:
    """Return the word of a side that the lines have only the other side of, for the same thing."""
    for mine, theirs in ((axis.a, axis.b), (axis.b, axis.a)):
        for at in places(said, mine):
            word = said[at]
            same, opposite = -1, -1
            about = _about(said, at)
            for line in lines:
                for side, is_same in ((mine, True), (theirs, False)):
                    for there in places(line, side):
                        # A negated opposite says the same ("did not pass" for "failed").
                        agrees = is_same == (line[there].negated == word.negated)
                        near = _shared(about, _about(line, there))
                        if agrees:
                            same = max(same, near)
                        else:
                            opposite = max(opposite, near)
            if opposite > same and (same < 0 or opposite > 0):
                return word.text
    return None


def _negation(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]]) -> str | None:
    """Return a word that is negated on one side only, judged by the line nearest to the sentence."""
    whole = {w.stem for w in said if not w.filler}
    if not whole or not lines:
        return None
    nearest = max(lines, key=lambda line: _shared(whole, {w.stem for w in line}))
    for word in said:
        if word.filler or word.anchor or len(word.stem) < 3:
            continue
        held = [w for line in lines for w in line if w.stem == word.stem]
        if not held or any(w.negated == word.negated for w in held):
            continue
        if any(w.stem == word.stem for w in nearest):
            turned = "denies" if word.negated else "affirms"
            return f"it {turned} {word.text!r}, unlike the cited lines"
    return None


def _quantity(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]]) -> str | None:
    held = directions().quantifiers
    for kind, runs in held.items():
        for at in places(said, runs):
            if not any(places(line, runs) for line in lines):
                return f"it says {said[at].text!r}, and no cited line says as much ({kind})"
    return None


def _order(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]]) -> str | None:
    """Return that two steps stand in the other order, by the lines' own order or connective."""
    known = directions()
    for runs, first_is_left in ((known.before, True), (known.after, False)):
        for at in places(said, runs):
            left = {w.stem for w in said[:at] if not w.filler}
            right = {w.stem for w in said[at + 1 :] if not w.filler}
            if at == 0:  # "After the rollback, answers were right again."
                left, right = _halves(said)
            if not left or not right:
                continue
            found = _two_lines(left, right, lines, first_is_left=first_is_left)
            if found:
                return f"it says {said[at].text!r} of steps that the lines tell in the other order"
            one = _one_line(left, right, lines, first_is_left=first_is_left)
            if one:
                return f"it says {said[at].text!r}, and the cited line says it the other way round"
    return None


def _halves(said: tuple[Word, ...]) -> tuple[set[str], set[str]]:
    """Return main clause and subordinate clause of a sentence that opens with a connective."""
    middle = max(2, len(said) // 2)
    first, second = said[1:middle], said[middle:]
    return {w.stem for w in second if not w.filler}, {w.stem for w in first if not w.filler}


def _two_lines(
    left: set[str],
    right: set[str],
    lines: Sequence[tuple[Word, ...]],
    *,
    first_is_left: bool,
) -> bool:
    if len(lines) < 2:
        return False
    scores = [
        (_shared(left, {w.stem for w in line}), _shared(right, {w.stem for w in line}))
        for line in lines
    ]
    a = max(range(len(lines)), key=lambda i: (scores[i][0] - scores[i][1], scores[i][0]))
    b = max(range(len(lines)), key=lambda i: (scores[i][1] - scores[i][0], scores[i][1]))
    if a == b or scores[a][0] < 2 or scores[b][1] < 2:
        return False
    return (a < b) != first_is_left


def _one_line(
    left: set[str],
    right: set[str],
    lines: Sequence[tuple[Word, ...]],
    *,
    first_is_left: bool,
) -> bool:
    known = directions()
    for line in lines:
        for runs, line_first_is_left in ((known.before, True), (known.after, False)):
            for at in places(line, runs):
                mine = {w.stem for w in line[:at] if not w.filler}
                theirs = {w.stem for w in line[at + 1 :] if not w.filler}
                straight = _shared(left, mine) + _shared(right, theirs)
                crossed = _shared(left, theirs) + _shared(right, mine)
                if straight == crossed or max(straight, crossed) < 2:
                    continue
                if (straight > crossed) != (line_first_is_left == first_is_left):
                    return True
    return False


def _passage(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]]) -> str | None:
    """Return that "from X to Y" goes the other way in the lines."""
    texts = [w.text for w in said]
    for at in (i for i, text in enumerate(texts) if text == "from"):
        ends = [i for i in range(at + 2, min(at + 8, len(texts))) if texts[i] in {"to", "into"}]
        if not ends:
            continue
        start = [w for w in said[at + 1 : ends[0]] if not w.filler]
        goal = [w for w in said[ends[0] + 1 : ends[0] + 4] if not w.filler]
        if not start or not goal or start[0].stem == goal[0].stem:
            continue
        ways = [_way(line, start[0].stem, goal[0].stem) for line in lines]
        told = [way for way in ways if way]
        if told and all(way < 0 for way in told):
            return (
                f"it goes from {start[0].text!r} to {goal[0].text!r}, and the lines the other way"
            )
        where = [(_first(lines, start[0].stem), _first(lines, goal[0].stem))]
        if not told and all(None not in pair for pair in where):
            (a, b) = where[0]
            if a is not None and b is not None and a > b:
                return (
                    f"it goes from {start[0].text!r} to {goal[0].text!r}, and the lines the "
                    "other way"
                )
    return None


def _first(lines: Sequence[tuple[Word, ...]], wanted: str) -> int | None:
    return next((i for i, line in enumerate(lines) if any(w.stem == wanted for w in line)), None)


def _way(line: tuple[Word, ...], start: str, goal: str) -> int:
    """Return 1 where `start` stands before `goal` in the line, -1 the other way, 0 without both."""
    at = [i for i, w in enumerate(line) if w.stem == start]
    to = [i for i, w in enumerate(line) if w.stem == goal]
    if not at or not to:
        return 0
    after_from = [i for i in at if i and line[i - 1].text == "from"]
    if after_from:
        return 1
    if any(i and line[i - 1].text == "from" for i in to):
        return -1
    return 1 if min(at) < max(to) and min(at) < min(to) else -1


def _exchanged(said: tuple[Word, ...], lines: Sequence[tuple[Word, ...]]) -> str | None:
    """Return two figures or names that have changed places between sentence and lines."""
    anchors = [i for i, w in enumerate(said) if w.anchor]
    for i, j in combinations(anchors, 2):
        a, b = said[i], said[j]
        if a.text == b.text:
            continue
        mine, yours = _about(said, i, reach=_NEAR), _about(said, j, reach=_NEAR)
        mine, yours = mine - {b.stem}, yours - {a.stem}
        there_a, there_b = _around(lines, a.text), _around(lines, b.text)
        if not there_a or not there_b:
            continue
        straight = _best(mine, there_a) + _best(yours, there_b)
        crossed = _best(mine, there_b) + _best(yours, there_a)
        if crossed > straight + 1:
            return f"its {a.text!r} and {b.text!r} have changed places"
    return None


def _around(lines: Sequence[tuple[Word, ...]], wanted: str) -> list[set[str]]:
    return [
        _about(line, at, reach=_NEAR)
        for line in lines
        for at, word in enumerate(line)
        if word.text == wanted
    ]


def _best(mine: set[str], there: Sequence[set[str]]) -> int:
    return max((_shared(mine, one) for one in there), default=0)
