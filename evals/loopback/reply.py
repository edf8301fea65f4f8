"""A reply that is being corrupted: a copy of the honest filling, and the entries in it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TEXTS = ("text", "sentence", "statement", "claim", "description", "why")
_SIDES = ("question", "why", "how_to_test", "measure", "verification")


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of the reply that holds a text; `held` is the object itself, to be changed."""

    held: dict[str, Any]
    where: str
    key: str

    @property
    def text(self) -> str:
        """Return its text."""
        return str(self.held[self.key])

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the ids that it cites."""
        return tuple(map(str, self.held.get("evidence", ())))

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the names of its other fields that hold a sentence."""
        return tuple(
            key for key in _SIDES if key != self.key and isinstance(self.held.get(key), str)
        )

    def tell(self, text: str, key: str | None = None) -> str:
        """Put a text in; return its place. A verdict then also says that all is borne out."""
        self.held[key or self.key] = text
        if "borne_out" in self.held:
            self.held["borne_out"] = True
        return f"{self.where}.{key or self.key}".lstrip(".")


@dataclass(frozen=True, slots=True)
class Reply:
    """A filling that may be changed, and its entries in order."""

    value: dict[str, Any]
    entries: tuple[Entry, ...]


def copy_of(honest: dict[str, Any]) -> Reply:
    """Return a copy of the filling with its entries found."""
    value = copy.deepcopy(honest)
    return Reply(value, tuple(_entries(value, "")))


def _entries(value: object, where: str) -> Iterator[Entry]:
    if isinstance(value, dict):
        key = next((one for one in _TEXTS if isinstance(value.get(one), str)), None)
        if key is not None:
            yield Entry(value, where, key)
        for name, held in value.items():
            yield from _entries(held, f"{where}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _entries(held, f"{where}[{index}]")


def texts(value: object) -> Iterator[str]:
    """Yield every string of a filling."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from texts(held)
