"""Words by their stem."""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

_PREFIX = 5  # letters that two forms of a word share at the least
_SHORT = 4  # letters that a word is cut to at the least
_TURN = Lock()  # the stemmer keeps the word that it works on


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return the stem of an English word; other words stay much as they are."""
    with _TURN:
        made: str = _stemmer().stemWord(word)
    return made


def alike(one: str, other: str) -> bool:
    """Return whether two stems are forms of one word, or one is the other cut short."""
    if one == other:
        return True
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if shorter[:1].isdigit():
        return ":" in shorter and longer.startswith(shorter)
    if _numbered(one) and _numbered(other):
        return False  # "node-1" and "node-2", "arm-a" and "arm-b"
    if len(shorter) >= _PREFIX and one[:_PREFIX] == other[:_PREFIX]:
        return True
    return len(shorter) >= _SHORT and longer.startswith(shorter)


def _numbered(name: str) -> bool:
    return name[-1:].isdigit() or name[-2:-1] == "-"


@cache
def _stemmer() -> snowballstemmer.english_stemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")
