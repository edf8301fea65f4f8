"""The direction rule: a sentence that turns round what its lines say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.drafting.checks.meaning import (
    amounts,
    copying,
    denial,
    exchange,
    moving,
    order,
    pivot,
    turning,
)
from assistant.drafting.checks.meaning.wording import Word, read

Rule = Callable[[tuple[Word, ...], Sequence[tuple[Word, ...]]], str | None]
RULES: dict[str, Rule] = {
    "opposite": turning.broken_by,
    "passage": moving.broken_by,
    "pivot": pivot.broken_by,
    "exchange": exchange.broken_by,
    "negation": denial.broken_by,
    "order": order.broken_by,
    "copy": copying.broken_by,
    "quantity": amounts.broken_by,
}


def broken_by(text: str, cited: Sequence[str]) -> str | None:
    """Return what a sentence turns round, in words; None where nothing was found.

    A line's own words always stand.
    """
    rule = first(text, cited)
    return None if rule is None else rule[1]


def first(text: str, cited: Sequence[str]) -> tuple[str, str] | None:
    """Return the first rule that a sentence breaks and why, None where it breaks none."""
    if any(_flat(text) in _flat(line) for line in cited):
        return None
    said = read(text)
    lines = [read(line) for line in cited]
    for name, rule in RULES.items():
        why = rule(said, lines)
        if why is not None:
            return name, why
    return None


def _flat(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")
