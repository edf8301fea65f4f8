"""Sentences as the rules on meaning read them: words by stem, what is negated, what is an anchor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from assistant.errors import ResourceError

_PATH = Path(__file__).parent / "data" / "directions.toml"
_WORDS = Path(__file__).parent / "data" / "closeness.toml"
_WORD = re.compile(r"[^\W_]+(?:[.,:'’/-][^\W_]+)*%?")
_NEGATED = re.compile(r"n[’']t\b")
_REACH = 4  # words that a negation reaches over
_PREFIX = 5  # letters that two forms of a word share at the least
_READ = 4000  # characters of a line that are read


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it stands in small letters, its stem, whether it is negated, and what it is."""

    text: str
    stem: str
    negated: bool
    filler: bool
    anchor: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Two sides of one thing, each as words or runs of words in small letters."""

    a: frozenset[tuple[str, ...]]
    b: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Directions:
    """What turns a sentence round."""

    negators: frozenset[tuple[str, ...]]
    before: frozenset[tuple[str, ...]]
    after: frozenset[tuple[str, ...]]
    quantifiers: Mapping[str, frozenset[tuple[str, ...]]]
    axes: tuple[Axis, ...]


@cache
def directions() -> Directions:
    """Return the vocabulary of directions; ResourceError where the data file is damaged."""
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        return Directions(
            negators=_runs(data["negators"]),
            before=_runs(data["before"]),
            after=_runs(data["after"]),
            quantifiers={str(k): _runs(v) for k, v in data["quantifiers"].items()},
            axes=tuple(Axis(_runs(row["a"]), _runs(row["b"])) for row in data["axis"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise ResourceError(f"{_PATH} cannot be used: {error!r}. Install again.") from error


@cache
def fillers() -> frozenset[str]:
    """Return the words that say nothing of what happened."""
    try:
        data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
        return frozenset((*data["function"], *data["framing"]))
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ResourceError(f"{_WORDS} cannot be used: {error!r}. Install again.") from error


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Word, ...]:
    """Return the words of a sentence or a line, in order."""
    found: list[Word] = []
    marked = _NEGATED.sub(" not", text[:_READ])
    raw = [m[0].lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(marked)]
    reach = 0
    for at, word in enumerate(raw):
        if any(tuple(raw[at : at + len(run)]) == run for run in directions().negators):
            reach = _REACH + 1
        digits = any(c.isdigit() for c in word)
        found.append(
            Word(
                text=word,
                stem=word if digits else stem(word),
                negated=0 < reach <= _REACH,
                filler=word in fillers(),
                anchor=digits,
            )
        )
        reach = max(0, reach - 1)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return the stem of an English word; other words stay much as they are."""
    made: str = _stemmer().stemWord(word)
    return made


@cache
def _stemmer() -> snowballstemmer.english_stemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")


def alike(one: str, other: str) -> bool:
    """Return whether two stems are forms of one word."""
    if one == other:
        return True
    return min(len(one), len(other)) >= _PREFIX and one[:_PREFIX] == other[:_PREFIX]


def places(words: tuple[Word, ...], runs: Iterable[tuple[str, ...]]) -> list[int]:
    """Return where one of the runs begins among the words, in order."""
    raw = [w.text for w in words]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for run in runs:
        by_first.setdefault(run[0], []).append(run)
    return [
        at
        for at, word in enumerate(raw)
        if any(tuple(raw[at : at + len(run)]) == run for run in by_first.get(word, ()))
    ]


def _runs(listed: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(one.split()) for one in listed)
