"""The words of a text as the lexical index keeps them: stems, parts of names, codes whole."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[._\-/:#$@][^\W_]+)*")
_JOINTS = re.compile(r"[._\-/:#$@]")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_LONGEST = 64
_SHORTEST = 3  # what is shorter has no ending to take off
_STEMMER = snowballstemmer.stemmer("porter")
_TURN = Lock()  # the stemmer keeps the word that it works on


def terms(text: str) -> list[str]:
    """Return the terms of a text in order: `ERR-4410x` gives itself joined and its parts.

    A name in camel case gives its parts too; a run of ideographs gives its pairs, as nothing
    stands between its words. English stems (Porter 1980); other languages keep their words.
    """
    return list(chain.from_iterable(map(_of_line, text.split("\n"))))


@lru_cache(maxsize=16_384)  # above twice the lines of a transaction, lest none be found again
def _of_line(line: str) -> tuple[str, ...]:
    """Return the terms of a line; the same lines are asked for more than once in an import."""
    return tuple(chain.from_iterable(map(_of_word, _WORD.findall(line))))


@lru_cache(maxsize=262_144)
def _of_word(word: str) -> tuple[str, ...]:
    if _IDEOGRAPHS.search(word):
        runs = _IDEOGRAPHS.findall(word)
        pairs = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
        return tuple(pair[:_LONGEST] for pair in pairs)
    parts = [part for part in _JOINTS.split(word) if part]
    found: list[str] = []
    if len(parts) > 1:
        found.append("".join(parts).lower()[:_LONGEST])
    for part in parts:
        found.append(_stem(part.lower()[:_LONGEST]))
        pieces = _CAMEL.findall(part) if part.isascii() else []
        if len(pieces) > 1:
            found += [_stem(piece.lower()[:_LONGEST]) for piece in pieces]
    return tuple(found)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    with _TURN:
        return str(_STEMMER.stemWord(word))
