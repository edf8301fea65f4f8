"""Sighting: which of all searches may find something in a text, by the words that stand in it.

A line is asked for hundreds of searches, of which a few find anything: its words are looked up once
for all of them, and each search then costs a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock
from typing import NamedTuple

STEM = 3  # letters by which words with an open ending are looked up
EVERYWHERE = 1  # the mark of a search that is tried in every text
_KEPT = 1 << 17  # texts whose marks are remembered, as every room asks about the same ones
_WORDS_KEPT = 1 << 16
_WORD = re.compile(r"\w+")


def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place."""
    low = text.lower()
    if low == text:
        return text
    if len(low) == len(text):
        return low
    return "".join(one if len(one := c.lower()) == 1 else c for c in text)


def stem_of(word: str) -> str:
    """Return the key of all words that begin as this one does."""
    return word[:STEM] + "*"


class Sight(NamedTuple):
    """What is in sight in a text.

    `low` is the text in lower case, `marks` are the searches that may find something in it, `keys`
    those by which a phrase of any of them is looked up.
    """

    low: str
    marks: int
    keys: tuple[str, ...]


class _Known(NamedTuple):
    """What one word brings in sight: searches by their first keys and by their second ones."""

    firsts: int
    seconds: int
    keys: tuple[str, ...]


_NOTHING = _Known(0, 0, ())


class Sighting:
    """Knows the words that each search needs; a search is known by its mark, one bit of a number.

    What is remembered of texts goes whenever a search is entered. It is a new dictionary each time,
    so that a thread that was reading a text meanwhile keeps its answer in the old one.
    """

    def __init__(self) -> None:
        self._entering = Lock()
        self._entered = 1
        self._everywhere = EVERYWHERE
        self._needed: dict[str, tuple[int, int]] = {}
        self._known: dict[str, _Known] = {}
        self._texts: dict[str, Sight] = {}

    def enter(self, needed: Iterable[tuple[str, ...]], *, everywhere: bool) -> int:
        """Return the mark of a search that may find something where the one or two keys stand.

        A key is a word, or the `stem_of` one. A search marked `everywhere` is tried in every text.
        """
        with self._entering:
            mark = 1 << self._entered
            self._entered += 1
            for keys in needed:
                firsts, seconds = self._needed.get(keys[0], (0, 0))
                self._needed[keys[0]] = firsts | mark, seconds
                firsts, seconds = self._needed.get(keys[-1], (0, 0))
                self._needed[keys[-1]] = firsts, seconds | mark
            if everywhere:
                self._everywhere |= mark
            self._known, self._texts = {}, {}
            return mark

    def of(self, text: str) -> Sight:
        """Return what is in sight in a text."""
        texts = self._texts
        found = texts.get(text)
        if found is None:
            if len(texts) >= _KEPT:
                texts.clear()
            found = texts[text] = self._read(lowered(text))
        return found

    def _read(self, low: str) -> Sight:
        known = self._known
        firsts = seconds = self._everywhere
        keys: list[str] = []
        for word in set(_WORD.findall(low)):
            brings = known.get(word)
            if brings is None:
                brings = self._look_up(word, known)
            if brings[2]:
                firsts |= brings[0]
                keys += brings[2]
            seconds |= brings[1]
        return Sight(low, firsts & seconds, tuple(keys))

    def _look_up(self, word: str, known: dict[str, _Known]) -> _Known:
        if len(known) >= _WORDS_KEPT:
            known.clear()
        keys = [key for key in (word, stem_of(word)) if key in self._needed]
        firsts = seconds = 0
        for key in keys:
            firsts |= self._needed[key][0]
            seconds |= self._needed[key][1]
        found = _Known(firsts, seconds, tuple(keys)) if keys else _NOTHING
        known[word] = found
        return found


SIGHTING = Sighting()
