"""Sentences in which one value takes the place of another without an arrow or a "from"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.intake import tables

_EDGES = "`\"'().,;:*_"
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_FEW = 5
_LONGEST = 2_000


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tables.load("history.toml").table("replacing")
    return {name: frozenset(table.words(name)) for name in ("takes", "gives", "ways", "moves")}


def told(text: str) -> tuple[str, str] | None:
    """Return what was there and what came ("b replaces a", "a replaced by b", "bump a to b").

    None where neither is said, or where one of the two is no version or name with a number.
    """
    parts = text[:_LONGEST].split()
    known = _words()
    plain = [part.strip(_EDGES).lower() for part in parts]
    for at, word in enumerate(plain):
        if word in known["takes"]:
            found = _values(parts, at + 1, at - 1)
        elif word in known["gives"]:
            found = _given(parts, plain, at, known["ways"])
        elif word in known["moves"]:
            found = _given(parts, plain, at, frozenset(("to",)))
        else:
            continue
        if found is not None:
            return found
    return None


def _given(
    parts: Sequence[str], plain: Sequence[str], at: int, ways: frozenset[str]
) -> tuple[str, str] | None:
    for way in range(at + 1, min(at + _FEW, len(plain))):
        # What ends a clause ahead of the way belongs to another one.
        if plain[way] in ways:
            before = way - 1 if way > at + 1 else at - 1
            if before < at and plain[before] in ("is", "was", "been", "are", "were"):
                before -= 1
            return _values(parts, before, way + 1)
        if parts[way][-1:] in ",;.":
            return None
    return None


def _values(parts: Sequence[str], before: int, after: int) -> tuple[str, str] | None:
    if not (0 <= before < len(parts) and 0 <= after < len(parts)):
        return None
    old, new = parts[before].strip(_EDGES), parts[after].strip(_EDGES)
    told = old != new and _is_value(old) and _is_value(new)
    return (old, new) if told or _are_kin(old, new) else None


def _are_kin(old: str, new: str) -> bool:
    """Return whether two names are of one family ("kit-s", "kit-large")."""
    if old == new or "-" not in old or "-" not in new or _CLOCK.search(f"{old} {new}"):
        return False
    families = (old.split("-", 1)[0].lower(), new.split("-", 1)[0].lower())
    return families[0] == families[1] != ""


def _is_value(word: str) -> bool:
    return any(map(str.isdigit, word)) and not _CLOCK.search(word)
