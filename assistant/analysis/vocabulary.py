"""Vocabularies: cue words and criteria kept as data beside the code, loaded and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from assistant.analysis.cuesearch import REACH, Cues, cues, standing
from assistant.errors import ResourceError

DATA = Path(__file__).resolve().parent / "data"


@cache
def table(name: str) -> Mapping[str, object]:
    """Return one vocabulary file as a mapping; raises ResourceError where it cannot be used."""
    path = DATA / f"{name}.toml"
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(
            f"The vocabulary {path.name} of this installation cannot be read ({error}). "
            "Install the package again."
        ) from error
    if not isinstance(loaded.get("source"), str):
        raise ResourceError(
            f"The vocabulary {path.name} names no source. Install the package again."
        )
    return loaded


def _at(name: str, keys: tuple[str, ...]) -> object:
    value: object = table(name)
    for key in keys:
        if not isinstance(value, Mapping) or key not in value:
            where = ".".join(keys)
            raise ResourceError(
                f"The vocabulary {name}.toml has no {where!r}. Install the package again."
            )
        value = cast("Mapping[str, object]", value)[key]
    return value


@cache
def words(name: str, *keys: str) -> tuple[str, ...]:
    """Return a list of strings from a vocabulary, e.g. `words("phases", "detected", "cues")`."""
    value = _at(name, keys)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ResourceError(
            f"{'.'.join(keys)!r} in the vocabulary {name}.toml is not a list of texts. "
            "Install the package again."
        )
    return tuple(value)


@cache
def listed(name: str, *keys: str) -> tuple[str, ...]:
    """Return a list of strings that an entry of a vocabulary may leave out, () where it does."""
    return words(name, *keys) if _holds(name, keys[:-1], keys[-1]) else ()


@cache
def phrases(name: str, *keys: str) -> Cues:
    """Return a list of phrases from a vocabulary as one search."""
    return cues(words(name, *keys))


@cache
def union(name: str, kind: str, *within: str) -> Cues:
    """Return the phrases of a kind in all tables of a vocabulary as one search, tried first."""
    tables = keys(name, *within)
    found = [
        words(name, *within, key, kind) for key in tables if _holds(name, (*within, key), kind)
    ]
    return cues(phrase for listed in found for phrase in listed)


def _holds(name: str, path: tuple[str, ...], kind: str) -> bool:
    inner = _at(name, path)
    return isinstance(inner, Mapping) and kind in inner


@cache
def text(name: str, *keys: str) -> str:
    """Return one string from a vocabulary."""
    value = _at(name, keys)
    if not isinstance(value, str):
        raise ResourceError(
            f"{'.'.join(keys)!r} in the vocabulary {name}.toml is not a text. "
            "Install the package again."
        )
    return value


@cache
def number(name: str, *keys: str) -> float:
    """Return one number from a vocabulary."""
    value = _at(name, keys)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ResourceError(
            f"{'.'.join(keys)!r} in the vocabulary {name}.toml is not a number. "
            "Install the package again."
        )
    return float(value)


@cache
def entries(name: str, *path: str) -> tuple[str, ...]:
    """Return the names of all that stands under a place of a vocabulary, in file order."""
    value = _at(name, path)
    return tuple(str(key) for key in value) if isinstance(value, Mapping) else ()


@cache
def keys(name: str, *path: str) -> tuple[str, ...]:
    """Return the names of the tables under a place of a vocabulary, in file order."""
    value = _at(name, path)
    if not isinstance(value, Mapping):
        raise ResourceError(
            f"{'.'.join(path)!r} in the vocabulary {name}.toml is not a table. "
            "Install the package again."
        )
    inner = cast("Mapping[str, object]", value)
    return tuple(key for key, item in inner.items() if isinstance(item, Mapping))


__all__ = [
    "DATA",
    "REACH",
    "Cues",
    "cues",
    "entries",
    "keys",
    "listed",
    "number",
    "phrases",
    "standing",
    "table",
    "text",
    "union",
    "words",
]
