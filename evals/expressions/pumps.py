"""Pumps: short texts that, repeated, may keep an expression busy, many made from itself."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

GENERAL: tuple[str, ...] = (
    "a", "1", "A", " ", "\t", "1:", "[(", ")]", ":", ".", "-", "_", "/", "=", "@", "a ", "a.", "a-",
    "1 ", "1.", "1,", "a@", "a=", "Aa ", '"', "'", "\\", '\\"', "|", "* ", "> ", "# ", "12:34 ",
    "2026-01-02 ", "a: ", "<", "<a>", "{", "[", "+1 ", "%", "; ", ", ",
)  # fmt: skip
MANY = 8
_MOST = 60
_FROM = "a1A -:._/=@\"'!\t"


def _parser() -> Any:
    # The standard library's own reading of an expression; no public module gives the tree.
    return importlib.import_module("re._parser")


def _of_category(name: str) -> str:
    if "NOT" in name:
        return "!" if "SPACE" not in name else "a"
    return "1" if "DIGIT" in name else " " if "SPACE" in name else "a"


def _of_set(items: Sequence[Any]) -> str:
    negated = bool(items) and str(items[0][0]) == "NEGATE"
    if not negated:
        kind, value = items[0]
        if str(kind) == "LITERAL":
            return chr(value)
        return chr(value[0]) if str(kind) == "RANGE" else _of_category(str(value))
    return next((one for one in _FROM if not any(_holds(item, one) for item in items[1:])), "~")


def _holds(item: Any, character: str) -> bool:
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return bool(chr(value) == character)
    if kind == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    word = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": str.isalnum}
    name = next(key for key in word if key in str(value))
    return word[name](character) is not ("NOT" in str(value))


def sample(tree: Iterable[Any], *, choice: int = 0) -> str:
    """Return a text that the tree probably matches; `choice` picks the branch of alternatives."""
    parts: list[str] = []
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            parts.append(chr(value))
        elif name == "NOT_LITERAL":
            parts.append("a" if value != ord("a") else "b")
        elif name == "ANY":
            parts.append("a")
        elif name == "IN":
            parts.append(_of_set(value))
        elif name.endswith("REPEAT"):
            parts.append(sample(value[2], choice=choice) * max(value[0], 1))
        elif name == "SUBPATTERN":
            parts.append(sample(value[3], choice=choice))
        elif name == "ATOMIC_GROUP":
            parts.append(sample(value, choice=choice))
        elif name == "BRANCH":
            parts.append(sample(value[1][choice % len(value[1])], choice=choice))
    return "".join(parts)


def _inside(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each open repetition and what it repeats."""
    for kind, value in tree:
        name = str(kind)
        if name.endswith("REPEAT"):
            if value[1] >= MANY:
                for choice in range(3):
                    yield before, sample(value[2], choice=choice)
            yield from _inside(value[2], before)
        elif name == "SUBPATTERN":
            yield from _inside(value[3], before)
        elif name == "ATOMIC_GROUP":
            yield from _inside(value, before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _inside(branch, before)
        before += sample([(kind, value)])


def pumps(pattern: str, flags: int) -> tuple[tuple[str, str], ...]:
    """Return pairs of what stands first and what is to be repeated behind it, each once."""
    tree = _parser().parse(pattern, flags)
    own = list(islice(_inside(tree, ""), _MOST))
    found: dict[tuple[str, str], None] = {}
    for before, unit in own:
        found[("", unit)] = None
        found[(before, unit)] = None
        found[("", before + unit)] = None
    for choice in range(3):
        found[("", sample(tree, choice=choice))] = None
        found[("", sample(tree, choice=choice)[:-1])] = None
    found.update(dict.fromkeys(("", unit) for unit in GENERAL))
    return tuple(pair for pair in found if pair[1])


def text(before: str, unit: str, size: int) -> str:
    """Return a text of about `size` characters that ends in a way few expressions expect."""
    return before + unit * max(size // len(unit), 1) + "\x00"


def compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """Return the expression compiled."""
    return re.compile(pattern, flags)
