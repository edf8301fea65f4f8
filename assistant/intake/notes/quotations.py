"""Quotations: what a mail repeats of an earlier one is read once, where it was first written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.notes.passages import Passage

_WORD = re.compile(r"\w+")


def once(texts: Sequence[Sequence[Passage]]) -> tuple[tuple[tuple[Passage, ...], ...], int]:
    """Return the texts with repeated quotations blank, and how many lines were repeated.

    A quoted line is repeated where its words, in their order, stand in an unquoted passage of any
    of the texts, or in a quotation already kept; lines may be broken elsewhere.
    """
    if not any(p.quoted for passages in texts for p in passages):
        return tuple(tuple(passages) for passages in texts), 0
    own, quoted = _Stream(), _Stream()
    for passages in texts:
        own.add([w for p in passages if not p.quoted for w in _words(p.text)])
    kept: list[tuple[Passage, ...]] = []
    repeated = 0
    for passages in texts:
        found: list[Passage] = []
        recent: list[str] = []
        for passage in passages:
            words = _words(passage.text) if passage.quoted else []
            if not passage.quoted or passage.header:
                quoted.add(recent)
                recent = []
            if not words:
                found.append(passage._replace(text="") if passage.quoted else passage)
            elif own.holds(words) or quoted.holds(words):
                repeated += 1
                found.append(passage._replace(text=""))
            else:
                recent += words
                found.append(passage)
        quoted.add(recent)
        kept.append(_headed(passages, found))
    return tuple(kept), repeated


def _headed(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages without the headers of messages of which no word is left."""
    had = {p.message for p in before if not p.header and not p.aside and p.text}
    left = {p.message for p in after if not p.header and not p.aside and p.text}
    gone = had - left - {None}
    return tuple(p._replace(text="") if p.header and p.message in gone else p for p in after)


class _Stream:
    """Words in their order, to look for runs of words in."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._text = " "
        self._runs: set[tuple[str, ...]] = set()

    def add(self, words: Sequence[str]) -> None:
        """Put the words of one more passage behind those already there."""
        if not words:
            return
        self._parts.append(" ".join(words))
        self._runs.update((word,) for word in words)
        self._runs.update(zip(words, words[1:], words[2:], words[3:], strict=False))

    def holds(self, words: Sequence[str]) -> bool:
        """Return whether the words stand there one after another."""
        if tuple(words[:4] if len(words) >= 4 else words[:1]) not in self._runs:
            return False
        if self._parts:
            self._text += " ".join(self._parts) + " "
            self._parts.clear()
        return f" {' '.join(words)} " in self._text


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
