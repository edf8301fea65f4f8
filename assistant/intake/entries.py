"""The entries of a parsed change list, wherever the file keeps them, and what their keys mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.intake import tables
from assistant.intake.tree import Node

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINE_KEY = re.compile(
    r"^[ \-]{0,40}[\"']?(\w[\w \-]{0,40}?)[\"']?[ \t]{0,8}:(?=\s|\Z)", re.MULTILINE
)


@cache
def keys() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of each meaning; raises ResourceError on a damaged data file."""
    data = tables.load("history.toml")
    table = data.table("keys")
    names = ("kind", "component", "before", "after", "time", "text", "diff")
    found = {name: table.words(name) for name in names}
    found["parts"] = data.table("parts").words("keys")
    found["lists"] = data.table("lists").words("keys")
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, and the key that its list or mapping stands under, where that says something."""

    node: Node
    under: Node | None = None


def looks_like_one(text: str) -> bool:
    """Return whether the lines of a text have two or more of the keys that entries have."""
    known = {key for row in keys().values() for key in row}
    met = {found[1].strip().replace("-", "_").lower() for found in _LINE_KEY.finditer(text)}
    return len(met & known) >= 2


def plain_key(node: Node) -> str:
    """Return a key in lower case with "_" between its words, however the file writes it."""
    return re.sub(r"[\s\-]+", "_", _CAMEL.sub("_", node.value or "")).lower()


def _is_entry(node: Node) -> bool:
    known = keys()
    met = {plain_key(key) for key, _ in node.pairs}
    meanings = ("component", "before", "after", "time", "text", "diff", "kind")
    return sum(bool(met & set(known[name])) for name in meanings) >= 2


def find(node: Node) -> Iterator[Entry]:
    """Yield every entry of a document in file order, each exactly once."""
    if node.kind == "list":
        yield from (Entry(item) for item in node.items)
    elif node.kind == "map":
        lists = keys()["lists"]
        listed = [
            value
            for key, value in node.pairs
            if plain_key(key) in lists and value.kind in ("list", "map")
        ]
        if listed:
            for value in listed:
                yield from _keyed(value) if value.kind == "map" else find(value)
        elif _is_entry(node):
            yield Entry(node)
        else:
            yield from _keyed(node)
    elif node.value is not None:
        yield Entry(node)


def _keyed(node: Node) -> Iterator[Entry]:
    """Yield the entries of a mapping whose keys group them ("prompts:") or name them ("v2:")."""
    for key, value in node.pairs:
        if value.kind == "list" and value.items:
            yield from (Entry(item, key) for item in value.items)
        elif value.kind == "map" or (value.kind == "scalar" and value.value is not None):
            yield Entry(value, key)
