"""Retelling: the same fact told twice, in different cuts, is kept once in its fuller words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.analysis.phrases import tokens
from assistant.incident import Statement

_LEAST = 3  # words that two statements share at the least
_SHARE = 0.8  # of the shorter one's words


def once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements without retellings, in order; the fuller wording takes the place."""
    kept: list[Statement] = []
    for statement in statements:
        at = next((i for i, other in enumerate(kept) if _retells(statement, other)), None)
        if at is None:
            kept.append(statement)
        elif len(statement.text) > len(kept[at].text) and statement.status == kept[at].status:
            both = tuple(dict.fromkeys((*kept[at].evidence, *statement.evidence)))
            kept[at] = replace(statement, evidence=both)
    return tuple(kept)


def _retells(one: Statement, other: Statement) -> bool:
    """Return whether the shorter tells nothing that the longer does not: its words and figures."""
    if one.text == other.text:
        return True
    if "unknown" in (one.status, other.status):
        return False
    mine, theirs = set(tokens(one.text)), set(tokens(other.text))
    few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    figures = {word for word in few if any(c.isdigit() for c in word)}
    apart = set(one.evidence).isdisjoint(other.evidence)
    if not figures <= many or (apart and not figures):
        return False
    shared = len(few & many)
    return shared >= _LEAST and shared >= _SHARE * len(few)
