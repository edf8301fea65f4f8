"""Speaker labels: who a line says that it is by, and how surely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.intake.clock import zones
from assistant.intake.clock.words import words
from assistant.intake.redaction.accountnames import is_initialled
from assistant.intake.redaction.naming import (
    could_be_name,
    is_given,
    is_only_given,
    tokens_of,
    vocabulary,
)
from assistant.intake.redaction.particles import particles
from assistant.intake.redaction.plausible import could_be

WORD = r"[^\W\d_][\w.'’\-]{0,40}"
UPPER = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я]"
LOWER = r"[^\W\d_]{1,30}(?:['’\-][^\W\d_]{1,30})?"
CAPITAL = UPPER + LOWER
_NAME = rf"@?{WORD}(?: {WORD}){{0,3}}"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_ZONE = (
    r"(?: ?(?:UTC|GMT|CES?T|EES?T|WES?T|[ECMP][SD]?T|BST|IST|JST|KST|SGT|AE[SD]T|Z"
    r"|[+-]\d{2}:?\d{2})\b)?"
)
_DATE = (
    r"(?:(?:\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)[T, ]{1,3})?"
)
_STAMP = rf"[\[(*`_]{{0,3}}{_DATE}{_CLOCK}{_ZONE}[\])*`_]{{0,3}}"
_ROLE = r"(?P<role> ?[(\[][^()\[\]]{1,60}[)\]])?"
_LEAD = r"[\s>*\-•|+#]{0,8}"

_STAMPED = re.compile(
    rf"{_LEAD}{_STAMP}[\s|,\-–—:]{{0,4}}(?:~\s?)?(?:<@?(?P<nick>{WORD}(?: {WORD}){{0,2}})>"
    rf"|\*{{0,2}}(?P<name>{_NAME})\*{{0,2}}"
    rf"{_ROLE}\*{{0,2}} ?(?P<sep>:|>|\||–|—|-(?= ))\*{{0,2}}(?!\S*/))"
)
# Pictures that people put beside their names
_PICTURE = (
    "(?: {0,2}[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]{1,8})?"
)
_HEADED = re.compile(
    rf"{_LEAD}\*{{0,2}}(?P<name>{_NAME}|{WORD}, {WORD}(?: {WORD})?)\*{{0,2}}{_ROLE}{_PICTURE}"
    r"\s{1,6}(?:[—–\-] {0,3})?"
    rf"(?:Today at |Yesterday at )?{_STAMP}(?P<rest>:?)\s*"
)
# A chat that was copied as columns has a wide gap behind the name, and no mark.
_SPACED = re.compile(rf"{_LEAD}{_STAMP}\s{{1,6}}(?P<name>{CAPITAL})(?:\t| {{2,6}})(?=\w)")
# "Ines Roca  14:25  linked the ticket", as activity lists are copied
_AHEAD = re.compile(
    rf"{_LEAD}(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}})(?P<gap>\t| {{1,6}}){_STAMP}"
    r"(?:\t| {1,6})(?=\S)"
)
_BOLD = re.compile(
    rf"{_LEAD}(?:\*\*|__)@?(?P<name>{_NAME}){_ROLE}"
    rf"(?::(?:\*\*|__)|(?:\*\*|__){_ROLE.replace('role', 'role2')}\s?:)"
)
_PLAIN = re.compile(
    rf"[\s>*\-•|]{{0,6}}(?:<@?(?P<nick>{WORD})>\s|(?P<name>{_NAME}){_ROLE}: ?)(?=\S)"
)

_HALF = re.compile(r"[ap]\.?m")

Strength = Literal["sure", "likely", "weak"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a line names somebody: `text[start:end]` is the name.

    With `bare`, nothing but a capital and the list of given names tells so.
    """

    name: str
    start: int
    end: int
    strength: Strength
    customer: bool = False
    chat: bool = False
    bare: bool = False


