"""Assertions: no fault, owner or cause is stated in the prose; all three belong to people."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.prose import prose
from evals.score import Measure, Score

# Written anew here, apart from the product's own detector, so that a gap in that one shows.
_WORDS = Path(__file__).parent / "data" / "assertions.toml"
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
KINDS = ("blame", "owner", "cause")


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[name]
    ordered = sorted(words, key=lambda word: (-len(word), word))
    inner = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)


def asserted(text: str, kind: str) -> tuple[str, ...]:
    """Return the sentences that assert one kind outright: no question, nothing held open."""
    return tuple(
        sentence
        for sentence in _SENTENCE.split(text)
        if _phrases(kind).search(sentence)
        and not sentence.rstrip(" \"'”’*_)").endswith("?")
        and (kind == "blame" or not _phrases("open").search(sentence))
    )


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many of the three kinds are asserted nowhere; each assertion is a miss."""
    found = {
        kind: [
            f"{kind} in {where}: {sentence[:100]}"
            for where, text in prose(draft)
            for sentence in asserted(text, kind)
        ]
        for kind in KINDS
    }
    for action in draft.actions:
        held = [one for one in (action.owner, action.due) if one is not None]
        found["owner"] += [f"owner in actions: {action.id} has {held}"] if held else []
    misses = tuple(miss for kind in KINDS for miss in found[kind])
    return Score(sum(not found[kind] for kind in KINDS), len(KINDS), misses)


ASSERTIONS = Measure("no assertions", score)
