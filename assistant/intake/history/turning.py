"""Headings of a changelog that turn round what its items say: removed, deprecated, reverted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.intake import tables

HEADING = re.compile(r"(#{1,6})\s{1,8}(\S.*)")
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"\s{0,3}[-*+•]\s")
_STEM = 5
_MOST = 4
_LONGEST = 60


@cache
def _headings() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("turning").words("headings"))


def is_news(heading: str) -> bool:
    """Return whether a heading only says that what stands below it is new ("New features").

    A feature of a release is none of a feature store.
    """
    words = _WORD.findall(heading[:80].lower())
    return 0 < len(words) <= _MOST and set(words) <= _news()


@cache
def _news() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("turning").words("news"))


@cache
def _undone() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("turning").words("undone"))


def turned(heading: str, item: str) -> str | None:
    """Return what has to be said ahead of an item ("Removed:"), None where it says so itself.

    None too under a heading that brings in what stands below it. Raises ResourceError on a
    damaged data file.
    """
    words = _WORD.findall(heading[:80].lower())
    if not 0 < len(words) <= _MOST:
        return None
    told = next((word for word in (words[0], words[-1]) if word in _headings()), None)
    first = _WORD.search(item[:80].lower())
    if told is None or (first is not None and first[0].startswith(told[:_STEM])):
        return None
    return f"{heading.strip(' :*_#')}:"


def is_reverted(heading: str) -> bool:
    """Return whether a heading says that the changes below it, told as they were, were undone."""
    words = _WORD.findall(heading[:80].lower())
    return 0 < len(words) <= _MOST and words[0] in _undone()


def is_heading(line: str, under: str) -> bool:
    """Return whether a line that no mark makes a heading is one ("**Removed**", "Removed:").

    It is short, alone, and has a list right below it; `under` is the line there.
    """
    words = line.rstrip()
    if len(words) > _LONGEST or words[:1] in (" ", "\t", "") or not _ITEM.match(under):
        return False
    if not (words.endswith(":") or (words.startswith("**") and words.rstrip(":").endswith("**"))):
        return words.isalpha() and words.lower() in _headings()
    return len(words.split()) <= _MOST


def titles(text: str) -> Iterator[str]:
    """Yield the words of the first headings of a text, in lower case."""
    for line in text.split("\n", 40)[:40]:
        found = HEADING.match(line)
        if found:
            yield found[2].strip().lower()