def _is_customer(role: str | None) -> bool:
    return role is not None and any(
        w in vocabulary().customers for w in re.findall(r"[\w-]+", role.casefold())
    )


def _is_role(role: str | None) -> bool:
    known = vocabulary()
    return role is not None and any(
        w in known.roles or w in known.customers for w in re.findall(r"[\w-]+", role.casefold())
    )


def label(text: str) -> Sighting | None:
    """Return the speaker whose label the line starts with, or None."""
    match = _STAMPED.match(text)
    if match:
        group = "nick" if match["nick"] else "name"
        role = match["role"]
        sure = group == "nick" or _is_role(role)
        strength: Strength = "sure" if sure else "likely" if match["sep"] in ":>|" else "weak"
        return _sighting(match, group, strength, role, chat=True)
    match = _HEADED.match(text)
    if match and (match.end() == len(text) or match["rest"]):
        spaced = "  " in text.strip() or "\t" in text or " at " in text
        return _sighting(
            match, "name", "likely" if spaced or match["rest"] else "weak", match["role"], chat=True
        )
    match = _SPACED.match(text)
    if match and could_be(match["name"].casefold()):
        return _sighting(match, "name", "weak", None, chat=True)
    match = _AHEAD.match(text)
    names = match["name"].casefold().split() if match else []
    # "Seit 10:31 läuft": one word ahead of a time is a name only where it is known as one
    if match and any(map(could_be, names)) and (len(names) > 1 or is_given(names[0])):
        wide = match["gap"] != " " and " " in match["name"]
        return _sighting(match, "name", "likely" if wide else "weak", None, chat=True)
    match = _BOLD.match(text)
    if match:
        role = match["role"] or match["role2"]
        return _sighting(match, "name", "sure" if _is_role(role) else "weak", role, chat=False)
    match = _PLAIN.match(text)
    if match and not text.lstrip().startswith(("http:", "https:")):
        group = "nick" if match["nick"] else "name"
        return _sighting(
            match, group, "sure" if _is_role(match["role"]) else "weak", match["role"], chat=False
        )
    return None


def _leads_to_time(name: str) -> bool:
    """Return whether what stands beside a time belongs to it: "At 05.45:", "8:50 a.m. Pacific"."""
    return all(
        part.casefold().strip(".") in _openings()
        or _HALF.fullmatch(part.casefold().strip(".")) is not None
        or zones.is_loose(part)
        for part in name.split()
    )


@cache
def _openings() -> frozenset[str]:
    return frozenset(word.strip(".") for word in words().opening)


def _sighting(
    match: re.Match[str], group: str, strength: Strength, role: str | None, *, chat: bool
) -> Sighting | None:
    if _leads_to_time(match[group]):
        return None
    tokens = tokens_of(match[group])
    if role and vocabulary().shared & set(re.findall(r"[\w-]+", role.casefold())):
        return None
    if not could_be_name(tokens, shortest=2 if chat else 3, place="speaker" if chat else "prose"):
        return None
    parts = match[group].split()
    capitals = [w for n, w in enumerate(parts) if not (0 < n < len(parts) - 1 and w in particles())]
    if len(parts) > 1 and not all(word.lstrip("@")[:1].isupper() for word in capitals):
        return None
    if not chat and "_" in match[group].strip("_"):
        return None
    if chat and strength == "likely" and len(tokens) == 1 and is_initialled(tokens[0]):
        strength = "sure"
    if strength != "sure" and (is_given(tokens[0]) if chat else is_only_given(tokens[0])):
        strength = "sure" if chat or len(tokens) > 1 else "likely"
    elif strength == "likely" and len(tokens) > 1:
        strength = "sure"
    start = match.start(group) + (1 if match[group].startswith("@") else 0)
    return Sighting(
        match.string[start : match.end(group)],
        start,
        match.end(group),
        strength,
        _is_customer(role),
        chat,
    )
