"""What a number counts: the noun behind it, in its label, or told before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import number, phrases, words

Measure = Literal["users", "requests", "records", "money", "duration", "rate", "other"]
_COUNTED: tuple[Measure, ...] = ("users", "requests", "records", "other")
_SINGULAR = ("ss", "us", "is", "'s", "’s")
_BARRED = ("technical", "tests", "staff")
_POINTING = "pointing"
_SOFT = "soft"
_OTHER = "other"
_NEAR = 5
_FEW = 3  # words from "one" to its noun
_TAIL = re.compile(r"(?:(?!\s[-–—]{1,2}\s)[^.;:!?()|,\n]){0,90}")
_WORDS = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_PART_OF = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|all|our|own|about)\s){0,3}(?:\d[\d.,']{0,18}\s)?", re.I
)
# A label and what may stand between it and its value.
_LABEL = re.compile(
    r"(?<![\w-])(?P<label>[^.;!?:=|\s>]{1,40}(?:\s[^.;!?:=|\s>]{1,40}){0,14})"
    r"(?:\s?[:=|]|\t|\s(?=\s)|\s?\.{3,90}|\s?[-=]?>)[\s|]{0,90}[*_`]{0,4}"
    r"(?:(?:about|approx\.?|around|ca\.?|at least|[~≈><])\s?)?$"
)
_OWN_NUMBER = re.compile(r"(?<![\w.-])\d{2,}(?![\w.-])")
# The end of a label, without which it is not worth looking for where one begins.
_LABELLED = re.compile(
    r"(?:[:=|\t>]|\s\s|\.{3})[\s|]{0,90}[*_`]{0,4}"
    r"(?:(?:about|approx\.?|around|ca\.?|at least|[~≈><])\s?)?$"
)
_ACTORS = 2
_ACT = re.compile(r"\s([^\W\d_]{3,15})(?!\w)")
_AHEAD = re.compile(r"(?<![\w-])([^\W\d_]{3,})\s$")
_ALONE = re.compile(r"[\d.,'kKmM ]{0,20}\d[kKmM]?\s?(?:[,;)]\s|$)")


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun of a number: its measure, the word itself and what it alone weighs.

    `how` is where it stands: behind the number, in a label ahead of it, or told before.
    """

    measure: Measure
    unit: str
    weight: float
    how: Literal["behind", "label", "before"]


@cache
def _classes() -> dict[str, str]:
    listed = (*_BARRED, _SOFT, *_COUNTED, _POINTING)
    return {w: name for name in reversed(listed) for w in words("impact", "nouns", name, "words")}


def _plural(word: str) -> bool:
    ends = len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR)
    return ends and word not in words("impact", "nouns", "never", "words")


def class_of(word: str) -> str | None:
    """Return the class of a noun: a listed one, agents by their ending, other for a plural."""
    known = _classes().get(word)
    if known is None and "-" in word:
        known = _classes().get(word.rsplit("-", 1)[1])
    if known is not None:
        return known
    ending = word.endswith(words("impact", "nouns", "agents", "endings"))
    if ending and word not in words("impact", "nouns", "agents", "never"):
        return "users"
    return "other" if _plural(word) else None


def _weighed(name: str, word: str, how: Literal["behind", "label", "before"]) -> Counted:
    measure: Measure = next((one for one in _COUNTED if one == name), "other")
    return Counted(measure, word, number("impact", "nouns", name, "weight"), how)


def _head(near: list[str], how: Literal["behind", "label"]) -> Counted | None:
    """Return the head of a noun phrase: its first plural, barred where a word of it is."""
    found: Counted | None = None
    for word in near:
        name = class_of(word)
        if name in _BARRED:
            return _weighed(name, next((w for w in near if _plural(w)), word), how)
        if name is not None and found is None and (_plural(word) or _mass(word)):
            found = _weighed(name, word, how)
            if how == "behind":
                return found
    return found


def _mass(word: str) -> bool:
    """Return whether a noun is a plural or a mass without an "s" ("people", "women", "sms")."""
    return f"{word}s" not in _classes()


def points_back(text: str, at: int) -> bool:
    """Return whether a number goes on "of them": its noun was told before."""
    found = phrases("impact", "nouns", "words", "them").span(text[at : at + 12])
    return found is not None and not text[at : at + found[0]].strip()


