"""A sentence that tells what came, and not what it replaced ("Deploy the router v4.2.0")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake import tables
from assistant.intake.history import layers
from assistant.intake.history.subject import subject_of

_TYPED = re.compile(r"[a-z]{2,12}(?:\((?P<scope>[^()\s]{1,40})\))?!?:\s{1,4}")
# "[dist] ", "#1365 - ": where a sentence belongs, ahead of it
_LABEL = re.compile(r"(?:(?:\[[^\]\n]{1,30}\]|[#!]\d{1,7}:?)\s{1,3}(?:-\s{1,3})?){1,3}")
_VERSION = re.compile(
    r"[vV]\d{1,6}(?:[.\-]\w{1,20}){0,4}|\d{1,6}(?:\.\d{1,8}){1,4}(?:[\-+][\w.]{1,40})?"
    r"|[A-Za-z][\w.]{0,40}(?:[\-@:][\w.]{1,40}){0,6}-?v?\d[\w.\-]{0,40}"
)
_VALUE = re.compile(r"[+\-]?\d[\d.,]*(?:%|[a-zA-Z]{1,3})?")
_EDGES = "`\"'(),;:."
_FEW = 5
_LONGEST = 400
_TURNED = ("revert", "undo", "rollback", "back out")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came, and what it is a version or value of; None where only the layer is named."""

    name: str | None
    after: str


@cache
def _bringing() -> frozenset[str]:
    table = tables.load("history.toml").table("replacing")
    return frozenset((*table.words("verbs"), *table.words("brings")))


@cache
def _around() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("replacing").words("around"))


@lru_cache(maxsize=16_384)
def told(text: str) -> Arrival | None:
    """Return what a sentence says came and to what, None where it does not name both.

    The sentence has to open with a verb that brings something; "to" may take any value, a value
    right behind a name only one that is written as versions are.
    """
    text = text[:_LONGEST].split("\n", 1)[0]
    label = _LABEL.match(text)
    text = text[label.end() :] if label else text
    if text.lower().startswith(_TURNED):
        return None
    typed = _TYPED.match(text)
    words = text[typed.end() if typed else 0 :].split()
    if len(words) < 3 or words[0].strip(_EDGES).lower() not in _bringing():
        return None
    lead = [words[0]]
    around = _around()
    for at in range(1, min(len(words), _FEW + 2)):
        word = words[at].strip(_EDGES)
        if words[at].lower() in ("to", "auf", "à") and at + 1 < len(words):
            value = words[at + 1].strip(_EDGES)
            rest = words[at + 2 : at + 3]
            ended = words[at + 1][-1:] in ",;.:)" or not rest or rest[0].lower() in around
            if _VERSION.fullmatch(value) or (ended and _VALUE.fullmatch(value)):
                return _arrived(lead, value)
            return None
        if words[at].lower() in around:
            return None
        if at > 1 and re.fullmatch(r"[vV]?\d[\w.\-+]*", word) and _VERSION.fullmatch(word):
            return _arrived(lead, word)
        if words[at][-1:] in ",;.:":
            return None
        lead.append(words[at])
    return None


def named(text: str) -> str | None:
    """Return the name of what a sentence says came, or None."""
    found = told(text)
    return found.name if found is not None else None


def _arrived(lead: list[str], value: str) -> Arrival | None:
    # Whatever verb it was, what is named stands behind it.
    name = subject_of(" ".join(["set", *lead[1:]]))
    if name is None and (len(lead) != 2 or layers.of_stated(lead[1]) is None):
        return None
    return Arrival(name, value)
