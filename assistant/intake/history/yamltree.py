"""Reads YAML into a tree: values as written, every value with its place, nothing executed."""

from __future__ import annotations

from typing import Protocol

import yaml

from assistant.errors import MalformedInput
from assistant.intake.history.tree import DEEPEST, MOST_NODES, Node, place, too_deep, too_many

_CORE = "tag:yaml.org,2002:"
_TAGS = frozenset(
    _CORE + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge")
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _Mark(Protocol):
    """Where an event stands; `index` counts characters from the start of the text."""

    @property
    def index(self) -> int: ...


def parse(text: str, *, name: str) -> tuple[Node, ...]:
    """Return the documents of the text.

    Raises MalformedInput with line and column where the text is not YAML, or is YAML made to
    harm: foreign tags, aliases that unfold without end, values nested too deep.
    """
    builder = _Builder(text, name)
    # The parser in C where the installation has it; both tell the same events.
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _malformed(text, name, error) from error
    except yaml.reader.ReaderError as error:
        raise MalformedInput(
            f"{name}, {place(text, error.position)}: YAML may not hold this control character. "
            "Remove it."
        ) from error
    return tuple(builder.documents)


def _malformed(text: str, name: str, error: yaml.MarkedYAMLError) -> MalformedInput:
    mark = error.problem_mark or error.context_mark
    where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
    problem = str(error.problem or error.context or "it cannot be parsed")
    line = text.split("\n")[mark.line] if mark and mark.line <= text.count("\n") else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        problem = "a tab is used where YAML wants spaces"
    return MalformedInput(
        f"{name}, {where}: this is not valid YAML ({problem}). Mend it there (indentation, quotes "
        "and colons are the usual reasons), or hand the file in as notes."
    )


def _index(mark: _Mark | None) -> int:
    return mark.index if mark is not None else 0


class _Open:
    __slots__ = ("anchor", "kind", "nodes", "size", "start")

    def __init__(self, kind: str, start: int, anchor: str | None) -> None:
        self.kind = kind
        self.start = start
        self.anchor = anchor
        self.nodes: list[Node] = []
        self.size = 1


class _Builder:
    """Builds nodes from events; aliases share nodes and are counted as if written out."""

    def __init__(self, text: str, name: str) -> None:
        self.documents: list[Node] = []
        self._text = text
        self._name = name
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}

    def take(self, event: yaml.Event) -> None:
        start = _index(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._anchors.clear()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor or "", start)
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event, start)
            # One parser calls the plain style None, the other "".
            plain = not event.style and event.implicit[0]
            void = event.tag == f"{_CORE}null" or (plain and event.value in _NULLS)
            value = None if void else event.value
            node = Node("scalar", start, _index(event.end_mark), value)
            self._add(node, 1, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event, start)
            if len(self._stack) >= DEEPEST:
                raise too_deep(self._name, place(self._text, start))
            kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
            self._stack.append(_Open(kind, start, event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(_index(event.end_mark))

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        if event.tag not in (None, "!") and event.tag not in _TAGS:
            tag = event.tag.replace(_CORE, "!!") if event.tag else ""
            raise MalformedInput(
                f"{self._name}, {place(self._text, start)}: the tag {tag} is not plain "
                "data and is not followed. Write the value without a tag."
            )
        if event.anchor is not None:
            if event.anchor in self._anchors:
                raise MalformedInput(
                    f"{self._name}, {place(self._text, start)}: the anchor &{event.anchor} is "
                    "given twice. Give each anchor its own name."
                )
            self._anchors[event.anchor] = None

    def _alias(self, anchor: str, start: int) -> None:
        known = self._anchors.get(anchor)
        if known is None:
            what = "stands inside what it names" if anchor in self._anchors else "names no anchor"
            raise MalformedInput(
                f"{self._name}, {place(self._text, start)}: the alias *{anchor} {what}. "
                "Write the value out."
            )
        self._add(known[0], known[1], None)

    def _close(self, end: int) -> None:
        top = self._stack.pop()
        # A block ends where the next token begins; its own text ends before the white space.
        end = top.start + len(self._text[top.start : end].rstrip())
        if top.kind == "map":
            pairs = tuple(zip(top.nodes[::2], top.nodes[1::2], strict=True))
            node = Node("map", top.start, end, pairs=pairs)
        else:
            node = Node("list", top.start, end, items=tuple(top.nodes))
        self._add(node, top.size, top.anchor)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if not self._stack:
            self.documents.append(node)
            return
        top = self._stack[-1]
        top.nodes.append(node)
        top.size += size
        if top.size > MOST_NODES:
            raise too_many(self._name, place(self._text, node.start))
