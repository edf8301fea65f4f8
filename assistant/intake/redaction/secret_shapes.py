"""Secrets known by their own shape: a prefix rule pack in the manner of the public ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.intake.expressions import Expression
from assistant.intake.redaction.randomness import HIDDEN, is_blob, looks_secret
from assistant.intake.tables import Table, load
from assistant.intake.tries import alternation

# Where a program joins two strings, a key may be broken in two: "ghp_ab" + "cdef".
_JOINT = re.compile(r"\\?[\"']\s{0,3}(?:[+.]|\\\s)?\s{0,3}\\?[\"']")


_ANY_PREFIX = re.compile(
    r"(?<![\w./+%&?#-])(?P<prefix>[A-Za-z][A-Za-z0-9]{1,11})[_.-](?:[a-z0-9]{1,8}[_.-]){0,2}"
    r"(?P<run>[A-Za-z0-9]{30,200})(?![\w/+=])(?:-[\w\-]{1,200})?"
)


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """A secret known by its own shape: `expression`, tried where a literal or `inside` is found."""

    kind: str
    literals: tuple[str, ...]
    inside: tuple[str, ...]
    needs: str
    expression: Expression
    entropy: bool


def _shape_rule(row: Table) -> ShapeRule:
    literals = row.words("literals")
    body = row.text("body", "")
    if body:
        heads = alternation(literals)
        source = rf"(?<![A-Za-z0-9]){heads}{body}(?![A-Za-z0-9])"
    else:
        source = row.text("pattern")
    return ShapeRule(
        row.text("kind"),
        literals,
        row.words("inside"),
        row.text("needs", ""),
        Expression(source),
        row.flag("entropy"),
    )


@cache
def shape_rules() -> tuple[ShapeRule, ...]:
    """Return the rules of the prefix pack, in the order in which they are tried."""
    return tuple(_shape_rule(row) for row in load("secrets.toml").tables("rule"))


@cache
def _by_literal() -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for number, rule in enumerate(shape_rules()):
        for literal in (*rule.literals, *rule.inside):
            places.setdefault(literal, []).append(number)
    return {literal: tuple(numbers) for literal, numbers in places.items()}


@cache
def literal_pattern() -> re.Pattern[str]:
    """Return the expression of all literals; without a match no rule of the pack can match."""
    starts = {literal for rule in shape_rules() for literal in rule.literals}
    inside = {literal for rule in shape_rules() for literal in rule.inside}
    return re.compile(rf"(?<![A-Za-z0-9]){alternation(starts)}|{alternation(inside)}")


@cache
def _shorter() -> dict[str, frozenset[int]]:
    """Return the rules of each literal and of the literals that it begins with."""
    places = _by_literal()
    return {
        literal: frozenset(
            number
            for length in range(1, len(literal) + 1)
            for number in places.get(literal[:length], ())
        )
        for literal in places
    }


def by_shape(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the secrets in `text` that are known by their own shape."""
    yield from _blobs(text)
    if not literal_pattern().search(text):
        return
    yield from _shaped(text)
    if _JOINT.search(text):
        yield from _broken(text)


def _shaped(text: str) -> Iterator[tuple[int, int, str]]:
    numbers: set[int] = set()
    shorter = _shorter()
    for found in set(literal_pattern().findall(text)):
        numbers |= shorter.get(found, frozenset())
    if not numbers:
        return
    rules = shape_rules()
    for number in sorted(numbers):
        rule = rules[number]
        if rule.needs and rule.needs not in text:
            continue
        for match in rule.expression.pattern.finditer(text):
            group = match.lastindex or 0
            if rule.entropy and not looks_secret(match[group]):
                continue
            if HIDDEN not in match[group]:
                yield match.start(group), match.end(group), rule.kind


def _blobs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what an unknown issuer's prefix and a long random run make a token of."""
    for match in _ANY_PREFIX.finditer(text):
        known = match["prefix"].lower() in _id_prefixes()
        if not known and HIDDEN not in match[0] and is_blob(match["run"]):
            yield match.start(), match.end(), "token"


@cache
def _id_prefixes() -> frozenset[str]:
    return frozenset(load("secrets.toml").words("id_prefixes"))


def _broken(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the secrets that quotes break into pieces, the quotes among them included."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for joint in _JOINT.finditer(text[:20_000]):
        pieces.append(text[at : joint.start()])
        places += range(at, joint.start())
        at = joint.end()
    pieces.append(text[at:20_000])
    places += range(at, min(len(text), 20_000))
    joined = "".join(pieces)
    for start, end, kind in _shaped(joined):
        first, last = places[start], places[end - 1] + 1
        if last - first > end - start:
            yield first, last, kind
