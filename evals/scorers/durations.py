"""Durations: seconds from the start to each later phase, right to two minutes or five per cent."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, tally

TOLERANCE_S = 120.0
TOLERANCE_SHARE = 0.05


def near(value: float | None, accepted: float | None) -> bool:
    """Return whether a stated duration is an accepted one; None accepts only not knowing."""
    if value is None or accepted is None:
        return value is accepted
    return abs(value - accepted) <= max(TOLERANCE_S, TOLERANCE_SHARE * abs(accepted))


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many of the gold's durations stand in the draft, unknown ones as null."""
    rows = []
    for name, accepted in gold.durations.items():
        value = getattr(draft.durations, name)
        right = any(near(value, one) for one in accepted)
        rows.append((f"{name} is {value}, gold {accepted}", right))
    return tally(rows)


DURATIONS = Measure("durations", score)
