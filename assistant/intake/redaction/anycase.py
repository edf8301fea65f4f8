"""Expressions of many words in small letters or capitals, which fail at their first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

_Node: TypeAlias = "dict[str, _Node]"
# What else a search that ignores case takes for these letters.
_OTHERS = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
# What a gap between the words of a field may be, where there is one.
GAP = "_"
_GAPS = r"[ _.\-]?"


def anycase(words: Iterable[str]) -> str:
    """Return an expression for any of the words in either case, the longest first.

    The same as `(?i:one|other)`, but the words share their beginnings and each letter is a class:
    a place where none begins is passed over by its first letter, where a search that ignores case
    would try every word in turn.
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in word.lower():
            node = node.setdefault(char, {})
        node[""] = {}
    return _expression(root)


def anycase_fields(words: Iterable[str]) -> str:
    """Return the same for the names of fields, whose words may be tied in several ways.

    "full_name" is found as "Full Name", "full-name" and "fullname" too.
    """
    return anycase(words).replace(GAP, _GAPS)


def _expression(node: _Node) -> str:
    # A gap may be none at all, so that letters come first.
    letters = sorted((char for char in node if char), key=lambda char: (char == GAP, char))
    branches = [_either(char) + _expression(node[char]) for char in letters]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined


def _either(char: str) -> str:
    """Return what matches a character in either case."""
    if not char.isalpha():
        return re.escape(char)
    return f"[{char}{char.upper()}{_OTHERS.get(char, '')}]"
