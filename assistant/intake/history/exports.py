"""Exports of registries and trackers: what kind each is, and its records one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.intake import tables
from assistant.intake.history import (
    answers,
    modelversions,
    promptversions,
    published,
    runs,
    succession,
    twosides,
    versioncolumns,
)
from assistant.intake.history.entries import Entry, Fields, fields, find, part_of, plain_key
from assistant.intake.history.tree import Node

_DEEPEST = 6


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of records by meaning; raises ResourceError on a damaged data file."""
    table = tables.load("history.toml").table("records")
    return {name: table.words(name) for name in ("inside", "inherited")}


def entries_of(documents: Sequence[Node], *, rows: bool) -> tuple[Entry, ...]:
    """Return the entries of a file's documents; `rows` tells that they were drawn as a table."""
    answered = answers.entries(documents)
    if answered:
        return answered
    known = [record for document in documents for record in records(document)]
    for form in (runs, promptversions, modelversions):
        if form.matches(known):
            return tuple(form.entries(known))
    found = tuple(entry for document in documents for entry in find(document))
    found = tuple(one for entry in found for one in published.items_of(entry))
    found = tuple(one for entry in found for one in twosides.items_of(entry))
    if rows:
        found = tuple(versioncolumns.compared(entry) for entry in found if not undone(entry))
    one_by_one = rows or any(part_of(document) is not None for document in documents)
    return succession.with_previous(found) if one_by_one else found


def undone(entry: Entry) -> bool:
    """Return whether a row of a table says that what it names has not been done, or failed."""
    own = fields(entry.node)
    states = _states()
    told = {plain_key(own[name][1]).strip(" .") for name in states["keys"] if name in own}
    return bool(told & states["never"]) or bool(
        told & states["failed"] and own.keys() & states["runs"]
    )


@cache
def _states() -> Mapping[str, frozenset[str]]:
    table = tables.load("history.toml").table("states")
    return {name: frozenset(table.words(name)) for name in ("keys", "never", "failed", "runs")}


def records(node: Node) -> Iterator[Fields]:
    """Yield the innermost records of a document, each with the names told above it."""
    yield from _records(node, {}, 0)


def _records(node: Node, above: Fields, depth: int) -> Iterator[Fields]:
    if depth > _DEEPEST:
        return
    if node.kind == "list":
        for item in node.items:
            yield from _records(item, above, depth + 1)
        return
    if node.kind != "map":
        return
    own = fields(node)
    inside = [
        own[name][1]
        for name in words()["inside"]
        if name in own and any(item.kind == "map" for item in own[name][1].items)
    ]
    if inside:
        names = {name: own[name] for name in words()["inherited"] if name in own}
        for value in inside:
            yield from _records(value, {**above, **names}, depth + 1)
    elif own and all(value.kind == "list" and _maps(value) for _, value in own.values()):
        # Records grouped under the name of what they belong to.
        for key, value in own.values():
            yield from _records(value, {**above, "name": (key, key)}, depth + 1)
    else:
        yield {**above, **own}


def _maps(node: Node) -> bool:
    return any(item.kind == "map" for item in node.items)
