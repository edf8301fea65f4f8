"""Vocabularies: cue words and criteria kept as data beside the code, loaded and checked once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from assistant.errors import ResourceError

DATA = Path(__file__).resolve().parent / "data"
# Cues are looked for in the first characters of a line only: longer ones are dumps, not sentences.
REACH = 6000
_GAP = r"(?:\s+\S{1,40}){0,4}?\s+"


def _lowered(text: str) -> str:
    """Return the text in lower case with every character in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases searched as whole words; "word*" allows endings, "a ... b" four words between."""

    pattern: re.Pattern[str] | None

    def span(self, text: str) -> tuple[int, int] | None:
        """Return where the first phrase stands in the text, or None."""
        hit = self.pattern.search(_lowered(text[:REACH])) if self.pattern else None
        return hit.span() if hit else None

    def found(self, text: str) -> str | None:
        """Return the first phrase found in the text as it stands there, or None."""
        hit = self.span(text)
        return text[hit[0] : hit[1]] if hit else None

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the phrases stand in the text, in order."""
        if self.pattern is None:
            return ()
        return tuple(m.span() for m in self.pattern.finditer(_lowered(text[:REACH])))

    def whole(self, text: str) -> bool:
        """Return whether the text is one of the phrases and nothing else."""
        return bool(self.pattern and self.pattern.fullmatch(_lowered(text.strip())))


def _expression(phrase: str) -> str:
    parts = []
    for part in phrase.split(" ... "):
        escaped = [
            re.escape(word).replace(r"\*", r"\w{0,30}").replace("'", "['’]")
            for word in part.split()
        ]
        parts.append(r"\s+".join(escaped))
    right = r"(?!\w)" if re.search(r"[\w*]$", phrase) else ""
    return _GAP.join(parts) + right


def cues(listed: Iterable[str]) -> Cues:
    """Return the phrases as one search without regard to case, longest phrase first.

    Phrases are grouped by their first letter: the search then skips most of them at each place.
    """
    ordered = sorted({p.lower() for p in listed}, key=lambda phrase: (-len(phrase), phrase))
    groups: dict[str, list[str]] = {}
    loose = []
    for phrase in ordered:
        expression = _expression(phrase)
        if phrase[0].isalnum():
            groups.setdefault(phrase[0], []).append(expression[1:])
        else:
            loose.append(expression)
    worded = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    options = [rf"(?<!\w)(?:{worded})"] if groups else []
    options += loose
    return Cues(re.compile("|".join(options)) if options else None)


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
