"""Tickets and notices as XML: the items of a feed, as trackers and status pages write them."""

from __future__ import annotations

import re
from functools import cache
from xml.parsers import expat

from assistant.intake.notes.messages import words_of
from assistant.intake.notes.records import Record, text_of
from assistant.intake.tables import load

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_DEEPEST = 50


@cache
def _elements() -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """Return the elements that are items, the keys of their parts, and the remarks on them."""
    table = load("messages.toml").table("feeds")
    keys = ("title", "description", "created_at", "resolved_at", "status", "author")
    parts = {name: key for key in keys for name in table.words(key)}
    return frozenset(table.words("items")), parts, frozenset(table.words("remarks"))


def is_feed(head: str) -> bool:
    """Return whether the first part of a text is a feed in XML; one that has entities is none."""
    if head.lstrip("\ufeff \t\r\n")[:1] != "<" or "<!DOCTYPE" in head or "<!ENTITY" in head:
        return False
    return _FEED.search(head[:4_000]) is not None


def items_of(text: str) -> list[Record]:
    """Return the items of a feed, each remark after its item, [] where the XML is broken."""
    reading = _Reading(expat.ParserCreate())
    try:
        reading.parser.Parse(text, True)
    except (expat.ExpatError, ValueError):
        return []
    return reading.found


class _Reading:
    """What is read of a feed so far: its items, and the elements that are open."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.found: list[Record] = []
        self._open: list[tuple[str, int, dict[str, str], list[str]]] = []
        self._item: Record | None = None
        parser.buffer_text = True
        parser.StartElementHandler = self._starts
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.EntityDeclHandler = self._declares

    def _declares(self, *_: object) -> None:
        raise ValueError("declares an entity")

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise ValueError("is nested too deep")
        line = self.parser.CurrentLineNumber
        self._open.append((name, line, attributes, []))
        if name in _elements()[0] and self._item is None:
            self._item = Record()
            self._item.line = line
            self.found.append(self._item)

    def _says(self, text: str) -> None:
        if self._open and self._item is not None:
            self._open[-1][3].append(text)

    def _ends(self, name: str) -> None:
        opened, line, attributes, said = self._open.pop()
        items, parts, remarks = _elements()
        if self._item is None:
            return
        words = words_of("".join(said))
        if opened in items:
            self._item = None
        elif opened in remarks and words:
            remark = Record(body=words)
            remark.line = line
            remark.update({parts.get(key, key): value for key, value in attributes.items()})
            self.found.append(remark)
        elif opened in parts and words:
            self._item.setdefault(parts[opened], text_of(words))
