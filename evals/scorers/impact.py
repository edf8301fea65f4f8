"""Impact: which gold figures the draft states, and whether it took a trap number for one."""

from __future__ import annotations

from math import isclose

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, tally


def recall(gold: Gold, draft: Draft) -> Score:
    """Return how many gold figures stand in the draft with an accepted measure."""
    return tally(
        (
            f"{figure.value:g} {figure.unit}",
            any(
                isclose(stated.value, figure.value) and stated.measure in figure.measures
                for stated in draft.impact
            ),
        )
        for figure in gold.impact
    )


def precision(gold: Gold, draft: Draft) -> Score:
    """Return how many of the draft's figures are impact by the gold, required or optional."""
    known = {figure.value for figure in gold.impact} | gold.optional_figures
    return tally(
        (
            f"{stated.value:g} {stated.unit}" + (" (a trap)" if stated.value in gold.traps else ""),
            any(isclose(stated.value, value) for value in known),
        )
        for stated in draft.impact
    )


RECALL = Measure("impact recall", recall)
PRECISION = Measure("impact precision", precision)
