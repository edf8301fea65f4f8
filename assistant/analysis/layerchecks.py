"""The layer checklist: for each layer of an AI system what the inputs say of it, or a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.analysis.changes import ChangeFact
from assistant.analysis.cueindex import index
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import sentences
from assistant.analysis.vocabulary import keys, text, words

_LINES = 8  # evidence ids that one layer cites
_REACH = 4000
_SKIPPED = frozenset({"actions", "aside"})


@dataclass(frozen=True, slots=True)
class LayerCheck:
    """One layer: "changed" where the history holds a change in it, "looked-at" where responders
    speak of it, "gap" where nothing in the inputs does."""

    layer: str
    name: str
    status: Literal["looked-at", "changed", "gap"]
    evidence: tuple[str, ...]


def check(notes: Sequence[Placed], changes: Sequence[ChangeFact]) -> tuple[LayerCheck, ...]:
    """Return every layer of the checklist in order, with the lines that speak of it."""
    spoken: dict[str, list[str]] = {name: [] for name in keys("signature", "layers")}
    moved: dict[str, list[str]] = {name: [] for name in spoken}
    for change in changes:
        for name in layers_of(change):
            moved[name] += change.evidence[:1]
    for placed in notes:
        if placed.section not in _SKIPPED and not placed.fenced:
            for name in _of_line(placed):
                spoken[name].append(placed.line.id)
    return tuple(_one(name, moved[name], spoken[name]) for name in spoken)


def _one(name: str, moved: list[str], spoken: list[str]) -> LayerCheck:
    evidence = tuple(dict.fromkeys((*moved, *spoken)))[:_LINES]
    title = text("signature", "layers", name, "name")
    if moved:
        return LayerCheck(name, title, "changed", evidence)
    return LayerCheck(name, title, "looked-at" if spoken else "gap", evidence)


def layers_of(change: ChangeFact) -> tuple[str, ...]:
    """Return the layers of a change: those of its kind, else those that its words name."""
    found = tuple(
        name
        for name in keys("signature", "layers")
        if change.kind in words("signature", "layers", name, "changes")
    )
    if found:
        return found
    return tuple(layers_named(f"{change.component or ''} {change.text}"))


def layers_named(said: str) -> frozenset[str]:
    """Return the layers that a text names, also in names with joined words ("k6-retriever")."""
    parted = re.sub(r"[-_/.]", " ", said)
    cues = index("signature", "cues", "layers")
    return cues.standing(said) | cues.standing(parted)


def _of_line(placed: Placed) -> Iterator[str]:
    """Yield the layers that a line speaks of outside its questions."""
    line = placed.line.text[:_REACH]
    if not index("signature", "cues", "layers").standing(line):
        return
    parts = [line[a:b] for a, b in sentences(line, 0, len(line))] if "?" in line else [line]
    said = [part for part in parts if not part.rstrip().endswith("?")]
    yield from {n for part in said for n in index("signature", "cues", "layers").standing(part)}
