"""Tells whether a word is a common English one, whatever its ending."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.intake.tables import load


@cache
def _known() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    data = load("ordinary_words.toml")
    endings = (rule.partition(">") for rule in data.words("endings"))
    return frozenset(data.words("words")), tuple((end, plain) for end, _, plain in endings)


@lru_cache(maxsize=8192)
def is_word(token: str) -> bool:
    """Return whether a word in small letters is an ordinary one, or a form of one."""
    words, _ = _known()
    return token in words or any(plain in words for plain in _plain(token))


def _plain(token: str) -> Iterator[str]:
    for ending, plain in _known()[1]:
        if not token.endswith(ending):
            continue
        stem = token[: len(token) - len(ending)]
        if len(stem + plain) > 2:
            yield stem + plain
        if not plain and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]
