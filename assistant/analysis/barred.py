"""Numbers that count nothing: ids, dates, ages, wholes of shares, what a line takes back."""

from __future__ import annotations

import re

from assistant.analysis.nouns import Counted
from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import number, phrases, words

_SHORT = 40  # characters from a number to the whole that it is of
_ID = re.compile(r"(?:#|\bv|\bno\.?|\bsev-?|\bstep|\bversion|\bp|\bid)\s?$")
# The whole that a share is of ("212 of 690 summaries") was not hit; nor is "those 52" a new count.
_WHOLE = re.compile(r"\W*(?:out\s+)?of\s+(?:(?:the|all|our|about|these|those)\s+)*", re.I)
# "2,900 meters done, of 10,400 flats", "9 questions of 12".
_LATER_WHOLE = re.compile(
    r"(?:\s[^\W\d_][\w'’-]{0,30}){1,4}(?:,|\sout)?\s+of\s+(?:(?:the|all|our|about)\s+){0,3}", re.I
)
_TOLD_BEFORE = re.compile(r"(?<!\bof )\b(?:those|these|the other)\s+$", re.I)
_WORD_AHEAD = re.compile(r"([^\W\d_]+)\.?\s+$")
_COLUMNS = 120  # characters from the end of a label to the end of its line
_MARKS = 4
_VALUE = re.compile(r"(?<=[^\W_])(?:\s{3,90}|\s?\.{3,90}\s?)[^\w\s]{0,2}\d[\d.,'’]{0,18}\s*$")
_DAY_AHEAD = re.compile(r"\b\d{1,2}(?:\.|st|nd|rd|th)?\s+$", re.I)
_MOST_DAYS = 99
# "all summaries 404", "they see 502 from the gateway": statuses of RFC 9110 and its kin
_STATUSES = frozenset({400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 502, 503, 504, 529})
_STATUS_AHEAD = re.compile(
    r"(?:[a-z]{3,}s|see|seeing|return|returned|returning|got|get|gets|getting|with|gave|http)\s+$",
    re.I,
)
_NO_NOUN = re.compile(
    r"(?:ed|ing|s|'s)?(?:\s*(?:$|[.,;:!?)\n])|\s+(?:from|on|in|for|at|since|with|error|errors|again|now)\b)"
)
# "12 (gb-12: 13)": what a named version had, set beside a number.
# "share of low > 30 %", a rule; "37 -> 71 %" is none
_THRESHOLD = re.compile(r"(?<![-=–—>])(?:[>≥]=?|&gt;=?)\s?$")
# "Impact: 1 - High": the rank of a field.
_RANK = re.compile(
    r"\s-\s(?:critical|severe|urgent|high|major|moderate|medium|minor|low|planning)\b", re.I
)
# "where dims(embedding)=3072": what code compares.
_CODED = re.compile(r"\w\)\s?[=!<>]=?=?\s?$")
# "50 of 50 pass": all that were looked at were right.
_ALL_RIGHT = re.compile(
    r"\s?(?:of|/|out of)\s?(?P<whole>\d{1,9})\b[^.;\n]{0,40}?"
    r"\b(?:pass(?:es|ed)?|ok|okay|correct|right|fine|clean)\b",
    re.I,
)
_COMPARED = re.compile(r"\d[\d.,]*\s?%?\s*\((?P<label>[^()]{1,24}?)\s?:\s?$")


def counts_nothing(text: str, begin: int, quantity: Quantity) -> bool:
    """Return whether a number counts nothing: zero, an id, a date, told before, taken back."""
    if in_label(text, quantity):
        return True
    lead = text[max(begin, quantity.start - 40) : quantity.start]
    if quantity.value <= 0 or re.match(r"0\d", text[quantity.start : quantity.end]):
        return True
    if _ID.search(lead[-12:].lower()) or _TOLD_BEFORE.search(lead[-12:]):
        return True
    then = phrases("impact", "barred", "told_then").span(text[quantity.end : quantity.end + 30])
    if then is not None and not text[quantity.end : quantity.end + then[0]].strip():
        return True
    passed = _ALL_RIGHT.match(text, quantity.end)
    if passed is not None and float(passed["whole"]) == quantity.value:
        return True
    if _THRESHOLD.search(lead) or _CODED.search(lead) or _RANK.match(text, quantity.end):
        return True
    if _ends(lead, "taken_back") or _compared(lead):
        return True
    if text[quantity.start : quantity.end].strip().lower() == "one" and _ends(lead, "ones"):
        return True
    if quantity.kind == "money":
        return quantity.value < number("impact", "places", "price")
    if quantity.kind != "count":
        return False
    if quantity.value in _STATUSES and _STATUS_AHEAD.search(lead):
        return _NO_NOUN.match(text, quantity.end) is not None
    return quantity.value != int(quantity.value) or _of_date(lead, text, quantity)


