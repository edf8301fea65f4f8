"""Behaviour: what was expected of the AI system and what it did, told as one pair."""

from __future__ import annotations

from assistant.analysis.behaviour import Behaviour
from assistant.drafting.draft import Draft
from evals.gold import Gold, GoldBehaviour
from evals.score import Measure, Score, tally


def _holds(text: str | None, accepted: tuple[str, ...]) -> bool:
    said = (text or "").casefold()
    return not accepted or any(word.casefold() in said for word in accepted)


def _same(gold: GoldBehaviour, stated: Behaviour) -> bool:
    return _holds(stated.expected, gold.expected) and _holds(stated.observed, gold.observed)


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many of the gold's pairs one entry of the draft tells with both its sides."""
    return tally(
        (
            f"expected {list(wanted.expected)}, observed {list(wanted.observed)}",
            any(_same(wanted, stated) for stated in draft.behaviour),
        )
        for wanted in gold.behaviour
    )


BEHAVIOUR = Measure("behaviour", score)
