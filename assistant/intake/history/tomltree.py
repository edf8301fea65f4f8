"""Reads lists of tables in TOML into trees: every value with its place, as written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from assistant.intake.history.tree import Node

_LIST = re.compile(r"\[\[\s?[\w.\-\"]{1,80}\s?\]\]\s*(?:#.*)?")
_TABLE = re.compile(r"\[(?P<name>[\w.\-\"]{1,120})\]\s*(?:#.*)?")
_PAIR = re.compile(
    r"[ \t]*(?P<key>[\w\-]{1,80}|\"[^\"\n]{1,80}\")[ \t]*=[ \t]*"
    r"(?P<value>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^#\n]+?)[ \t]*(?:#.*)?"
)
_MULTILINE = re.compile(r"[ \t]*([\w\-]{1,80})[ \t]*=[ \t]*(\"\"\"|''')")


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether a text is TOML with lists of tables."""
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    at = next((at for at, line in enumerate(told[:40]) if _LIST.fullmatch(line.strip())), None)
    if at is None or at + 1 >= len(told):
        return False
    # Nothing but values and tables stands above the first list.
    above = told[:at]
    return all(_PAIR.fullmatch(line) or _TABLE.fullmatch(line.strip()) for line in above) and bool(
        _PAIR.fullmatch(told[at + 1]) or _MULTILINE.match(told[at + 1])
    )


def parse(text: str) -> tuple[Node, ...]:
    """Return one list with a mapping for every table, of those that hold values of one line.

    What is neither a table nor such a value is passed over; texts over several lines are kept.
    """
    tables: list[list[tuple[Node, Node]]] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        words = line.strip()
        if _LIST.fullmatch(words) or (_TABLE.fullmatch(words) and not words.startswith("[[")):
            tables.append([])
        else:
            opened = _MULTILINE.match(line)
            if opened and tables:
                closed = text.find(opened[2], at + opened.end())
                closed = len(text) if closed < 0 else closed
                told = text[at + opened.end() : closed].strip("\n")
                key = Node("scalar", at + opened.start(1), at + opened.end(1), opened[1])
                tables[-1].append((key, Node("scalar", at + opened.end(), closed, told)))
                end = max(end, text.find("\n", closed))
            elif tables and (pair := _PAIR.fullmatch(line)):
                tables[-1].append(_pair(pair, at))
        at = end + 1
    maps = tuple(
        Node("map", pairs[0][0].start, pairs[-1][1].end, pairs=tuple(pairs))
        for pairs in tables
        if pairs
    )
    return (Node("list", 0, len(text), items=maps),)


def _pair(found: re.Match[str], at: int) -> tuple[Node, Node]:
    a, b = found.span("key")
    key = Node("scalar", at + a, at + b, found["key"].strip('"'))
    a, b = found.span("value")
    return key, Node("scalar", at + a, at + b, _value(found["value"]))


def _value(written: str) -> str:
    """Return a value as the text that it means; what is no text stays as written."""
    if written[:1] not in ('"', "'"):
        return written
    try:
        told = tomllib.loads(f"x = {written}")["x"]
    except tomllib.TOMLDecodeError:
        return written.strip("\"'")
    return told if isinstance(told, str) else written
