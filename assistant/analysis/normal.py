"""Percentages told as the normal ones, and those set against them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import phrases

_REACH = 40
# "from 4% to 37%" tells the normal share and the other in one.
_RANGE = re.compile(r"\d\s?%?\s*(?:to|-|–|—)\s*\d")


def is_normal(text: str, begin: int, quantity: Quantity) -> bool:
    """Return whether a percentage is told as the normal one ("normally 12%", "12% normally")."""
    if _RANGE.search(text, quantity.start, quantity.end):
        return False
    lead = text[max(begin, quantity.start - 24) : quantity.start]
    hits = phrases("impact", "cues", "normal").spans(lead)
    if hits and not re.search(r"\d", lead[hits[-1][1] :]):
        return True
    hit = phrases("impact", "cues", "normal_after").span(text[quantity.end : quantity.end + _REACH])
    return hit is not None and not re.search(r"[\d,;.(]", text[quantity.end :][: hit[0]])


def off_normal(text: str, begin: int, told: Sequence[Quantity]) -> bool:
    """Return whether a sentence with these quantities sets a percentage against the normal one."""
    rates = [q for q in told if q.kind == "rate"]
    normal = [q for q in rates if is_normal(text, begin, q)]
    return bool(normal) and len(rates) > len(normal)
