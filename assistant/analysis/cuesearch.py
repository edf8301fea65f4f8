"""Cue search: many phrases looked for at once, of which only those in sight are ever compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.analysis.sighting import EVERYWHERE, SIGHTING, STEM, lowered

# Cues are looked for in the first characters of a line only: longer ones are dumps, not sentences.
REACH = 6000
_KEPT = 1 << 13
_GAP = r"(?:\s+\S{1,40}){0,4}?\s+"
_WORD = re.compile(r"\w+")
_Span = tuple[int, int]


@lru_cache(maxsize=_KEPT)
def _stems(low: str) -> frozenset[str]:
    """Return the first letters of the words of a text."""
    return frozenset([word[:STEM] for word in _WORD.findall(low)])


@lru_cache(maxsize=_KEPT)
def _grouped(stem: str, expressions: tuple[str, ...]) -> re.Pattern[str]:
    """Return one search for expressions that all begin with the stem, as the start of a word.

    What is to stand ahead of the stem is asked behind it: a pattern that opens with plain letters
    is found far quicker.
    """
    rest = "|".join(one[len(stem) :] for one in expressions)
    return re.compile(rf"{stem}(?<!\w{stem})(?:{rest})")


@lru_cache(maxsize=_KEPT)
def _joined(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(expressions))


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases searched as whole words; "word*" allows endings, "a ... b" four words between.

    `groups` are the expressions by the first letters of their first word, longest phrase first;
    `loose` those that begin with no word. A group is compiled when a text first holds its letters.
    `mark` tells in which texts any of them may stand.
    """

    groups: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]
    mark: int

    def _patterns(self, stems: Iterable[str]) -> list[re.Pattern[str]]:
        found = [_grouped(stem, self.groups[stem]) for stem in sorted(stems)]
        return [*found, _joined(self.loose)] if self.loose else found

    def _in_sight(self, low: str) -> list[re.Pattern[str]]:
        return self._patterns(self.groups.keys() & _stems(low))

    def span(self, text: str) -> _Span | None:
        """Return where the first phrase stands in the text, or None."""
        low, marks = SIGHTING.of(text[:REACH])
        if not marks & self.mark:
            return None
        best: _Span | None = None
        for pattern in self._in_sight(low):
            hit = pattern.search(low)
            if hit is not None and (best is None or hit.start() < best[0]):
                best = hit.span()
        return best

    def found(self, text: str) -> str | None:
        """Return the first phrase found in the text as it stands there, or None."""
        hit = self.span(text)
        return text[hit[0] : hit[1]] if hit else None

    def spans(self, text: str) -> tuple[_Span, ...]:
        """Return where the phrases stand in the text, in order, none over another."""
        low, marks = SIGHTING.of(text[:REACH])
        if not marks & self.mark:
            return ()
        patterns = self._in_sight(low)
        if len(patterns) == 1:
            return tuple([m.span() for m in patterns[0].finditer(low)])
        return _apart(patterns, low)

    def whole(self, text: str) -> bool:
        """Return whether the text is one of the phrases and nothing else."""
        low = lowered(text.strip())
        first = _WORD.match(low)
        stem = first[0][:STEM] if first else ""
        patterns = self._patterns([stem] if stem in self.groups else [])
        return any(pattern.fullmatch(low) for pattern in patterns)


def _apart(patterns: list[re.Pattern[str]], low: str) -> tuple[_Span, ...]:
    """Return the hits in order, none over another; the first pattern's where two begin together."""
    ahead: dict[int, _Span] = {}
    for rank, pattern in enumerate(patterns):
        if (hit := pattern.search(low)) is not None:
            ahead[rank] = hit.span()
    found: list[_Span] = []
    while ahead:
        start, _, end = min((span[0], rank, span[1]) for rank, span in ahead.items())
        found.append((start, end))
        at = max(end, start + 1)
        for rank in [rank for rank, span in ahead.items() if span[0] < at]:
            more = patterns[rank].search(low, at)
            if more is None:
                del ahead[rank]
            else:
                ahead[rank] = more.span()
    return tuple(found)


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


def _group(phrase: str) -> str | None:
    """Return the letters by which a phrase is looked up, None where no word or a stub opens it."""
    first = _WORD.match(phrase)
    if first is None:
        return None
    word = first[0]
    if phrase[first.end() : first.end() + 1] == "*" and len(word) < STEM:
        return None
    return word[:STEM]


def whole_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase of small letters that have no open ending."""
    closed = [part for part in phrase.split() if "*" not in part]
    return tuple(word for part in closed for word in _WORD.findall(part))


def cues(listed: Iterable[str]) -> Cues:
    """Return the phrases as one search without regard to case, longest phrase first."""
    ordered = sorted({phrase.lower() for phrase in listed}, key=lambda p: (-len(p), p))
    return _search(ordered, mark=_entered(ordered))


@lru_cache(maxsize=_KEPT)
def unmarked(phrase: str) -> Cues:
    """Return the search for one phrase, for texts of which it is known that it may stand there."""
    return _search([phrase.lower()], mark=EVERYWHERE)


def _entered(ordered: Iterable[str]) -> int:
    """Return the mark of a search for phrases of small letters."""
    words: set[str] = set()
    stems: set[str] = set()
    everywhere = False
    for phrase in ordered:
        stem = _group(phrase)
        if needed := whole_words(phrase):
            words.add(max(needed, key=len))
        elif stem is not None:
            stems.add(stem)
        else:
            everywhere = True
    return SIGHTING.enter(words=words, stems=stems, everywhere=everywhere)


def _search(ordered: Iterable[str], *, mark: int) -> Cues:
    groups: dict[str, list[str]] = {}
    loose: list[str] = []
    for phrase in ordered:
        stem = _group(phrase)
        if stem is not None:
            groups.setdefault(stem, []).append(_expression(phrase))
        else:
            bound = r"(?<!\w)" if phrase[0].isalnum() else ""
            loose.append(bound + _expression(phrase))
    return Cues({stem: tuple(found) for stem, found in groups.items()}, tuple(loose), mark)
