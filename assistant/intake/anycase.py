"""Expressions of many words in small letters or capitals, which fail at their first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.intake.tries import alternation

# What else a search that ignores case takes for these letters.
_OTHERS = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
# Stands for a gap, which may be none at all: it comes after every letter, to be tried last.
_GAP = "\U0010ffff"
_GAPS = r"[ _.\-]?"


def anycase(words: Iterable[str]) -> str:
    """Return an expression for any of the words in either case, the longest first.

    The same as `(?i:one|other)`, but the words share their beginnings and each letter is a class:
    a place where none begins is passed over by its first letter, where a search that ignores case
    would try every word in turn.
    """
    return alternation((word.lower() for word in words), _either)


def anycase_fields(words: Iterable[str]) -> str:
    """Return the same for the names of fields, whose words may be tied in several ways.

    "full_name" is found as "Full Name", "full-name" and "fullname" too.
    """
    return anycase(word.replace("_", _GAP) for word in words)


def _either(char: str) -> str:
    """Return what matches a character in either case."""
    if char == _GAP:
        return _GAPS
    if not char.isalpha():
        return re.escape(char)
    return f"[{char}{char.upper()}{_OTHERS.get(char, '')}]"
