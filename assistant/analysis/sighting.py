"""Sighting: which of all searches may find something in a text, by the words that stand in it.

A line is asked for hundreds of searches, of which a few find anything: its words are looked up once
for all of them, and each search then costs a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock

STEM = 3  # letters by which words with an open ending are looked up
EVERYWHERE = 1  # the mark of a search that is tried in every text
_KEPT = 1 << 15  # texts whose marks are remembered, as every room asks about the same ones
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


class Sighting:
    """Knows the words that each search needs; a search is known by its mark, one bit of a number.

    What is remembered of texts goes whenever a search is entered. It is a new dictionary each time,
    so that a thread that was reading a text meanwhile keeps its answer in the old one.
    """

    def __init__(self) -> None:
        self._entering = Lock()
        self._entered = 1
        self._everywhere = EVERYWHERE
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._texts: dict[str, tuple[str, int]] = {}

    def enter(self, *, words: Iterable[str], stems: Iterable[str], everywhere: bool) -> int:
        """Return the mark of a search that may find something where one of these stands."""
        with self._entering:
            mark = 1 << self._entered
            self._entered += 1
            for word in words:
                self._words[word] = self._words.get(word, 0) | mark
            for stem in stems:
                self._stems[stem] = self._stems.get(stem, 0) | mark
            if everywhere:
                self._everywhere |= mark
            self._known, self._texts = {}, {}
            return mark

    def of(self, text: str) -> tuple[str, int]:
        """Return a text in lower case, and the marks of the searches that may find something."""
        texts = self._texts
        found = texts.get(text)
        if found is None:
            low = lowered(text)
            if len(texts) >= _KEPT:
                texts.clear()
            found = texts[text] = low, self._marks(low)
        return found

    def _marks(self, low: str) -> int:
        known = self._known
        marks = self._everywhere
        for word in _WORD.findall(low):
            mark = known.get(word)
            if mark is None:
                if len(known) >= _WORDS_KEPT:
                    known.clear()
                mark = self._words.get(word, 0) | self._stems.get(word[:STEM], 0)
                known[word] = mark
            marks |= mark
        return marks


SIGHTING = Sighting()
