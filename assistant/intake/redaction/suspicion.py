"""Cheap looks at a line that tell which of the costly rules are worth trying on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.alike import turned, turns
from assistant.intake.redaction.assigned_rules import assigned_rules
from assistant.intake.redaction.national_ids import id_rules
from assistant.intake.redaction.secret_shapes import shape_rules
from assistant.intake.tables import load

_NO_LETTER = turns({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_FIVES = turns(dict.fromkeys("012346789", "5"))
_SHORT = 1_000
_WORDS = re.compile(r"[A-Za-z0-9]+|[^\W_]+")
_HEAD = re.compile(r"[A-Za-z0-9]+")
_LONG = 12
# The same of what hyphens and underscores break into short words.
_LONG_PIECE = 24
_BEGINS = 4
_RUN = 30

# What a line may hold, as bits.
SHAPES, NAMES, EMAIL, IDS, TOLD_IDS, CARDS, IBANS, NETWORK, PHONES = (1 << bit for bit in range(9))

# Each begins with a plain class of characters, which lets a search skip ahead.
_CARD = re.compile(
    r"\d(?<![\w\-+]\d)(?:\d{12}|\d{3}[ .\-\u00a0\u202f]{1,2}\d{4}[ .\-\u00a0\u202f]{1,2}\d{4}"
    r"|\d{3}[ .\-\u00a0\u202f]\d{6}[ .\-\u00a0\u202f]\d)"
)
_IBAN = re.compile(r"[A-Z](?<![A-Za-z0-9][A-Z])[A-Z] ?\d\d[ .\-\u00a0\u202f]?[A-Z0-9]{2}")
_SMALL_IBAN = re.compile(
    r"[a-z](?<![A-Za-z0-9][a-z])[a-z]\d\d(?:[a-z0-9]{8}|[ \-][a-z0-9]{4}[ \-][a-z0-9]{4})"
)
_NETWORK = re.compile(r"\d[.]\d{1,3}[.]\d{1,3}[.]\d|\d[0-9a-fA-F]{3}:[0-9a-fA-F:]")
_PHONE = re.compile(
    r"[(+\d](?:(?<=[+])\s?\(?\d(?:\d|[ .\-(]{1,2}\d{3})"
    r"|(?<=[(+])(?<![\w/\-.,@#&].)\d{1,4}[)][ .\-/\u00a0]{0,2}\d[\d .\-/\u00a0]{2}"
    r"|(?<=\d)(?:\d\d(?<![\w/+.,@#&]\d\d\d)[-.]\d{3}[-.]\d{4}|[- .]\d{3}[-. ]\d{3}[-. ]\d{4}))"
)
# A number that begins with a nought: the one digit that tells.
_NOUGHT = re.compile(
    r"0(?<![\w/\-.,@#&]0)(?<!\d:0)"
    r"(?:0[1-9]\d|\d{1,4}[) .\-/\u00a0]{1,3}\d[\d .\-/\u00a0]{3}|\d{5} \d{5}(?!\d))"
)
# The same whatever the digits are.
_ANY_NOUGHT = re.compile(
    r"0(?<![\w/\-.,@#&]0)(?:00|\d{1,4}[) .\-/\u00a0]{1,3}\d[\d .\-/\u00a0]{3}|\d{5} \d{5})"
)
# A number in brackets, between bars or at the end of a line.
_LONE_NUMBER = re.compile(
    r"\(\d[\d .\-]{6,16}\d\)|[ :(]\d[\d .\-]{6,16}\d[\s).]{0,4}(?:$|(?<= )[|·•])"
)
_LONG_DIGITS = re.compile(r"\d[\d .\-/()\u00a0]{5}")
_DIGIT_ID = re.compile(
    r"\d(?<![\w.\-/+:#$]\d)(?:\d\d-\d\d-\d{4}|\d ?\d{6} ?[A-Z]|(?<=[12])(?: ?\d){14}(?! ?\d)"
    r"|\d{7}[ -]?[A-Z]"
    r"|\d?[.]\d{3}[.]\d{3}[ \-A-Z]|\d[.]\d\d[.]\d\d-|\d\d[.]\d{3}[.]\d{3}-"
    r"|\d{3}(?: \d{4} \d{4}(?![ ]?\d)|-\d{4}-\d{4}(?!-?\d))|\d{5}(?:\d\d)?[-+]\d{4}(?!\d)"
    r"|(?<=[0-7])\d[01]\d{3} \d{5}(?!\d)|\d{5}[-+A-FU-Y]\d{3}[0-9A-Y]|(?<=7)56[. ]?\d{4}"
    r"|\d{5}-\d{7}"
    r"|\d{16}[\dXx]|-\d{4}-\d{5}-|\d{5}-\d\d-\d{4}|\d\d-\d{3}-\d{3}[ -]\d\d|\d\d-\d{4}-\d{7}-)"
)
_LOOSE_ID = re.compile(
    r"\d(?<![\w.\-/+:#$]\d)(?:\d\d-\d\d-\d{4}|\d ?\d{6} ?[A-Z]|(?: ?\d){14}(?! ?\d)"
    r"|\d{7}[ -]?[A-Z]"
    r"|\d?[.]\d{3}[.]\d{3}[ \-A-Z]|\d[.]\d\d[.]\d\d-|\d\d[.]\d{3}[.]\d{3}-"
    r"|\d{3}(?: \d{4} \d{4}(?![ ]?\d)|-\d{4}-\d{4}(?!-?\d))|\d{5}(?:\d\d)?[-+]\d{4}(?!\d)"
    r"|\d\d\d{3} \d{5}(?!\d)|\d{5}[-+A-FU-Y]\d{3}[0-9A-Y]|\d\d[. ]?\d{4}"
    r"|\d{5}-\d{7}"
    r"|\d{16}[\dXx]|-\d{4}-\d{5}-|\d{5}-\d\d-\d{4}|\d\d-\d{3}-\d{3}[ -]\d\d|\d\d-\d{4}-\d{7}-)"
)
_LETTER_ID = re.compile(
    r"[A-Z](?<![\w.\-/+:#$][A-Z])(?:[A-Z](?:[ -]?\d\d){3}[ -]?[A-D]|[ -]?\d{7}[ -]?[A-Z]"
    r"|[A-Z]{5}[0-9LMNP-V]"
    r"|[A-Z]{4}\d{4}[A-Z]|[A-Z]?\d{6}[(]|\d{9}|[A-Z]{3}\d{6}[HMX])"
)
# What most of the literals hold that may stand anywhere, and few lines of prose.
_SIGN = re.compile(r"[?&/$|{@:]")
_PAIR = re.compile(r"/\d{15,16}[:/]")
_PAIRS = frozenset(("5/",))
_AT = frozenset(("at", "arroba", "ät", "chez"))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Words that begin the tokens of the prefix pack, by what follows them."""

    exact: frozenset[str]
    common: frozenset[str]
    begins: frozenset[str]
    long: tuple[tuple[int, frozenset[str]], ...]
    inside: tuple[str, ...]
    signed: tuple[str, ...]


