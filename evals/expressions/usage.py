"""How an expression is used: the calls made on the name that it is compiled under."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"([A-Za-z_]\w{0,60})(?::[^=\n]{1,80})? = re\.compile\(")
_CALL = r"(?<!\w){}\.(match|fullmatch|search|finditer|findall|sub|subn|split)\("
# These look for the expression at one place; the others try every place of the text.
ANCHORED = frozenset({"match", "fullmatch"})


def calls(place: str) -> frozenset[str]:
    """Return the names of the calls on the expression compiled at "file:line".

    Empty where it has no name of its own there, or where only other files use it.
    """
    name, _, number = place.rpartition(":")
    text = (_ROOT / name).read_text(encoding="utf-8")
    lines = text.split("\n")
    for line in reversed(lines[max(int(number) - 12, 0) : int(number)]):
        found = _NAMED.match(line.strip())
        if found is not None:
            return frozenset(re.findall(_CALL.format(re.escape(found[1])), text))
    return frozenset()


def is_anchored(place: str) -> bool:
    """Return whether the expression is known to be tried at one place of a text only."""
    used = calls(place)
    return bool(used) and used <= ANCHORED