def behind(text: str, quantity: Quantity, end: int) -> Counted | None:
    """Return the noun of the phrase that follows a number ("38 good customers")."""
    at = quantity.end
    if phrases("impact", "nouns", "words", "us").span(text[at : at + 24].lstrip()) and text[
        at:
    ].lstrip().lower().startswith("of "):
        return _weighed("users", "people", "behind")
    if points_back(text, at):
        return None
    part = _PART_OF.match(text, at, end)
    tail = _TAIL.match(text, part.end() if part else at, end)
    near = []
    for found in _WORDS.finditer(tail.group() if tail else ""):
        word = found.group().lower()
        if word in words("impact", "nouns", "words", "ends"):
            break
        near.append(word)
    near = near[:_NEAR]
    if quantity.value == 1:
        return _singular(near[:_FEW])
    plural = next((i for i, w in enumerate(near) if class_of(w) and _plural(w)), None)
    if plural is not None:
        near = near[: plural + 1]
    return _head(near, "behind") or _singular(near[:2])


def _singular(near: list[str]) -> Counted | None:
    """Return a listed noun in the singular right behind a number ("2.1k user")."""
    for word in near:
        name = _classes().get(word)
        if name is not None and name in _COUNTED:
            return _weighed(name, word, "behind")
    return None


def actor(text: str, begin: int, quantity: Quantity) -> Counted | None:
    """Return people as the noun of a number that heads a sentence with a verb behind it."""
    if quantity.value < _ACTORS or re.search(r"[^\W_]", text[begin : quantity.start]):
        return None
    found = _ACT.match(text, quantity.end)
    if found is None or found[1].lower() not in words("impact", "nouns", "words", "acts"):
        return None
    return replace(_weighed("users", "people", "behind"), how="before")


def part_named(text: str, quantity: Quantity, end: int) -> bool:
    """Return whether a number is told as a part of its noun ("41 of the answers")."""
    return _PART_OF.match(text, quantity.end, end) is not None


def label_span(text: str, begin: int, at: int) -> tuple[int, int] | None:
    """Return where the label stands that a number is the value of ("Users affected:"), or None.

    A plural right ahead of a number that nothing follows is a label too ("customers 311, ...").
    """
    since = max(begin, at - 110)
    found = _LABEL.search(text, since, at) if _LABELLED.search(text, since, at) else None
    if found is not None:
        return found.span("label")
    ahead = _AHEAD.search(text, max(begin, at - 30), at)
    if ahead is None or not _ALONE.match(text, at) or not _plural(ahead[1].lower()):
        return None
    return ahead.span(1) if class_of(ahead[1].lower()) in _COUNTED else None


def of_label(label: str) -> Counted | None:
    """Return the noun of a label, None where it only points back ("of those reopened")."""
    back = phrases("impact", "nouns", "words", "back").span(label)
    if back is not None and back[0] == 0:
        return None
    near = [w.lower() for w in _WORDS.findall(label)]
    if len(near) > 1 and near[-1] in words("impact", "nouns", "words", "tallies"):
        name = class_of(f"{near[-2]}s") if not _plural(near[-2]) else None
        if name in {_OTHER, *_BARRED}:
            return _weighed("technical", near[-2], "label")
    ends = words("impact", "nouns", "words", "ends")
    first = next((i for i, word in enumerate(near) if word in ends), len(near))
    named = _head(near[:first], "label")
    later = [w for w in near[first:] if class_of(w) not in _BARRED]
    return named or _head(later, "label")


def counts(label: str) -> bool:
    """Return whether a label holds a number of its own: a clause then, not what is counted."""
    return _OWN_NUMBER.search(label) is not None


def unnamed(label: str) -> Counted:
    """Return the count of a label without any noun: its own words name what it counts."""
    back = phrases("impact", "nouns", "words", "back").span(label)
    said = label[back[1] :] if back is not None and back[0] == 0 else label
    unit = " ".join(word.lower() for word in _WORDS.findall(said)[:_NEAR])
    return Counted("other", unit, number("impact", "nouns", "other", "weight"), "before")
