"""The direction rule: a sentence that turns round what its lines say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.drafting.checks.grounding import stands
from assistant.drafting.checks.meaning import (
    amounts,
    certainty,
    company,
    copying,
    denial,
    exchange,
    flanks,
    misplaced,
    moving,
    order,
    pivot,
    swapping,
    transposing,
    turning,
)
from assistant.drafting.checks.meaning.wording import Word, read

_PARTS = re.compile(r"[;:]\s+|\s+and\s+|(?<=[.!?])\s+")
_WHOLE = 3  # words of a part that is looked at by itself
_OF_ANOTHER_MANNER = {
    "proposal": ("exchange", "passage", "swap", "transposed"),
    "possibility": ("exchange", "passage", "copy", "swap", "transposed", "denial"),
    "question": ("exchange", "passage", "copy", "swap", "transposed", "denial"),
}
_OF_A_PART = (
    "copy",
    "swap",
    "transposed",
    "denial",
)  # rules that need most of a sentence to be a line's own words
_BEFORE = 5  # words before a copy that can turn it round
Rule = Callable[[tuple[Word, ...], Sequence[tuple[Word, ...]]], str | None]
RULES: dict[str, Rule] = {
    "opposite": turning.broken_by,
    "passage": moving.broken_by,
    "pivot": pivot.broken_by,
    "flanks": flanks.broken_by,
    "exchange": exchange.broken_by,
    "company": company.broken_by,
    "misplaced": misplaced.broken_by,
    "negation": denial.broken_by,
    "order": order.broken_by,
    "copy": copying.broken_by,
    "swap": swapping.broken_by,
    "transposed": transposing.broken_by,
    "denial": swapping.denied,
    "quantity": amounts.broken_by,
    "certainty": certainty.broken_by,
}


def broken_by(text: str, cited: Sequence[str], *, manner: str = "statement") -> str | None:
    """Return what a sentence turns round, in words; None where nothing was found.

    A line's own words stand, unless a negation before them is left out. What is to be done, or may
    be, differs from what is: of a text of another `manner` only what it copies is held.
    """
    rule = first(text, cited, manner=manner)
    return None if rule is None else rule[1]


def first(text: str, cited: Sequence[str], *, manner: str = "statement") -> tuple[str, str] | None:
    """Return the first rule that a sentence breaks and why, None where it breaks none."""
    if manner != "statement" and _states(text, cited, manner):
        manner = "statement"
    rules = _OF_ANOTHER_MANNER.get(manner, tuple(RULES))
    flat = [_flat(line) for line in cited]
    copies = [line for line in flat if stands(_flat(text), line)]
    if copies and manner == "statement":
        return _of_a_copy(text, copies, cited)
    every = [part for part in _PARTS.split(text) if part.strip()]
    if every and all(any(stands(_flat(part), line) for line in flat) for part in every):
        return None  # lines' own words, set one after the other
    parts = [part for part in every if len(part.split()) >= _WHOLE]
    # What a frame leads in ("look into this: ...") is held as a whole as well.
    parts += [led for led in text.split(": ", 1)[1:] if manner != "statement"]
    said = read(text)
    lines = [read(line) for line in cited]
    for name in rules:
        why = RULES[name](said, lines)
        if why is not None:
            return name, why
    for at, part in enumerate(parts if len(parts) > 1 else []):
        # What follows a proposal ("... for this: no alert fired") is told, and held as such.
        if any(stands(_flat(part), line) for line in flat):
            continue
        for name in (name for name in _OF_A_PART if at or name in rules):
            why = RULES[name](read(part), lines)
            if why is not None:
                return name, why
    return None


def _states(text: str, cited: Sequence[str], manner: str) -> bool:
    """Return whether a text of another manner only states what it says.

    A possibility or a question does where it leaves nothing open, a proposal where it tells its
    lines' own words in a tense.
    """
    said = read(text)
    if certainty.is_open(said):
        return False
    return manner != "proposal" or certainty.only_tells(said, [read(line) for line in cited])


def _of_a_copy(text: str, copies: Sequence[str], cited: Sequence[str]) -> tuple[str, str] | None:
    """Return what a copy of some lines' words leaves out that turns them round, None where none."""
    turned = [_turned(_flat(text), line) for line in copies]
    if turned[0] and all(turned):
        return "copy", f"it leaves out {turned[0]!r}"
    why = certainty.broken_by(read(text), [read(line) for line in cited])
    return None if why is None else ("certainty", why)


def _turned(text: str, line: str) -> str | None:
    """Return what turns the words of a copy round in their line, None where nothing does."""
    at = line.find(text)
    words = read(line[: at + len(text)])
    start = len(read(line[:at]))
    before = [w for w in words[max(0, start - _BEFORE) : start] if w.negator]
    same = start < len(words) and [w for w in before if w.clause == words[start].clause]
    return same[0].text if same else None


def _flat(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")
