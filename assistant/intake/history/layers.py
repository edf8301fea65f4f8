"""Which layer of an AI system a change is in: by stated word, path, changed key or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath

from assistant.errors import ResourceError
from assistant.incident import LAYERS, Layer
from assistant.intake import tables
from assistant.intake.anycase import anycase

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[._\-\s]+")
# What stands inside of a word; the last four are what a search that ignores case takes for letters.
_INSIDE = "A-Za-z0-9\u0130\u0131\u017f\u212a"


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of the data file, each word leading to its layer."""

    order: tuple[Layer, ...]
    programs: frozenset[str]
    supporting: frozenset[str]
    ambiguous: frozenset[str]
    numbering: frozenset[str]
    owning: Mapping[str, Layer]
    stated: Mapping[str, Layer]
    folders: Mapping[str, Layer]
    habits: Mapping[str, Layer]
    names: Mapping[str, Layer]
    suffixes: Mapping[str, Layer]
    keys: Mapping[str, Layer]
    words: tuple[tuple[Layer, re.Pattern[str]], ...]


def _layer(name: str) -> Layer:
    for layer in LAYERS:
        if layer == name:
            return layer
    raise ResourceError(
        f"The data file layers.toml names an unknown layer {name!r}. Install the package again."
    )


@cache
def cues() -> Cues:
    """Return the cues; raises ResourceError on a damaged data file."""
    data = tables.load("layers.toml")
    order = tuple(_layer(name) for name in data.words("order"))
    rows = {_layer(row.text("name")): row for row in data.tables("layer")}

    def leads(key: str) -> dict[str, Layer]:
        found: dict[str, Layer] = {}
        for layer in order:
            for word in rows[layer].words(key):
                found.setdefault(_SPLIT.sub(" ", word) if key == "stated" else word, layer)
        return found

    spoken = []
    for layer in (_layer(name) for name in data.words("spoken")):
        words = rows[layer].words("words")
        if words:
            listed = anycase(words)
            spoken.append((layer, re.compile(rf"(?<![{_INSIDE}]){listed}(?![{_INSIDE}])")))
    return Cues(
        order,
        frozenset(data.words("programs")),
        frozenset(data.words("supporting")),
        frozenset(data.words("ambiguous")),
        frozenset(data.words("numbering")),
        dict.fromkeys(data.words("guarding"), _layer("guardrail")),
        leads("stated"),
        leads("folders"),
        leads("habits"),
        leads("names"),
        leads("suffixes"),
        leads("keys"),
        tuple(spoken),
    )


@lru_cache(maxsize=1024)
def of_stated(word: str) -> Layer | None:
    """Return the layer that a list's own word for the kind means, or None."""
    known = cues().stated
    parts = _SPLIT.sub(" ", word.lower().replace("/", " ").replace(":", " ")).split()
    if " ".join(parts) in known:
        return known[" ".join(parts)]
    return best(known[part] for part in parts if part in known)


@lru_cache(maxsize=1024)
def of_path(path: str) -> Layer | None:
    """Return the layer that a path tells, "code" for programs, None where it says nothing."""
    known = cues()
    pure = PurePosixPath(path.lower().replace("\\", "/"))
    if known.supporting & set(pure.parts[:-1]):
        return "code"
    program = pure.suffix in known.programs
    found: list[Layer] = []
    for part in pure.parts[:-1]:
        if part in known.folders:
            found.append(known.folders[part])
        if part in known.habits and not program:
            found.append(known.habits[part])
    words = [word for word in _SPLIT.split(pure.name) if word]
    named = words[:-1] if len(words) > 1 and pure.suffix else words
    if not program:
        found += [known.names[word] for word in named if word in known.names]
    elif "prompt" in named or "prompts" in named:
        found.append("prompt")
    if pure.suffix in known.suffixes:
        found.append(known.suffixes[pure.suffix])
    layer = best(found)
    return "code" if layer is None and program else layer


def of_keys(keys: Iterable[str]) -> Layer | None:
    """Return the most telling layer of changed keys ("model:", "temperature="), or None."""
    known = cues().keys
    plain = (_CAMEL.sub("_", re.split(r"[./]", key)[-1]).lower().replace("-", "_") for key in keys)
    told = (_told_by(key, known) for key in plain)
    return best(layer for layer in told if layer is not None)


def _told_by(key: str, known: Mapping[str, Layer]) -> Layer | None:
    """Return the layer of a key, or of what its last words name ("LLM_MODEL")."""
    if key in known:
        return known[key]
    parts = key.split("_")[-4:]
    tails = ("_".join(parts[at:]) for at in range(1, len(parts)))
    told = next((known[t] for t in tails if t in known and t not in cues().ambiguous), None)
    if told is None and len(parts) > 1 and parts[-1] in cues().numbering:
        # "PROMPT_REV": which one, of what the words before it name
        bare = "_".join(parts[:-1])
        return None if bare in cues().ambiguous else _told_by(bare, known)
    # "GUARD_MODE", "moderation_timeout": what is set belongs to the guardrail, whatever it is.
    owner = cues().owning.get(parts[0]) if len(parts) > 1 else None
    return owner if told in (None, "config") and owner is not None else told


def of_words(text: str) -> Layer | None:
    """Return the layer that a sentence speaks of, or None."""
    return next((layer for layer, words in cues().words if words.search(text)), None)


def best(layers: Iterable[Layer]) -> Layer | None:
    """Return the most telling of the layers, or None where there is none."""
    found = set(layers)
    return next((layer for layer in cues().order if layer in found), None)