@cache
def _heads() -> _Heads:
    common = frozenset(turned(w, _FIVES) for w in load("secrets.toml").words("common"))
    exact: set[str] = set()
    begins: set[str] = set()
    long: set[str] = set()
    inside: set[str] = set()
    for rule in shape_rules():
        inside.update(turned(literal, _FIVES) for literal in rule.inside)
        for literal in (turned(literal, _FIVES) for literal in rule.literals):
            words = _HEAD.findall(literal)
            if not words or not literal[0].isalpha():
                inside.add(literal)
            elif literal == words[0]:
                (begins if len(literal) >= _BEGINS else long).add(literal[:_BEGINS])
            elif words[0] in common and len(words) > 1 and len(words[1]) > _BEGINS:
                exact.add(words[1])
            else:
                exact.add(words[0])
    by_length = sorted({len(head) for head in long})
    inside -= _PAIRS
    signed = {literal for literal in inside if _SIGN.search(literal)}
    grouped = tuple((n, frozenset(head for head in long if len(head) == n)) for n in by_length)
    return _Heads(
        frozenset(exact - common),
        common,
        frozenset(begins),
        grouped,
        tuple(sorted(inside - signed)),
        tuple(sorted(signed)),
    )


@cache
def _phone_words() -> frozenset[str]:
    return frozenset(load("people_contacts.toml").table("phone").words("words"))


