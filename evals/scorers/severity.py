"""Severity: whether the suggestion is one that a careful reader would accept."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, tally


def score(gold: Gold, draft: Draft) -> Score:
    """Return one hit where the suggested severity is in the accepted set and states criteria."""
    suggested = draft.severity.suggested
    right = suggested in gold.severity and bool(draft.severity.criteria)
    return tally([(f"{suggested}, accepted {sorted(gold.severity)}", right)])


SEVERITY = Measure("severity", score)
