"""How a number is joined to the one before it, and sums that two sources tell of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis.nouns import Counted, points_back
from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import number, words

_NEAR = 1.25  # two sums this far apart at most are two tellings of one
_COUNTS = 12  # counts that a recount is compared with
_SUM = 100  # from here on cents speak of a measured sum, below of a price
_APPOSED = re.compile(r"(?:\s[^\W\d_][\w'’-]{0,30}){0,4}\s\(\s?")
_COORDINATED = re.compile(r"(?:\s[^\W\d_][\w'’-]{0,30}){1,4},?\s+(?:and|in|across|with|from)\s+")

_OF_NUMBER = re.compile(r"\s(?:out\s)?of\s(?:(?:the|all|our|about)\s){0,3}\d")
_MARK = 12  # characters of the longest mark of a list item with its indent
_ITEM = re.compile(r"\s*([-*+•–]|\s{2})\s*[*_]{0,2}[~≈]?")
_GOES_ON = re.compile(r"\s{0,9}[*_]{0,3}\s{0,9}(?:$|[,;()]|\.(?:\s|$)|[^\W\d_])")
_ALONE = re.compile(r"\s{0,9}[*_]{0,3}\s{0,9}(?:$|[,;.)])")
_WORD_AHEAD = re.compile(r"([^\W\d_]+)\s+$")
# A sentence that is a number and its noun: "That is 402 households.", "3,120 frames."
_BARE = re.compile(
    r"\W*(?:(?:that|this|it|which)(?:['’]s|\s(?:is|was|makes|are))\s|so\s|in all\s|about\s){0,2}"
    r"[~≈]?\d[\d.,'’]{0,18}(?:\s[^\W\d_][\w'’-]{0,30}){1,3}"
    r"(?:(?:,|\sand|,\sand)\s[~≈]?\d[\d.,'’]{0,18}(?:\s[^\W\d_][\w'’-]{0,30}){1,3}){0,4}\s?[.!]*\s*",
    re.I,
)
_AFTER_STOP = re.compile(r"[.!?][\"'”’)]?\s{1,3}$")
_NOUN_AND_STOP = re.compile(r"(?:\s[^\W\d_][\w'’-]{0,30}){1,3}\s?(?:[.!](?!\w)|$)")


def alone(text: str, quantity: Quantity) -> bool:
    """Return whether a number and its noun are a sentence of their own ("3,120 frames.")."""
    begins = _AFTER_STOP.search(text, max(0, quantity.start - 5), quantity.start) is not None
    return begins and _NOUN_AND_STOP.match(text, quantity.end) is not None


def is_share(text: str, quantity: Quantity) -> bool:
    """Return whether a count is told as a share of another number ("512 of 9,804 letters")."""
    return quantity.kind == "count" and _OF_NUMBER.match(text, quantity.end) is not None


def item_mark(text: str, quantity: Quantity) -> str | None:
    """Return the list mark that stands alone in front of a number, or None."""
    found = _ITEM.fullmatch(text[: quantity.start][-_MARK:]) if quantity.start <= _MARK else None
    return found[1] if found else None


def apposed(gap: str) -> bool:
    """Return whether only a noun and a bracket part a number from the one before it."""
    return _APPOSED.fullmatch(gap) is not None


def coordinated(gap: str) -> bool:
    """Return whether only a noun and "and" or "in" part a number from the one before it."""
    return _COORDINATED.fullmatch(gap) is not None


def measured(quantity: Quantity) -> bool:
    """Return whether a sum looks measured: it has cents, and is no price."""
    odd = quantity.value != int(quantity.value)
    return quantity.kind == "money" and quantity.value >= _SUM and odd


def nearest(told: Sequence[tuple[float, Counted]], quantity: Quantity) -> Counted | None:
    """Return the noun of the count told before that is most alike: a recount leaves it out."""
    apart = [(max(v, quantity.value) / min(v, quantity.value), n) for v, n in told[-_COUNTS:]]
    near = min(apart, key=lambda one: one[0], default=None)
    return near[1] if near is not None and near[0] <= _NEAR else None


def alike(quantity: Quantity, beside: Sequence[Quantity]) -> bool:
    """Return whether another sum of the sentence tells about as much in the same currency."""
    return quantity.kind == "money" and any(
        other is not quantity
        and other.kind == "money"
        and other.unit == quantity.unit
        and max(other.value, quantity.value) <= _NEAR * min(other.value, quantity.value)
        for other in beside
    )


def is_bare(text: str, begin: int, stop: int) -> bool:
    """Return whether a sentence is only a number with its noun ("That is 402 households.")."""
    return _BARE.fullmatch(text, begin, stop) is not None


def goes_on(text: str, begin: int, quantity: Quantity, end: int) -> bool:
    """Return whether a number without a noun may count what was counted before it."""
    if points_back(text, quantity.end):
        return True
    if not _GOES_ON.match(text, quantity.end, end):
        return False
    ahead = _WORD_AHEAD.search(text, max(begin, quantity.start - 24), quantity.start)
    alone = _ALONE.match(text, quantity.end, end) is not None
    word = ahead[1].lower() if ahead else ""
    listed = "ends" if alone else "dated"
    sums = word in words("impact", "nouns", "words", "sums")
    return sums or word not in words("impact", "nouns", "words", listed)


def gained(
    text: str,
    quantity: Quantity,
    found: Sequence[Quantity],
    gap: str,
    *,
    follows: bool,
    since_before: bool,
    named: bool,
    against: bool,
) -> float:
    """Return what a number gains by how it stands to the others of its sentence."""
    lasts = quantity.kind == "duration"
    held = {
        "follows": follows and not lasts,
        "share": named and is_share(text, quantity),
        "alone": since_before or alone(text, quantity),
        "apposed": follows and apposed(gap),
        "against": against,
        "alike": alike(quantity, found),
    }
    return sum(number("impact", "places", name) for name, does in held.items() if does)
