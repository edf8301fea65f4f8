"""Fairness: the figures of each group of people, with group, value and unit right."""

from __future__ import annotations

from math import isclose
from typing import Any

from assistant.drafting.draft import Draft
from evals.gold import Gold, GoldGroup
from evals.prose import texts
from evals.score import Measure, Score, tally


def _same(gold: GoldGroup, stated: Any) -> bool:
    value = getattr(stated, "value", None)
    if value is None or not isclose(value, gold.value, rel_tol=1e-6):
        return False
    group = " ".join(texts(getattr(stated, "group", None))).casefold()
    unit = " ".join(texts(getattr(stated, "unit", None))).casefold()
    named = any(word.casefold() in group for word in gold.group)
    return named and gold.unit in (None, unit)


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many group figures stand in the draft; unscored where drafts have none."""
    if not hasattr(draft, "fairness"):
        return Score(0, 0)
    stated = tuple(draft.fairness or ())
    return tally(
        (f"{wanted.group}: {wanted.value:g} {wanted.unit}", any(_same(wanted, s) for s in stated))
        for wanted in gold.fairness
    )


FAIRNESS = Measure("fairness", score)
