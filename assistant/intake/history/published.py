"""Published releases whose body lists what changed: one entry for every item of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.intake.history.entries import Entry, fields
from assistant.intake.history.swaps import swap_in
from assistant.intake.history.tree import Node

_ITEM = re.compile(r"\s{0,8}[-*+•]\s{1,4}(?P<words>\S.{0,600})")
_BY = re.compile(r"\s+by @\S+(?:\s+in\s+\S+)?\s*\Z")
_MARKS = frozenset({"tag_name", "tagname", "tag"})
_WITHOUT = frozenset({"body", "name", "title", "description", "tag_name"})


def items_of(entry: Entry) -> Iterator[Entry]:
    """Yield an entry for each item of a release's body, with its tag and times, or the entry."""
    own = fields(entry.node)
    body = own.get("body", own.get("description"))
    if body is None or not _MARKS & set(own) or not body[1].value:
        yield entry
        return
    items = [found for line in body[1].value.split("\n") if (found := _ITEM.fullmatch(line))]
    if not items:
        yield entry
        return
    kept = tuple(pair for name, pair in own.items() if name not in _WITHOUT)
    for item in items:
        yield replace(entry, node=_item(entry.node, body, item, kept))


def _item(
    node: Node, body: tuple[Node, Node], item: re.Match[str], kept: tuple[tuple[Node, Node], ...]
) -> Node:
    start, end = body[1].start, body[1].end
    words = item["words"]
    bare = _BY.sub("", words)
    swap = swap_in(bare)
    pairs = [("text", bare)]
    if swap is not None:
        pairs += [(name, bare[a:b]) for name, (a, b) in swap.named()]
    told = {name for name, _ in pairs}
    if "after" in told:
        # What an item itself says it replaced tells more than the release's number.
        kept = tuple(pair for pair in kept if (pair[0].value or "").lower() not in _MARKS)
    made = tuple(
        (Node("scalar", start, start + 1, name), Node("scalar", start, end, value))
        for name, value in pairs
    )
    return Node("map", node.start, node.end, pairs=(*made, *kept))
