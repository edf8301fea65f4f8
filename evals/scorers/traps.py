"""Traps: samples in which no number that is not an impact figure was taken for one."""

from __future__ import annotations

from math import isclose

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score


def score(gold: Gold, draft: Draft) -> Score:
    """Return one hit where no trap stands among the figures, unscored where none was laid."""
    taken = tuple(
        f"{stated.value:g} {stated.unit}: {stated.text[:60]}"
        for stated in draft.impact
        if any(isclose(stated.value, trap) for trap in gold.traps)
    )
    return Score(hits=int(not taken), asked=int(bool(gold.traps)), misses=taken)


TRAPS = Measure("no traps", score)
