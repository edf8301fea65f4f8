"""Numbers that states give to people (social security, tax, identity), told by form and check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.intake.expressions import Expression
from assistant.intake.redaction.id_checks import CHECKS
from assistant.intake.tables import Table, load

_EDGE = r"(?<![\w.\-/+:#$])"
_END = r"(?![\w/]|[.:\-]\w)"
# A word so short is found in many others ("nin" in "running") and has to stand alone.
_SHORT = 5
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"[\s.\-/+()]")


@dataclass(frozen=True, slots=True)
class IdRule:
    """One kind of number: tried where one of `words` stands in the line, or everywhere."""

    country: str
    words: tuple[str, ...]
    expression: Expression
    whole: bool
    check: Callable[[str], bool] | None


def _rule(row: Table) -> IdRule:
    check = row.text("check", "")
    pattern = row.text("pattern")
    words = row.words("words")
    return IdRule(
        row.text("country"),
        words,
        Expression(pattern if "(?i:" in pattern else f"{_EDGE}(?:{pattern}){_END}"),
        row.flag("whole"),
        CHECKS[check] if check else None,
    )


@cache
def id_rules() -> tuple[IdRule, ...]:
    """Return the rules of the data file, in the order in which they are tried."""
    return tuple(_rule(row) for row in load("national_ids.toml").tables("id"))


@cache
def id_words() -> frozenset[str]:
    """Return the words, in small letters, that call for a closer look."""
    return frozenset(word for rule in id_rules() for word in rule.words)


def bare_ids(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the numbers of people that their form and check alone give away."""
    for rule in id_rules():
        if not rule.words:
            yield from _matches(rule, text)


def told_ids(text: str, lowered: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the numbers of people that a word in the line announces."""
    whole = frozenset(_WORD.findall(lowered))
    for rule in id_rules():
        if any(word in (whole if len(word) < _SHORT else lowered) for word in rule.words):
            yield from _matches(rule, text)


def _matches(rule: IdRule, text: str) -> Iterator[tuple[int, int]]:
    for match in rule.expression.pattern.finditer(text):
        group = match.lastindex if match.lastindex and not rule.whole else 0
        number = _SPACES.sub("", match[group]).upper()
        if rule.check is None or rule.check(number):
            yield match.span(group)
