"""Percentages told as the normal ones, and those set against them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import Cues, number, phrases

_REACH = 40
# "from 4% to 37%" tells the normal share and the other in one.
_RANGE = re.compile(r"\d\s?%?\s*(?:to|-|–|—)\s*\d")


def is_normal(text: str, begin: int, quantity: Quantity, told: Sequence[Quantity] = ()) -> bool:
    """Return whether a number is told as the normal one ("normally 12%", "12% normally").

    So is the later of two percentages that says what it was ("38%, in May it was 83%").
    """
    if quantity.kind == "money" or _RANGE.search(text, quantity.start, quantity.end):
        return False
    lead = text[max(begin, quantity.start - 24) : quantity.start]
    hits = phrases("impact", "cues", "normal").spans(lead)
    if hits and not re.search(r"\d", lead[hits[-1][1] :]):
        return _is_rate(quantity, told)
    if quantity.kind != "rate":
        return False
    hit = phrases("impact", "cues", "normal_after").span(text[quantity.end : quantity.end + _REACH])
    if hit is not None and not re.search(r"[\d,;.(]", text[quantity.end :][: hit[0]]):
        return True
    earlier = [q for q in told if q.kind == "rate" and q.end <= quantity.start]
    if not earlier or is_normal(text, begin, earlier[-1]):
        return False
    between = text[earlier[-1].end : quantity.start]
    was = phrases("impact", "cues", "was").spans(lead)
    return bool(was) and not lead[was[-1][1] :].strip(" ~≈") and ". " not in between


def _right_behind(text: str, quantity: Quantity, listed: Cues) -> bool:
    found = listed.span(text[quantity.end : quantity.end + _REACH])
    return found is not None and not text[quantity.end : quantity.end + found[0]].strip()


def _is_rate(quantity: Quantity, told: Sequence[Quantity]) -> bool:
    """Return whether a number can be the normal one: a rate, or beside a duration."""
    return quantity.kind in {"rate", "duration"} or any(q.kind == "duration" for q in told)


def against_normal(text: str, begin: int, quantity: Quantity, told: Sequence[Quantity]) -> bool:
    """Return whether a later count of the sentence is the normal one, far from this count."""
    if quantity.kind != "count":
        return False
    for other in told:
        if other.kind != "count" or other.start < quantity.end:
            continue
        lead = text[max(begin, quantity.end, other.start - _REACH) : other.start]
        hits = phrases("impact", "cues", "normal").spans(lead)
        if hits and not lead[hits[-1][1] :].strip(" ~≈:*"):
            most, least = max(other.value, quantity.value), min(other.value, quantity.value)
            return most >= number("impact", "places", "apart") * least
    return False


def off_normal(text: str, begin: int, stop: int, told: Sequence[Quantity], kind: str) -> bool:
    """Return whether a sentence sets a percentage, or a wait of people, against the normal one."""
    if kind == "duration" and not phrases("impact", "cues", "waits").span(text[begin:stop]):
        return False
    alike = [q for q in told if q.kind == kind or (kind == "duration" and q.kind == "count")]
    normal = [q for q in alike if is_normal(text, begin, q, told)]
    exchanged = phrases("impact", "cues", "exchanged")
    shares = phrases("impact", "signals", "share", "cues").span(text[begin:stop])
    least = number("impact", "places", "off")
    return bool(normal) and any(
        q.kind == kind
        and q not in normal
        and (shares or not _right_behind(text, q, exchanged))
        and max(q.value, normal[0].value) >= least * min(q.value, normal[0].value)
        for q in told
    )
