"""Cue search: many phrases looked for at once, of which only those in sight are ever compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.analysis.sighting import EVERYWHERE, SIGHTING, STEM, Sight, stem_of

# Cues are looked for in the first characters of a line only: longer ones are dumps, not sentences.
REACH = 6000
_KEPT = 1 << 13
_GAP = r"(?:\s+\S{1,40}){0,4}?\s+"
_WORD = re.compile(r"\w+")
_Span = tuple[int, int]
_Hit = tuple[_Span, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in small letters; of two that begin together the one of lower `rank` counts.

    `keys` are what has to stand in a text: its whole words, the longest first, and the stem of its
    first word where that may end in any way. A phrase that a stub opens, or no word, may have none.
    `beside` are letters that stand in every text with the phrase, besides those of its first key.
    """

    text: str
    rank: int
    keys: tuple[str, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases searched as whole words; "word*" allows endings, "a ... b" four words between.

    They are looked up by their first key, or tried anyway (`loose`); one is compiled when it first
    may stand in a text. `mark` tells in which texts any of them may.
    """

    by_key: Mapping[str, tuple[Phrase, ...]]
    loose: tuple[Phrase, ...]
    mark: int

    def _hits(self, sight: Sight) -> list[_Hit]:
        """Return the first hit of each phrase that stands in a text, by the rank of the phrase."""
        low, by_key = sight.low, self.by_key
        likely = [
            phrase
            for key in sight.keys
            if key in by_key
            for phrase in by_key[key]
            if phrase.beside in low
        ]
        likely += self.loose
        if len(likely) > 1:
            likely.sort(key=_rank)
        hits = []
        for phrase in likely:
            pattern = _compiled(phrase.text)
            hit = pattern.search(low)
            if hit is not None:
                hits.append((hit.span(), pattern))
        return hits

    def span(self, text: str) -> _Span | None:
        """Return where the first phrase stands in the text, or None."""
        sight = SIGHTING.of(text[:REACH])
        if not sight.marks & self.mark:
            return None
        hits = self._hits(sight)
        return min(hits, key=_start)[0] if hits else None

    def found(self, text: str) -> str | None:
        """Return the first phrase found in the text as it stands there, or None."""
        hit = self.span(text)
        return text[hit[0] : hit[1]] if hit else None

    def spans(self, text: str) -> tuple[_Span, ...]:
        """Return where the phrases stand in the text, in order, none over another."""
        sight = SIGHTING.of(text[:REACH])
        if not sight.marks & self.mark:
            return ()
        ahead = self._hits(sight)
        if len(ahead) == 1:
            return tuple([hit.span() for hit in ahead[0][1].finditer(sight.low)])
        found: list[_Span] = []
        while ahead:
            first = min(ahead, key=_start)[0]
            found.append(first)
            ahead = _from(max(first[1], first[0] + 1), ahead, sight.low)
        return tuple(found)

    def whole(self, text: str) -> bool:
        """Return whether the text is one of the phrases and nothing else."""
        sight = SIGHTING.of(text.strip())
        if not sight.marks & self.mark:
            return False
        return any(pattern.fullmatch(sight.low) for _, pattern in self._hits(sight))


def standing(text: str, searches: Mapping[str, Cues]) -> dict[str, tuple[_Span, ...]]:
    """Return where the phrases stand of each search that finds any, by its name."""
    marks = SIGHTING.of(text[:REACH]).marks
    near = [(name, search) for name, search in searches.items() if marks & search.mark]
    return {name: spans for name, search in near if (spans := search.spans(text))}


def _rank(phrase: Phrase) -> int:
    return phrase.rank


def _start(hit: _Hit) -> int:
    return hit[0][0]


def _from(at: int, ahead: list[_Hit], low: str) -> list[_Hit]:
    """Return the next hit of each phrase from a place on."""
    found = []
    for span, pattern in ahead:
        if span[0] >= at:
            found.append((span, pattern))
        elif (hit := pattern.search(low, at)) is not None:
            found.append((hit.span(), pattern))
    return found


@lru_cache(maxsize=_KEPT)
def _compiled(phrase: str) -> re.Pattern[str]:
    """Return the search for a phrase.

    What may not stand ahead of its first word is asked behind that word: a pattern that opens with
    plain letters is found far quicker.
    """
    expression = _expression(phrase)
    first = _WORD.match(phrase)
    if first is None or not (phrase[0].isalnum() or _opening(phrase)):
        return re.compile(expression)
    word = first[0]
    return re.compile(rf"{word}(?<!\w{word}){expression[len(word) :]}")


def _expression(phrase: str) -> str:
    parts = []
    for part in phrase.split(" ... "):
        escaped = [
            re.escape(word).replace(r"\*", r"\w{0,30}").replace("'", "['’]")
            for word in part.split()
        ]
        parts.append(r"\s+".join(escaped))
    right = r"(?!\w)" if re.search(r"[\w*]$", phrase) else ""
    return _GAP.join(parts) + right


def _opening(phrase: str) -> str | None:
    """Return the word that opens a phrase, None where no word or a stub does."""
    first = _WORD.match(phrase)
    if first is None:
        return None
    stub = phrase[first.end() : first.end() + 1] == "*" and len(first[0]) < STEM
    return None if stub else first[0]


def whole_words(phrase: str) -> frozenset[str]:
    """Return the words of a phrase of small letters that have no open ending."""
    closed = (part for part in phrase.split() if "*" not in part)
    return frozenset(word for part in closed for word in _WORD.findall(part))


def _phrase(text: str, rank: int) -> Phrase:
    closed = whole_words(text)
    keys = sorted(closed, key=lambda word: (-len(word), word))
    beside = keys[1] if len(keys) > 1 else ""
    opening = _opening(text)
    if opening is not None and opening not in closed:
        keys.append(stem_of(opening))
        beside = beside or opening
    return Phrase(text, rank, tuple(keys), beside)


@lru_cache(maxsize=_KEPT)
def alone(text: str) -> Cues:
    """Return the search for one phrase, for texts of which it is known that it may stand there."""
    return Cues({}, (_phrase(text, 0),), EVERYWHERE)


def cues(listed: Iterable[str]) -> Cues:
    """Return the phrases as one search without regard to case, longest phrase first.

    Those that no word opens count behind all others.
    """
    ordered = sorted(
        {phrase.lower() for phrase in listed}, key=lambda p: (_opening(p) is None, -len(p), p)
    )
    keyed: dict[str, list[Phrase]] = {}
    loose: list[Phrase] = []
    for rank, text in enumerate(ordered):
        phrase = _phrase(text, rank)
        if phrase.keys:
            keyed.setdefault(phrase.keys[0], []).append(phrase)
        else:
            loose.append(phrase)
    needed = [phrase.keys[:2] for phrases in keyed.values() for phrase in phrases]
    mark = SIGHTING.enter(needed, everywhere=bool(loose))
    return Cues({key: tuple(found) for key, found in keyed.items()}, tuple(loose), mark)
