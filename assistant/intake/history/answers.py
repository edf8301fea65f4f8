"""What services answer when asked for their changes: forges, registries, stores, audit trails."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.errors import ResourceError
from assistant.incident import LAYERS, Layer
from assistant.intake import tables
from assistant.intake.history import layers
from assistant.intake.history.entries import Entry, Fields, entry_of, fields
from assistant.intake.history.succession import oldest_first
from assistant.intake.history.tree import Node

_DEEPEST = 5
_LONGEST_BODY = 400
_SAMPLED = 20
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Where a record lists the files that it changed.
_FILES = ("files", "changes", "diffs")
_TEXTS = ("title", "text", "summary")


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one record: which paths it has, and what each of them means."""

    name: str
    needs: tuple[str, ...]
    firsts: frozenset[str]
    segments: frozenset[str]
    must: tuple[str, ...]
    states: tuple[str, ...]
    done: frozenset[str]
    read_only: tuple[str, ...]
    failed: tuple[str, ...]
    component: tuple[str, ...]
    after: tuple[str, ...]
    text: tuple[str, ...]
    time: tuple[str, ...]
    cites: tuple[str, ...]
    layered: tuple[str, ...]
    layer: Layer | None
    follows: bool


@cache
def shapes() -> tuple[Shape, ...]:
    """Return the known shapes; raises ResourceError on a damaged data file."""
    return tuple(_shape(row) for row in tables.load("historyanswers.toml").tables("shape"))


def _shape(row: tables.Table) -> Shape:
    needs = row.words("needs")
    stated = row.text("layer", "")
    layer = next((one for one in LAYERS if one == stated), None)
    if stated and layer is None:
        raise ResourceError(
            f"The data file historyanswers.toml names an unknown layer {stated!r}. "
            "Install the package again."
        )
    return Shape(
        row.text("name"),
        needs,
        frozenset(path.split(".", 1)[0] for path in needs),
        frozenset(part for path in needs for part in path.split(".")),
        row.words("must"),
        row.words("states"),
        frozenset(row.words("done")),
        row.words("read_only"),
        row.words("failed"),
        row.words("component"),
        row.words("after"),
        row.words("text"),
        row.words("time"),
        row.words("cites"),
        row.words("layered"),
        layer,
        row.flag("follows"),
    )


def held(names: Collection[str]) -> bool:
    """Return whether the plain names of keys are those of one of the shapes."""
    known = set(names)
    return any(shape.segments <= known for shape in shapes())


def entries(documents: Sequence[Node]) -> tuple[Entry, ...]:
    """Return an entry for every record that changed something, () where none is of a shape."""
    found: list[tuple[Shape, Fields]] = []
    for document in documents:
        found += _records(document, 0)
    made = [(shape, _entry(shape, own)) for shape, own in found if _is_done(shape, own)]
    told = [entry for _, entry in made]
    for shape in {id(shape): shape for shape, _ in made if shape.follows}.values():
        _follow([at for at, (one, _) in enumerate(made) if one is shape], told)
    return tuple(told)


def _records(node: Node, depth: int) -> Iterator[tuple[Shape, Fields]]:
    if depth > _DEEPEST:
        return
    if node.kind == "list":
        maps = [item for item in node.items if item.kind == "map"]
        # Records of one list are alike; most tables of a million cells are of no shape.
        if any(_fitting(fields(item)) is not None for item in maps[:_SAMPLED]):
            own = [fields(item) for item in maps]
            fitting = [(shape, row) for row in own if (shape := _fitting(row)) is not None]
            if len(fitting) * 2 > len(own):
                yield from fitting
                return
        for item in node.items:
            if item.kind == "list" or any(value.kind != "scalar" for _, value in item.pairs):
                yield from _records(item, depth + 1)
    elif node.kind == "map":
        row = fields(node)
        shape = _fitting(row)
        if shape is not None:
            yield shape, row
            return
        for _, value in node.pairs:
            if value.kind != "scalar":
                yield from _records(value, depth + 1)


