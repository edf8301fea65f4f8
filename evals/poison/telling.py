"""Telling: what a draft says in its own words, in JSON and as it is exported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from html import unescape
from typing import Any

from assistant.drafting.draft import Draft
from assistant.errors import MalformedInput
from assistant.export import html, markdown
from assistant.export.blocks import Block, Code, Document, Heading, Sources
from assistant.export.document import build
from assistant.export.json import load
from evals.poison.disguises import folded

# Keys that quote the inputs or tell what was withheld.
_QUOTES = frozenset({"evidence", "diff", "checks"})
_TAG = re.compile(r"<[^>]{1,2000}>")


class Telling:
    """A draft as JSON, and the texts in which it speaks for itself."""

    def __init__(self, draft: Mapping[str, Any]) -> None:
        self.draft = draft

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return each text outside `evidence`, `changes[].diff` and `checks` with its key."""
        return tuple(_texts(self.draft, ""))

    @cached_property
    def _folded(self) -> tuple[tuple[str, str], ...]:
        return tuple((where, folded(text)) for where, text in self.texts)

    @cached_property
    def _read(self) -> Draft | MalformedInput:
        try:
            return load(json.dumps(self.draft))
        except MalformedInput as error:
            return error

    @property
    def refused(self) -> str | None:
        """Return why the product does not take this for a draft of its own, or None."""
        return str(self._read) if isinstance(self._read, MalformedInput) else None

    @cached_property
    def _exports(self) -> tuple[tuple[str, str], ...]:
        if isinstance(self._read, MalformedInput):
            return ()
        return tuple((name, folded(text)) for name, text in exports(self._read))

    def places(self, sign: str) -> tuple[str, ...]:
        """Return the keys, and the forms of export, in which a folded text stands."""
        found = [where for where, text in (*self._folded, *self._exports) if sign in text]
        return tuple(dict.fromkeys(found))


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, f"{where}[]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _QUOTES:
                yield from _texts(item, f"{where}.{key}" if where else key)


def exports(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the draft as Markdown and as HTML without what quotes: sources, diffs, checks."""
    document = build(draft)
    own = replace(document, blocks=tuple(_own(document)), sources=())
    return (
        ("Markdown", unescape(markdown.write(own)).replace("\\", "")),
        ("HTML", unescape(_TAG.sub(" ", html.body(own)))),
    )


def _own(document: Document) -> Iterator[Block]:
    checks = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            checks = block.anchor.endswith("checks")
        if not checks and not isinstance(block, Code | Sources):
            yield block
