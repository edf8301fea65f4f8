"""Tells words that may be names from words that are something else, where a person stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.redaction.naming import is_only_given, vocabulary
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.tables import load

_VOWELS = frozenset("aeiouyäöüåæøœ")


@dataclass(frozen=True, slots=True)
class _Others:
    words: frozenset[str]
    cities: frozenset[str]
    ends: tuple[str, ...]
    accounts: frozenset[str]


@cache
def _others() -> _Others:
    words = vocabulary()
    data = load("people_standing.toml").table("others")
    machines = load("people_passing.toml").table("machines")
    places = load("clock_places.toml")
    cities = {
        part.casefold()
        for zone in places.table("database").words("zones")
        for part in (zone.rpartition("/")[2], *zone.rpartition("/")[2].split("_"))
    }
    return _Others(
        frozenset(
            (
                *data.words("words"),
                *machines.words("known"),
                *machines.words("parts"),
                *cities,
                *words.stop,
                *words.roles,
                *words.customers,
                *words.shared,
            )
        ),
        frozenset(cities),
        data.words("ends"),
        frozenset(data.words("accounts")),
    )


@lru_cache(maxsize=16384)
def could_be(word: str) -> bool:
    """Return whether a word, in small letters, is nothing else that is known: it may be a name."""
    others = _others()
    if len(word) < (3 if word.isascii() else 2) or word in others.words or word in others.accounts:
        return False
    if is_only_given(word):
        return True
    words = vocabulary()
    if word in words.ambiguous and word not in words.everyday:
        return False
    parts = word.replace("’", "'").replace("-", "'").split("'")
    if len(parts) > 1 and len(parts[0]) > 2:
        return all(could_be(part) or len(part) < 3 for part in parts)
    if is_word(word) or word.removesuffix("s").endswith(others.ends):
        return False
    return not word.isascii() or not _VOWELS.isdisjoint(word)


def is_city(word: str) -> bool:
    """Return whether a word in small letters is a city that clocks are named after."""
    return word in _others().cities


def is_account(word: str) -> bool:
    """Return whether a word in small letters is an account of nobody in particular."""
    return word in _others().accounts
