"""The rule on company: two words that stand in each other's clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word, kind

_FADING = 0.85  # what a word further away counts of one nearer
_MARGIN = 0.5  # of each word, how much more like the company of the other its own has to be
_LARGE = 1.0  # the same of a word that is denied, whatever the other one's company
_MOST = 14  # words of a sentence that are looked at
_DENIAL = "not"  # stands for each word that denies

Text = tuple[Word, ...]
Company = Mapping[str, float]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return two words that have changed places, in words; None where none have.

    Where a line says that the cache was flushed and the index was not, the company of "index" is
    "not": a sentence that has "flushed" there, and "not" beside "cache", has exchanged them.
    """
    mine = [at for at, word in enumerate(said) if word.weight and not _counted(word)][:_MOST]
    places = {at: _places(lines, said[at].stem) for at in mine}
    for i, j in combinations(mine, 2):
        if said[i].clause == said[j].clause or not places[i] or not places[j]:
            continue
        pair = (said[i].stem, said[j].stem)
        if alike(*pair):
            continue
        one, other = company(said, i), company(said, j)
        first = _gain(one, places[j], places[i], pair)
        second = _gain(other, places[i], places[j], pair)
        denied = (_DENIAL in one and first > _LARGE) or (_DENIAL in other and second > _LARGE)
        if min(first, second) > _MARGIN or (denied and min(first, second) >= 0):
            return f"its {said[i].text!r} and {said[j].text!r} have changed places"
    return None


def _counted(word: Word) -> bool:
    """Return whether a word is a figure or a time: those that change places are another rule's."""
    return word.anchor and kind(word.stem) != "name"


def _gain(
    mine: Company, there: Sequence[Company], own: Sequence[Company], pair: tuple[str, str]
) -> float:
    """Return how much more like the company of another word some company is than like its own."""
    other = max(_shared(mine, one, pair) for one in there)
    return other - max(_shared(mine, one, pair) for one in own)


def _places(lines: Sequence[Text], wanted: str) -> list[Company]:
    return [
        company(line, at)
        for line in lines
        for at, word in enumerate(line)
        if word.weight and alike(word.stem, wanted)
    ]


@lru_cache(maxsize=1 << 14)
def company(words: Text, at: int) -> Company:
    """Return what stands in the clause of a word, and how much each of it counts."""
    found: dict[str, float] = {}
    for side in (reversed(words[:at]), words[at + 1 :]):
        counts = 1.0
        for word in side:
            stem = _DENIAL if word.negator and not word.anchor else word.stem
            if word.clause == words[at].clause and (word.weight or word.negator or _tells(word)):
                found[stem] = max(found.get(stem, 0.0), counts)
                counts *= _FADING
    return found


def _tells(word: Word) -> bool:
    return any(word.text in group for group in vocabulary.vocabulary().particles)


def _shared(one: Company, other: Company, pair: tuple[str, str]) -> float:
    return sum(
        min(counts, max((other[b] for b in other if alike(a, b)), default=0.0))
        for a, counts in one.items()
        if a not in pair
    )
