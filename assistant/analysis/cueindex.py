"""Finds which entries of a large vocabulary may stand in a text by the words that stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.analysis.cuesearch import alone, whole_words
from assistant.analysis.sighting import STEM
from assistant.analysis.vocabulary import REACH, Cues, keys, listed

_KEPT = 1 << 10  # texts whose words are remembered, as a line is looked up in several indexes
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=_KEPT)
def _said(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class _Held:
    """One phrase of an entry, with its whole words; without any, a word begins with `opening`."""

    entry: str
    text: str
    needs: frozenset[str]
    opening: str


@dataclass(frozen=True, slots=True)
class CueIndex:
    """The phrases of all entries by one of their words, or by the letters that one begins with.

    A search for thousands of phrases at once costs more, to make and to run, than trying the few
    whose words all stand in the text.
    """

    by_word: Mapping[str, tuple[_Held, ...]]
    by_stem: Mapping[str, tuple[_Held, ...]]

    def near(self, text: str) -> dict[str, tuple[Cues, ...]]:
        """Return for each entry that may stand in the text the phrases to search for."""
        said = _said(text[:REACH])
        found: dict[str, dict[str, None]] = {}
        by_word, by_stem = self.by_word, self.by_stem
        for word in sorted([w for w in said if w in by_word or w[:STEM] in by_stem]):
            for held in by_word.get(word, ()):
                if held.needs <= said:
                    found.setdefault(held.entry, {})[held.text] = None
            for held in by_stem.get(word[:STEM], ()):
                if word.startswith(held.opening):
                    found.setdefault(held.entry, {})[held.text] = None
        return {
            entry: tuple([alone(phrase) for phrase in phrases]) for entry, phrases in found.items()
        }

    def standing(self, text: str) -> frozenset[str]:
        """Return the entries of which a phrase stands in the text, denied or not."""
        return frozenset(
            entry
            for entry, phrases in self.near(text).items()
            if any(phrase.span(text) for phrase in phrases)
        )


@cache
def index(name: str, kind: str, *within: str) -> CueIndex:
    """Return the phrases of a kind in all tables of a vocabulary, to be looked up by word."""
    words: dict[str, list[_Held]] = defaultdict(list)
    stems: dict[str, list[_Held]] = defaultdict(list)
    for entry in keys(name, *within):
        for text in listed(name, *within, entry, kind):
            low = text.lower()
            held = _Held(entry, low, whole_words(low), _WORD.findall(low)[0])
            if held.needs:
                words[max(sorted(held.needs), key=len)].append(held)
            else:
                stems[held.opening[:STEM]].append(held)
    return CueIndex(_frozen(words), _frozen(stems))


def _frozen(found: Mapping[str, Iterable[_Held]]) -> Mapping[str, tuple[_Held, ...]]:
    return {key: tuple(phrases) for key, phrases in found.items()}
