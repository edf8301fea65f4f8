"""The entries of a parsed change list, wherever the file keeps them, and what their keys mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.incident import Layer
from assistant.intake import tables
from assistant.intake.history.tree import Node

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINE_KEY = re.compile(
    r"^[ \-]{0,40}[\"']?(\w[\w \-]{0,40}?)[\"']?[ \t]{0,8}:(?=\s|\Z)", re.MULTILINE
)


@cache
def keys() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of each meaning; raises ResourceError on a damaged data file."""
    data = tables.load("history.toml")
    table = data.table("keys")
    names = ("kind", "component", "before", "after", "time", "text", "diff", "scope")
    found = {name: table.words(name) for name in names}
    found["flags"] = data.table("flags").words("keys")
    found["events"] = data.table("flags").words("told")
    found["parts"] = data.table("parts").words("keys")
    found["lists"] = data.table("lists").words("keys")
    return found


@cache
def every_key() -> frozenset[str]:
    """Return all keys that mean something; raises ResourceError on a damaged data file."""
    return frozenset(name for names in keys().values() for name in names)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, and the key that its list or mapping stands under, where that says something.

    `layer` is what the form of the file tells of every entry. `texts` are a text before and after,
    whose difference is the entry's diff; `old` and `new` name them there. `labels` are values that
    tell entries of one component apart; `cites` are other places that the entry rests on.
    """

    node: Node
    under: Node | None = None
    layer: Layer | None = None
    texts: tuple[Texts, ...] = ()
    labels: tuple[Node, ...] = ()
    cites: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """Two versions of one text, each as the places of its parts; None where there was none."""

    before: tuple[Part, ...] | None
    after: tuple[Part, ...] | None
    old: tuple[Node | str, ...]
    new: tuple[Node | str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: `label` is what it is called ("system"), `node` what it says."""

    node: Node
    label: Node | None = None


Fields = Mapping[str, tuple[Node, Node]]


def fields(node: Node) -> dict[str, tuple[Node, Node]]:
    """Return the pairs of a mapping by their plain keys; of a key given twice the last one."""
    return {plain_words(pair[0].value or ""): pair for pair in node.pairs}


def first(known: Fields, names: Iterable[str]) -> Node | None:
    """Return the value of the first of the names that has one, or None."""
    for name in names:
        if name in known and (known[name][1].kind != "scalar" or known[name][1].value is not None):
            return known[name][1]
    return None


def entry_of(*pairs: tuple[str, Node | None]) -> Node:
    """Return a mapping made of values that stand in the file, under the keys they mean."""
    told = [(name, value) for name, value in pairs if value is not None]
    return Node(
        "map",
        min((value.start for _, value in told), default=0),
        max((value.end for _, value in told), default=0),
        pairs=tuple(
            (Node("scalar", value.start, value.start + 1, name), value) for name, value in told
        ),
    )


def looks_like_one(text: str) -> bool:
    """Return whether the lines of a text have two or more of the keys that entries have."""
    known = {key for name, row in keys().items() if name != "events" for key in row}
    met = {found[1].strip().replace("-", "_").lower() for found in _LINE_KEY.finditer(text)}
    return len(met & known) >= 2


def plain_key(node: Node) -> str:
    """Return a key in lower case with "_" between its words, however the file writes it."""
    return plain_words(node.value or "")


@lru_cache(maxsize=4_096)
def plain_words(words: str) -> str:
    """Return a name in lower case with "_" between its words."""
    return re.sub(r"[\s\-/&]+", "_", _CAMEL.sub("_", words)).lower()


def line_keys(text: str) -> set[str]:
    """Return what stands before a colon at the head of the lines of a text."""
    return {found[1].strip() for found in _LINE_KEY.finditer(text)}


def _is_entry(node: Node) -> bool:
    known = keys()
    met = {plain_key(key) for key, _ in node.pairs}
    meanings = ("component", "before", "after", "time", "text", "diff", "kind")
    return sum(bool(met & set(known[name])) for name in meanings) >= 2


def find(node: Node) -> Iterator[Entry]:
    """Yield every entry of a document in file order, each exactly once."""
    if node.kind == "list":
        for item in node.items:
            yield from _unfolded(item, None)
    elif node.kind == "map":
        lists = keys()["lists"]
        listed = [
            value
            for key, value in node.pairs
            if plain_key(key) in lists and value.kind in ("list", "map")
        ]
        inner = list(_listed_in(node))
        if inner and _is_entry(node):
            yield from inner
        elif listed:
            part = part_of(node)
            for value in listed:
                for entry in _keyed(value) if value.kind == "map" else find(value):
                    yield entry if part is None else replace(entry, node=_of_part(entry.node, part))
        elif _is_entry(node):
            yield Entry(node)
        else:
            yield from _keyed(node)
    elif node.value is not None:
        yield Entry(node)


def part_of(node: Node) -> tuple[Node, Node] | None:
    """Return the key and name of the one part that a document's list is about, None without."""
    own = fields(node) if node.kind == "map" else {}
    return first_pair(own, keys()["parts"]) if own.keys() & set(keys()["lists"]) else None


def _of_part(node: Node, part: tuple[Node, Node]) -> Node:
    """Return an entry with the part that its list is about ("prompt: x") where it has none."""
    named = {*keys()["parts"], *keys()["component"]}
    if node.kind != "map" or any(plain_key(key) in named for key, _ in node.pairs):
        return node
    return replace(node, pairs=(*node.pairs, part))


def _keyed(node: Node) -> Iterator[Entry]:
    """Yield the entries of a mapping whose keys group them ("prompts:") or name them ("v2:")."""
    for key, value in node.pairs:
        if value.kind == "list" and value.items:
            for item in value.items:
                yield from _unfolded(item, key)
        elif value.kind == "map":
            yield from _unfolded(value, key)
        elif value.kind == "scalar" and value.value is not None:
            yield Entry(value, key)


def _unfolded(node: Node, under: Node | None) -> Iterator[Entry]:
    """Yield an entry, or the changes that it lists ("version: 1.4, changes: [...]")."""
    inner = list(_listed_in(node))
    if inner:
        yield from (replace(entry, under=under) for entry in inner)
    else:
        yield Entry(node, under)


def _listed_in(node: Node) -> Iterator[Entry]:
    """Yield the changes that a release lists, each with the release's version, time and part."""
    if not any(value.items for _, value in node.pairs):
        return
    own = fields(node)
    lists = [own[name][1] for name in keys()["lists"] if name in own]
    inside = [value for value in lists if value.kind == "list" and value.items]
    if not inside or first(own, (*keys()["diff"], *keys()["before"])) is not None:
        return
    told = {name: first_pair(own, keys()[name]) for name in ("component", "after", "time")}
    if told["after"] is None and told["time"] is None:
        return
    for value in inside:
        for item in value.items:
            if item.kind == "list":
                continue
            given = fields(item)
            pairs = [
                pair
                for name, pair in told.items()
                if pair is not None and first(given, keys()[name]) is None
            ]
            if item.kind == "scalar":
                text = Node("scalar", item.start, item.start, "text")
                yield Entry(Node("map", item.start, item.end, pairs=((text, item), *pairs)))
            else:
                yield Entry(Node("map", item.start, item.end, pairs=(*item.pairs, *pairs)))


def first_pair(known: Fields, names: Iterable[str]) -> tuple[Node, Node] | None:
    """Return the key and value of the first of the names that tells a single value, or None."""
    for name in names:
        if name in known and known[name][1].kind == "scalar" and known[name][1].value is not None:
            return known[name]
    return None
