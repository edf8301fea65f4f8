"""A parsed YAML or JSON text that keeps its values as written and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.errors import MalformedInput

DEEPEST = 64
MOST_NODES = 400_000


@dataclass(frozen=True, slots=True)
class Node:
    """One value: `text[start:end]` is its source; a scalar's `value` is None for null.

    `items` are the elements of a list; `pairs` the keys and values of a mapping, in file order.
    """

    kind: Literal["scalar", "list", "map"]
    start: int
    end: int
    value: str | None = None
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()

    def scalars(self) -> Iterator[str]:
        """Yield the known scalars of a list, or the scalar itself."""
        for node in self.items or (self,):
            if node.kind == "scalar" and node.value is not None:
                yield node.value


def place(text: str, offset: int) -> str:
    """Return the line and the column of an offset, in words, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def too_deep(name: str, where: str) -> MalformedInput:
    """Return the error for values nested beyond any change list."""
    return MalformedInput(
        f"{name}, {where}: the values are nested more than {DEEPEST} levels deep, which is not a "
        "list of changes. Give a flat list of entries."
    )


def too_many(name: str, where: str) -> MalformedInput:
    """Return the error for more values than any change list holds."""
    return MalformedInput(
        f"{name}, {where}: more than {MOST_NODES:,} values, aliases written out. "
        "Keep only the entries around the incident, without aliases."
    )
