"""The rule on figures that have changed places between a sentence and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from assistant.drafting.checks.meaning.contexts import TIGHT, Near, around, likeness
from assistant.drafting.checks.meaning.parts import parts
from assistant.drafting.checks.meaning.passages import passages
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word, kind

_MORE = 1.0
_MARGIN = 0.2
_MOST = 8  # figures of a sentence that are looked at

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return two figures that have changed places, in words; None where none have.

    Each of two figures is held against the places where the lines have either: where both stand in
    the surroundings of the other rather than in their own, they have changed places.
    """
    held = {pair for line in lines for pair in parts(line)}
    for part, whole in parts(said):
        if (whole, part) in held and (part, whole) not in held:
            return f"its {part!r} and {whole!r} have changed places"
    anchors = [i for i, word in enumerate(said) if word.anchor][:_MOST]
    passing = {frozenset((p.start, p.goal)) for p in passages(said)}
    places = {i: _places(lines, said[i].stem) for i in anchors}
    for i, j in combinations(anchors, 2):
        a, b = said[i].stem, said[j].stem
        if (
            frozenset((i, j)) in passing
            or kind(a) != kind(b)
            or alike(a, b)
            or not places[i]
            or not places[j]
        ):
            continue
        mine, yours = _around(said, i), _around(said, j)
        pair = (a, b)
        straight = _best(mine, places[i], pair) + _best(yours, places[j], pair)
        crossed = _best(mine, places[j], pair) + _best(yours, places[i], pair)
        if crossed > _MORE * straight + _MARGIN:
            return f"its {said[i].text!r} and {said[j].text!r} have changed places"
    return None


def _places(lines: Sequence[Text], wanted: str) -> list[tuple[Near, ...]]:
    return [
        _around(line, at)
        for line in lines
        for at, word in enumerate(line)
        if word.anchor and alike(word.stem, wanted)
    ]


def _best(mine: Sequence[Near], there: Sequence[Sequence[Near]], pair: tuple[str, str]) -> float:
    return max((likeness(mine, one, without=pair) for one in there), default=0.0)


def _around(words: Text, at: int) -> tuple[Near, ...]:
    return around(words, at, fading=TIGHT)