def in_label(text: str, quantity: Quantity) -> bool:
    """Return whether a number stands in the label of a value in a column of its own.

    "late by more than 15 min             61" counts 61.
    """
    if not text[-_MARKS:].strip()[-1:].isdigit():
        return False
    found = _VALUE.search(text, max(quantity.end, len(text) - _COLUMNS))
    return found is not None and quantity.start < found.start()


def _ends(lead: str, kind: str) -> bool:
    hits = phrases("impact", "barred", kind).spans(lead)
    return bool(hits) and not lead[hits[-1][1] :].strip(" *_~≈")


def _compared(lead: str) -> bool:
    found = _COMPARED.search(lead)
    if found is None:
        return False
    named = re.search(r"\d", found["label"]) is not None
    return named or phrases("impact", "columns", "usual").span(found["label"]) is not None


def _of_date(lead: str, text: str, quantity: Quantity) -> bool:
    """Return whether a number is the year or the day of a date without a zone ("6 oct 26")."""
    ahead = _WORD_AHEAD.search(lead)
    if ahead is None or quantity.value > _MOST_DAYS or not _month(ahead[1]):
        return False
    noun = re.match(r"(?:st|nd|rd|th)?\s[^\W\d_]", text[quantity.end : quantity.end + 6])
    return noun is None or _DAY_AHEAD.search(lead[: ahead.start()]) is not None


def _month(word: str) -> bool:
    return phrases("impact", "columns", "months").whole(word)


def is_whole(text: str, part: Quantity | None, quantity: Quantity, begin: int) -> bool:
    """Return whether a number is the whole that a share before it is of."""
    of = text[part.end if part else begin : quantity.start]
    if len(of) > _SHORT:
        return False
    if _WHOLE.fullmatch(of) or _ends(
        text[max(begin, quantity.start - _SHORT) : quantity.start], "parts"
    ):
        return True
    rounds = words("impact", "barred", "rounds")
    if part and of.strip() == "in" and text[quantity.start : quantity.end].strip() in rounds:
        return True
    counts = part is not None and part.kind == "count" and quantity.kind == "count"
    return counts and _larger(part, quantity) and _LATER_WHOLE.fullmatch(of) is not None


def is_everything(label: str | None, noun: Counted, told: frozenset[str]) -> bool:
    """Return whether a label names all there are of what figures counted already."""
    if label is None or noun.how != "label" or noun.unit not in told:
        return False
    return phrases("impact", "barred", "everything").span(label) is not None


def _larger(part: Quantity | None, whole: Quantity) -> bool:
    return part is not None and whole.value > part.value


def only_points(text: str, quantity: Quantity, noun: Counted) -> bool:
    """Return whether a number with the noun of another is a year, or an age in brackets."""
    bracketed = text[: quantity.start].endswith("(") and text[quantity.end :].startswith(")")
    return is_year(text, quantity, noun) or (noun.how == "before" and bracketed)


def is_year(text: str, quantity: Quantity, noun: Counted) -> bool:
    """Return whether a bare number of four digits is a year ("in 2026 customers", "2024 polls")."""
    bare = text[quantity.start : quantity.end].isdigit() and 1990 <= quantity.value <= 2100
    ahead = _WORD_AHEAD.search(text, max(0, quantity.start - 24), quantity.start)
    dated = ahead is not None and ahead[1].lower() in words("impact", "nouns", "words", "ends")
    return bare and (dated or noun.measure == "other" or noun.how == "before")
