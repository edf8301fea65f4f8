"""Durations: seconds from the start to each later phase, right to a minute."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, tally

TOLERANCE_S = 60.0


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many of the four durations are within a minute of an accepted value."""
    rows = []
    for name, accepted in gold.durations.items():
        value = getattr(draft.durations, name)
        near = value is not None and any(abs(value - one) <= TOLERANCE_S for one in accepted)
        rows.append((f"{name} is {value}, gold {accepted}", near))
    return tally(rows)


DURATIONS = Measure("durations", score)
