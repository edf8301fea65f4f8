"""Finds which entries of a large vocabulary may stand in a text by the words that stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.analysis.cuesearch import unmarked, whole_words
from assistant.analysis.sighting import STEM
from assistant.analysis.vocabulary import REACH, Cues, keys, listed

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of an entry; `needs` are its words that must stand in a text as they are.

    Where it has none, a word of the text has to begin as its first word does: with `opening`.
    """

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

    by_word: Mapping[str, tuple[_Phrase, ...]]
    by_stem: Mapping[str, tuple[_Phrase, ...]]

    def near(self, text: str) -> dict[str, tuple[Cues, ...]]:
        """Return for each entry that may stand in the text the phrases to search for."""
        said = set(_WORD.findall(text[:REACH].lower()))
        found: dict[str, dict[str, None]] = {}
        by_word, by_stem = self.by_word, self.by_stem
        for word in sorted([w for w in said if w in by_word or w[:STEM] in by_stem]):
            for phrase in by_word.get(word, ()):
                if phrase.needs <= said:
                    found.setdefault(phrase.entry, {})[phrase.text] = None
            for phrase in by_stem.get(word[:STEM], ()):
                if word.startswith(phrase.opening):
                    found.setdefault(phrase.entry, {})[phrase.text] = None
        return {
            entry: tuple([unmarked(phrase) for phrase in phrases])
            for entry, phrases in found.items()
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
    words: dict[str, list[_Phrase]] = defaultdict(list)
    stems: dict[str, list[_Phrase]] = defaultdict(list)
    for entry in keys(name, *within):
        for text in listed(name, *within, entry, kind):
            low = text.lower()
            phrase = _Phrase(entry, text, frozenset(whole_words(low)), _WORD.findall(low)[0])
            if phrase.needs:
                words[max(sorted(phrase.needs), key=len)].append(phrase)
            else:
                stems[phrase.opening[:STEM]].append(phrase)
    return CueIndex(_frozen(words), _frozen(stems))


def _frozen(found: Mapping[str, Iterable[_Phrase]]) -> Mapping[str, tuple[_Phrase, ...]]:
    return {key: tuple(phrases) for key, phrases in found.items()}
