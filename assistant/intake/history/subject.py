"""What a sentence names ahead of the values that it tells: the setting or part that changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.intake import tables
from assistant.intake.history import layers

_CLAUSE = re.compile(r"[.;:,()](?=\s|\Z)|\s[–—-]\s")
_TYPED = re.compile(r"\s{0,8}[a-z]{2,12}\((?P<scope>[^()\s]{1,40})\)!?:\s{0,8}")
_WORD = re.compile(r"[A-Za-z][\w./\-]{0,60}")
_IDENTIFIER = re.compile(
    r"(?=.{2,60}\Z)(?:[A-Za-z]\w*(?:[_.\-/]\w+)+|[A-Z][A-Z0-9]{2,}|[a-z]+[A-Z]\w*)"
)
# "LOG_SAMPLE_RATE": a variable of the environment sets something, whatever it is
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]{1,60}")
_NUMBER = re.compile(r"\d[\d.,]{0,20} ?(?:%|[a-z]{1,3})?")
# "Flag state updated for feature: strict_mode"
_LABELLED = re.compile(
    r"\b(?:for|of) (?:feature|flag|setting|parameter|variable|segment): (?P<name>[\w.\-]{2,60})"
)
_QUOTED = re.compile(r"(?:[A-Z][a-z]{2,12}: )?(?P<kind>[A-Za-z]{3,20}) `(?P<name>[\w./\-]{2,60})`")
_EDGES = "`\"'*"
_FEW = 3
_LONGEST = 400


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tables.load("history.toml").table("replacing")
    return {name: frozenset(table.words(name)) for name in ("verbs", "fillers", "around")}


def is_identifier(word: str) -> bool:
    """Return whether a word is written as settings and parts are, and no plain word."""
    return _IDENTIFIER.match(word) is not None


def is_filler(word: str) -> bool:
    """Return whether a word stands around names and is part of none ("default", "the")."""
    return word.lower() in _words()["fillers"]


def subject_of(lead: str) -> str | None:
    """Return the thing that words ahead of a value name ("Raise the top_k from"), or None.

    A word that only tells a layer ("model") names none; neither does prose without a verb of
    change, unless it ends in what is written as a setting.
    """
    lead = lead[-_LONGEST:]
    typed = _TYPED.match(lead)
    if typed and not lead[typed.end() :].strip():
        return _named(typed["scope"])
    rest = lead[typed.end() :] if typed else lead
    pieces = [piece for piece in _CLAUSE.split(rest) if piece.strip()]
    if not pieces:
        return None
    words = pieces[-1].split()
    known = _words()
    around = known["fillers"] | known["verbs"]
    while len(words) > 1 and words[-1].lower() in around:
        words = words[:-1]
    if len(words[-1]) > 2 and words[-1][0] == "`" == words[-1][-1]:
        return words[-1].strip("`")
    told = [word.strip(_EDGES) for word in words]
    verb = next((n for n, word in enumerate(told) if word.lower() in known["verbs"]), None)
    passive = len(words) < len(pieces[-1].split())
    if verb is not None:
        told = told[verb + 1 :]
    elif not passive:
        told = told[-1:]
    if told and not is_identifier(told[-1]):
        cut = next((n for n, word in enumerate(told) if n and word in known["around"]), len(told))
        told = told[:cut]
    while told and told[0].lower() in known["fillers"]:
        told = told[1:]
    if not told:
        return None
    if is_identifier(told[-1]):
        return told[-1]
    if (
        (verb is None and not passive)
        or len(told) > _FEW
        or not all(_WORD.fullmatch(word) for word in told)
    ):
        return None
    return _named(" ".join(told))


def is_set(name: str, before: str | None, after: str | None) -> bool:
    """Return whether a name is a variable's, or a setting's with a number on either side."""
    numbers = all(_NUMBER.fullmatch(value or "") for value in (before, after))
    return bool(_VARIABLE.fullmatch(name)) or (numbers and "_" in name)


def part_of(text: str) -> str | None:
    """Return the part that a sentence labels ("feature: x"), or opens with behind its layer."""
    labelled = _LABELLED.search(text[:_LONGEST])
    if labelled:
        return labelled["name"]
    found = _QUOTED.match(text)
    told = found is not None and layers.of_stated(found["kind"]) is not None
    return found["name"] if found is not None and told else None


def _named(words: str) -> str | None:
    return None if layers.of_stated(words) and " " not in words else words
