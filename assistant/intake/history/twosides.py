"""Records that hold a whole thing as it was and as it became: an entry for each value moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.intake.history.entries import Entry, fields, plain_key
from assistant.intake.history.pairs import is_general
from assistant.intake.history.tree import Node

_SIDES = (
    ("pre_data", "data"),
    ("before", "after"),
    ("old", "new"),
    ("old_value", "new_value"),
    ("previous", "current"),
    ("previous_version", "current_version"),
    ("previous_value", "new_value"),
    ("old_object", "new_object"),
)
_MOST = 8
_DEEPEST = 8


def items_of(entry: Entry) -> Iterator[Entry]:
    """Yield an entry for each single value in which the two sides differ, or the entry itself.

    Where they differ in many values the thing was rather made anew.
    """
    if not any(value.kind == "map" for _, value in entry.node.pairs):
        yield entry
        return
    own = fields(entry.node)
    for old, new in _SIDES:
        sides = [own[name][1] for name in (old, new) if name in own]
        if len(sides) == 2 and all(side.kind == "map" for side in sides):
            moved = list(_moved(sides[0], sides[1], 0))
            if 0 < len(moved) <= _MOST:
                kept = tuple(p for p in entry.node.pairs if plain_key(p[0]) not in (old, new))
                yield from (_entry(entry, kept, *one) for one in moved)
                return
    yield entry


def _entry(
    entry: Entry, kept: tuple[tuple[Node, Node], ...], key: Node, before: Node, after: Node
) -> Entry:
    pairs = tuple(
        (Node("scalar", value.start, value.start + 1, name), value)
        for name, value in (("before", before), ("after", after))
    )
    node = replace(entry.node, pairs=(*kept, *pairs))
    return replace(entry, node=node, labels=(*entry.labels, key))


def _moved(before: Node, after: Node, depth: int) -> Iterator[tuple[Node, Node, Node]]:
    """Yield the key and both values wherever both sides hold a value and they differ."""
    if depth > _DEEPEST:
        return
    old, new = fields(before), fields(after)
    for name, (key, value) in new.items():
        if name not in old or is_general(name) or name.startswith("_"):
            continue
        was = old[name][1]
        if value.kind == was.kind == "map":
            yield from _moved(was, value, depth + 1)
        elif value.kind == was.kind == "list" and len(value.items) == len(was.items):
            for a, b in zip(was.items, value.items, strict=True):
                if a.kind == b.kind == "map":
                    yield from _moved(a, b, depth + 1)
        elif was.value is not None and value.value not in (None, was.value):
            yield key, was, value