def _fitting(row: Fields) -> Shape | None:
    names = row.keys()
    for shape in shapes():
        if shape.firsts <= names and all(_leads(row, path) for path in shape.needs):
            return shape
    return None


def _leads(row: Fields, path: str) -> bool:
    return _node(row, path) is not None


def _node(row: Fields, path: str) -> Node | None:
    """Return what a path leads to; of a list on the way its first item is taken."""
    own = row
    node: Node | None = None
    for part in path.split("."):
        if node is not None:
            node = node.items[0] if node.kind == "list" and node.items else node
            own = fields(node)
        if part not in own:
            return None
        node = own[part][1]
    return node


def _told(row: Fields, paths: Sequence[str]) -> Node | None:
    for path in paths:
        node = _node(row, path)
        if node is not None and node.kind == "scalar" and node.value:
            return node
    return None


def _is_done(shape: Shape, row: Fields) -> bool:
    if any(_told(row, [path]) is None for path in shape.must):
        return False
    if (_value(_told(row, shape.read_only)) or "").lower() == "true":
        return False
    if _told(row, shape.failed) is not None:
        return False
    state = _told(row, shape.states)
    return state is None or (state.value or "").lower() in shape.done


def _patches(row: Fields) -> Node | None:
    """Return the diffs of a record's own file, or of the files that it lists, as one list."""
    own = _patch(row)
    if own is not None:
        return own
    listed = [row[name][1].items for name in _FILES if name in row]
    found = [patch for items in listed for item in items if (patch := _patch(fields(item)))]
    return Node("list", found[0].start, found[-1].end, items=tuple(found)) if found else None


def _patch(row: Fields) -> Node | None:
    """Return the diff of a file below the header that an answer leaves out, or None."""
    path, hunks = _told(row, ("filename", "new_path")), _told(row, ("patch", "diff"))
    if path is None or hunks is None or not (hunks.value or "").startswith("@@"):
        return None
    header = f"--- a/{path.value}\n+++ b/{path.value}\n"
    return replace(hunks, value=header + (hunks.value or ""))


def _entry(shape: Shape, row: Fields) -> Entry:
    texts = [node for path in shape.text if (node := _told(row, [path])) is not None]
    # What a form asks for says less than the title, and is as long as it is wide.
    texts = [n for at, n in enumerate(texts) if not at or len(n.value or "") <= _LONGEST_BODY]
    # Of a message the first line is its title; the rest stands in the file.
    texts = [replace(n, value=(n.value or "").strip().split("\n", 1)[0].strip()) for n in texts]
    distinct = {node.value: node for node in reversed(texts)}
    texts = [node for node in texts if distinct.get(node.value) is node]
    cited = [node for path in shape.cites if (node := _told(row, [path])) is not None]
    layered = [_value(_told(row, [path])) or "" for path in shape.layered]
    words = " ".join(_CAMEL.sub(" ", word).replace("_", " ") for word in layered)
    return Entry(
        entry_of(
            ("component", _told(row, shape.component)),
            ("after", _told(row, shape.after)),
            ("time", _told(row, shape.time)),
            ("diff", _patches(row)),
            *zip(_TEXTS, texts, strict=False),
        ),
        layer=(layers.of_words(words.lower()) if words else None) or shape.layer,
        cites=tuple(cited[:2]),
    )


def _follow(places: Sequence[int], told: list[Entry]) -> None:
    """Give the entries at the places what each of them replaced, component by component."""
    rows = [fields(told[at].node) for at in places]
    met: dict[str | None, Node] = {}
    for one in oldest_first(rows) or ():
        row, at = rows[one], places[one]
        component = _value(_told(row, ["component"]))
        new = _told(row, ["after"])
        old = met.get(component)
        if new is None:
            continue
        if old is not None and old.value != new.value:
            pair = (Node("scalar", old.start, old.start + 1, "before"), old)
            node = told[at].node
            told[at] = replace(told[at], node=replace(node, pairs=(*node.pairs, pair)))
        met[component] = new


def _value(node: Node | None) -> str | None:
    return node.value if node is not None else None
