"""Finds which entries of a large vocabulary may stand in a text by the words that stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.analysis.vocabulary import REACH, Cues, cues, keys, listed

_WORD = re.compile(r"\w+")
_STEM = 3  # letters by which a phrase of open words ("alert*") is looked up


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of an entry; `needs` are its words that must stand in a text as they are."""

    entry: str
    text: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueIndex:
    """The phrases of all entries by one of their words.

    A search for thousands of phrases at once costs more, to make and to run, than trying the few
    whose words all stand in the text.
    """

    by_word: Mapping[str, tuple[_Phrase, ...]]
    by_stem: Mapping[str, tuple[_Phrase, ...]]

    def near(self, text: str) -> dict[str, tuple[Cues, ...]]:
        """Return for each entry that may stand in the text the phrases to search for."""
        said = set(_WORD.findall(text[:REACH].lower()))
        found: dict[str, list[str]] = {}
        for word in sorted(said):
            tried = (*self.by_word.get(word, ()), *self.by_stem.get(word[:_STEM], ()))
            for phrase in tried:
                if phrase.needs <= said:
                    found.setdefault(phrase.entry, []).append(phrase.text)
        return {
            entry: tuple(_one(text) for text in dict.fromkeys(phrases))
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
def _one(phrase: str) -> Cues:
    return cues((phrase,))


@cache
def index(name: str, kind: str, *within: str) -> CueIndex:
    """Return the phrases of a kind in all tables of a vocabulary, to be looked up by word."""
    words: dict[str, list[_Phrase]] = defaultdict(list)
    stems: dict[str, list[_Phrase]] = defaultdict(list)
    for entry in keys(name, *within):
        for text in listed(name, *within, entry, kind):
            phrase = _Phrase(entry, text, frozenset(_literal(text)))
            if phrase.needs:
                words[max(sorted(phrase.needs), key=len)].append(phrase)
            else:
                stem = _WORD.findall(text.lower())[0]
                stems[stem[:_STEM]].append(phrase)
    return CueIndex(_frozen(words), _frozen(stems))


def _frozen(found: Mapping[str, Iterable[_Phrase]]) -> Mapping[str, tuple[_Phrase, ...]]:
    return {key: tuple(phrases) for key, phrases in found.items()}


def _literal(phrase: str) -> list[str]:
    """Return the words of a phrase that have no open ending."""
    closed = [part for part in phrase.lower().split() if "*" not in part]
    return [word for part in closed for word in _WORD.findall(part)]
