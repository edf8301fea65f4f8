"""Reads JSON into a tree: numbers as written, every value with its place."""

from __future__ import annotations

import json
import re

from assistant.errors import MalformedInput
from assistant.intake.history.tree import DEEPEST, MOST_NODES, Node, place, too_deep, too_many

_SPACE = re.compile(r"[ \t\r\n]*")
_BARE = re.compile(r"[A-Za-z0-9+\-.]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?\Z")
_WORDS = {"true": "true", "false": "false", "null": None}


def parse(text: str, *, name: str) -> tuple[Node, ...]:
    """Return the values of the text, one after another (JSON Lines has several).

    Raises MalformedInput with line and column where the text is not JSON.
    """
    return _Reader(text, name).documents()


class _Open:
    """A list or mapping that is still being read."""

    __slots__ = ("items", "key", "pairs", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self.key: Node | None = None


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._decoder = json.JSONDecoder(strict=False)

    def documents(self) -> tuple[Node, ...]:
        found: list[Node] = []
        at = self._skip(0)
        while at < len(self._text):
            node = self._value(at)
            found.append(node)
            at = self._skip(node.end)
        return tuple(found)

    def _value(self, at: int) -> Node:
        """Return the value that starts at `at`; keeps its own stack, so depth costs nothing."""
        stack: list[_Open] = []
        count = 0
        while True:
            count += 1
            if count > MOST_NODES:
                raise too_many(self._name, place(self._text, at))
            char = self._text[at : at + 1]
            if char in ("[", "{") and char:
                if len(stack) >= DEEPEST:
                    raise too_deep(self._name, place(self._text, at))
                stack.append(_Open(at))
                at = self._skip(at + 1)
                if self._text[at : at + 1] != ("]" if char == "[" else "}"):
                    at = self._key(stack[-1], at) if char == "{" else at
                    continue
                node = self._closed(stack.pop(), at)
            else:
                node = self._scalar(at)
            # A finished value belongs to what is open; that may finish in turn.
            while stack:
                top = stack[-1]
                if top.key is None:
                    top.items.append(node)
                else:
                    top.pairs.append((top.key, node))
                at = self._skip(node.end)
                char = self._text[at : at + 1]
                if char == ",":
                    at = self._skip(at + 1)
                    at = self._key(top, at) if top.key is not None else at
                    break
                if char != ("]" if top.key is None else "}"):
                    ends = "]" if top.key is None else "}"
                    raise self._error(at, f"a comma or {ends!r} is expected")
                node = self._closed(stack.pop(), at)
            else:
                return node

    def _closed(self, top: _Open, at: int) -> Node:
        kind = "map" if self._text[at] == "}" else "list"
        if kind == "map":
            return Node("map", top.start, at + 1, pairs=tuple(top.pairs))
        return Node("list", top.start, at + 1, items=tuple(top.items))

    def _key(self, top: _Open, at: int) -> int:
        if self._text[at : at + 1] != '"':
            raise self._error(at, "a key in double quotes is expected")
        top.key = self._scalar(at)
        at = self._skip(top.key.end)
        if self._text[at : at + 1] != ":":
            raise self._error(at, "a colon is expected after the key")
        return self._skip(at + 1)

    def _scalar(self, at: int) -> Node:
        if self._text[at : at + 1] == '"':
            try:
                value, end = self._decoder.raw_decode(self._text, at)
            except json.JSONDecodeError as error:
                raise self._error(error.pos, "the quoted text is not closed or escaped") from error
            return Node("scalar", at, end, str(value).encode("utf-8", "replace").decode("utf-8"))
        found = _BARE.match(self._text, at)
        if found and (found[0] in _WORDS or _NUMBER.match(found[0])):
            return Node("scalar", at, found.end(), _WORDS.get(found[0], found[0]))
        raise self._error(at, "a value is expected")

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _error(self, at: int, what: str) -> MalformedInput:
        return MalformedInput(
            f"{self._name}, {place(self._text, at)}: this is not valid JSON ({what}). "
            "Mend it there (missing or extra commas, quotes and brackets are the usual reasons), "
            "or hand the file in as notes."
        )
