"""A regular expression of many literals that shares their beginnings, so that it fails early."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

_Node: TypeAlias = "dict[str, _Node]"


def alternation(literals: Iterable[str], written: Callable[[str], str] = re.escape) -> str:
    """Return an expression that matches the longest of `literals` that begins at a place.

    `written` tells what matches a character; characters are tried in their order. Raises
    ValueError where there is none: an empty alternation would match everywhere.
    """
    root: _Node = {}
    for literal in literals:
        node = root
        for char in literal:
            node = node.setdefault(char, {})
        node[""] = {}
    if not root or "" in root:
        raise ValueError("An alternation needs literals, and none of them may be empty.")
    return _expression(root, written)


def _expression(node: _Node, written: Callable[[str], str]) -> str:
    branches = [
        written(char) + _expression(following, written)
        for char, following in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return joined
    return f"(?:{joined})?"
