"""Tells whether a word or two could be the name of a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from assistant.intake.redaction.families import is_family
from assistant.intake.redaction.nameforms import without_marks
from assistant.intake.tables import load

_SEPARATORS = re.compile(r"[\s._\-]+")
# An inner capital is code ("BlockManager") but for a few name prefixes.
_CODE = re.compile(
    r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^La)(?<!^Le)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z]"
)
# Ends of words for deeds and things, which surnames that stand without a given name seldom have.
_ABSTRACT = ("tion", "tions", "ment", "ments", "ing", "ings", "ness", "ants")
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'’]*\d{0,3}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that help to tell people from everything else."""

    roles: frozenset[str]
    customers: frozenset[str]
    shared: frozenset[str]
    stop: frozenset[str]
    ambiguous: frozenset[str]
    everyday: frozenset[str]
    given: frozenset[str]
    strict_labels: tuple[str, ...]
    loose_labels: tuple[str, ...]
    acted: tuple[str, ...]
    before: tuple[str, ...]
    closings: frozenset[str]
    subject_verbs: frozenset[str]
    object_verbs: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of the data files."""
    data = load("people.toml")
    labels = data.table("labels")
    return Vocabulary(
        roles=frozenset(data.words("roles")),
        customers=frozenset(data.words("customers")),
        shared=frozenset(data.words("shared")),
        stop=frozenset(data.words("stop") + data.words("languages")),
        ambiguous=frozenset(data.words("ambiguous")),
        everyday=frozenset(data.words("everyday")),
        given=frozenset((*data.words("given"), *load("given_names.toml").words("given"))),
        strict_labels=labels.words("strict"),
        loose_labels=labels.words("loose"),
        acted=labels.words("acted"),
        before=labels.words("before"),
        closings=frozenset(word.casefold() for word in labels.words("closings")),
        subject_verbs=frozenset(labels.words("subject_verbs")),
        object_verbs=frozenset(labels.words("object_verbs")),
    )


@lru_cache(maxsize=8192)
def tokens_of(name: str) -> tuple[str, ...]:
    """Return the words of a name or handle in small letters; empty where it is no name at all.

    "Maya Chen", "maya.chen", "@maya_chen" and "Chen, Maya" all give ("maya", "chen").
    """
    name = name.strip(" @*_`'\"<>[]()~")
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    parts = [part for part in _SEPARATORS.split(name.strip(" .")) if part]
    if not 1 <= len(parts) <= 4 or not all(_TOKEN.fullmatch(part) for part in parts):
        return ()
    if any(_CODE.search(part) for part in parts):
        return ()
    words = tuple(part.rstrip("0123456789").casefold() for part in parts)
    return words if all(words) and len("".join(words)) >= 2 else ()


@lru_cache(maxsize=8192)
def could_be_name(
    tokens: tuple[str, ...], *, shortest: int = 3, place: Literal["prose", "speaker"] = "prose"
) -> bool:
    """Return whether no word of it names a system, a section, a role or a day.

    In a speaker's place a given name settles it, ordinary word or not ("Robin Sample: ack").
    """
    words = vocabulary()
    if not tokens or any(len(token) > 20 for token in tokens):
        return False
    if any(token.endswith(("bot", "svc")) for token in tokens):
        return False
    if len(tokens) == 2 and is_only_given(tokens[0]):
        return True
    if len(tokens) == 2 and is_given(tokens[0]) and is_family(tokens[1]):
        return True
    if place == "speaker" and len(tokens) in (2, 3) and is_given(tokens[0]):
        return True
    if len(tokens) > 1 and any(len(token) > 6 and token.endswith(_ABSTRACT) for token in tokens):
        return False
    # The letter of a name that is cut short ("A. Nowak") is no word.
    whole = [token for token in tokens if len(token) > 1] if len(tokens) > 1 else tokens
    return not any(token in words.stop or token in words.customers for token in whole) and (
        len(tokens) > 1 or len(tokens[0]) >= shortest or not tokens[0].isascii()
    )


def is_given(token: str) -> bool:
    """Return whether a word is a common given name, an ordinary word at the same time or not."""
    words = vocabulary()
    if token in words.given or token in words.ambiguous:
        return True
    return not token.isascii() and _plain(token) in words.given


@lru_cache(maxsize=8192)
def is_only_given(token: str) -> bool:
    """Return whether a word is a common given name and no ordinary word, or two of them tied."""
    words = vocabulary()
    if token in words.given:
        return token not in words.ambiguous and token not in words.stop
    first, tie, second = token.partition("-")
    if tie:
        return is_given(first) and is_given(second) and _either_sure(first, second)
    plain = token if token.isascii() else _plain(token)
    return plain != token and plain in words.given and plain not in words.ambiguous


def _either_sure(first: str, second: str) -> bool:
    return is_only_given(first) or is_only_given(second)


def _plain(token: str) -> str:
    """Return a word without its accents, as lists write the names of many languages."""
    # In Spanish that makes another word of it: "seña".
    return token if "ñ" in token else without_marks((token,))[0]


def is_ambiguous(token: str) -> bool:
    """Return whether a name is an ordinary word too and needs a capital and a fitting place."""
    words = vocabulary()
    is_word = token in words.ambiguous or token in words.stop or token in words.roles
    return is_word or (len(token) < 3 and token.isascii())