@cache
def _id_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = {word for rule in id_rules() for word in rule.words}
    plain = {word for word in words if word.isalnum() and word.isascii()}
    return frozenset(plain), tuple(sorted(words - plain))


@cache
def _stem_search() -> Callable[[str], object]:
    return assigned_rules().stems.search


def look(text: str) -> int:
    """Return, as bits, which rules are worth trying on the line.

    Lines of one kind differ in their digits only, so what depends on the rest is remembered.
    """
    kind = turned(text, _FIVES)
    found = _remembered(kind) if len(kind) <= _SHORT else _kind(kind)
    if found & IDS and not (_DIGIT_ID.search(text) or _LETTER_ID.search(text)):
        found ^= IDS
    if _NOUGHT.search(text):
        found |= PHONES
    return found


def looks_plain(shape: str) -> bool:
    """Return whether no rule is worth trying on any line of a shape (noughts for all digits)."""
    kind = turned(shape, _FIVES)
    return not (_remembered(kind) if len(kind) <= _SHORT else _kind(kind)) and not (
        _ANY_NOUGHT.search(shape)
    )


@lru_cache(maxsize=4096)
def _remembered(kind: str) -> int:
    return _kind(kind)


def _kind(text: str) -> int:
    """Return the bits of a line whose digits are all fives."""
    lowered = text.lower()
    words = turned(text, _NO_LETTER).split() if text.isascii() else _WORDS.findall(text)
    small = frozenset(map(str.lower, words))
    found = 0
    if _may_hold_shape(text, words):
        found |= SHAPES
    if _stem_search()(lowered) is not None or "-u" in text:
        found |= NAMES
    if not _AT.isdisjoint(small) or _has_at(text):
        found |= EMAIL
    plain_ids, other_ids = _id_words()
    long_digits = _LONG_DIGITS.search(text) is not None
    if long_digits:
        if not plain_ids.isdisjoint(small):
            found |= TOLD_IDS
        if not _phone_words().isdisjoint(small) or _LONE_NUMBER.search(text):
            found |= PHONES
        if _LOOSE_ID.search(text):
            found |= IDS
        if _CARD.search(text):
            found |= CARDS
        if _SMALL_IBAN.search(text):
            found |= IBANS
    if _LETTER_ID.search(text):
        found |= IDS
    if (long_digits or "+" in text or "(" in text) and _PHONE.search(text):
        found |= PHONES
    if _IBAN.search(text) or "iban" in lowered:
        found |= IBANS
    if _NETWORK.search(text) or "ec5-" in text:
        found |= NETWORK
    if not text.isascii():
        found |= PHONES
        if "\uff20" in text:
            found |= EMAIL
        if any(word in lowered for word in other_ids):
            found |= TOLD_IDS
    return found


def _has_at(text: str) -> bool:
    return "@" in text or "&" in text or "%55" in text or "(a)" in text or "u5555" in text


def _may_hold_shape(text: str, words: list[str]) -> bool:
    heads = _heads()
    if not heads.exact.isdisjoint(words):
        return True
    if not heads.begins.isdisjoint([word[:_BEGINS] for word in words]):
        return True
    long = [word for word in words if len(word) >= _LONG]
    if long or max(map(len, text.split()), default=0) >= _LONG_PIECE:
        if not heads.common.isdisjoint(words):
            return True
        for length, known in heads.long:
            for word in long:
                if word[:length] in known:
                    return True
        if any(len(word) >= _RUN and not word.islower() for word in long):
            return True
        for literal in heads.inside:
            if literal in text:
                return True
        if _SIGN.search(text):
            for literal in heads.signed:
                if literal in text:
                    return True
            if _PAIR.search(text):
                return True
    return "Q~" in text or ("@" in text and ("://" in text or "@tcp(" in text))
