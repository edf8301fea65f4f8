"""Changes: each gold change listed once, with its layer and its minutes before the start."""

from __future__ import annotations

from assistant.analysis.changes import ChangeFact
from assistant.drafting.draft import Draft
from evals.gold import Gold, GoldChange
from evals.score import Measure, Score, tally

TOLERANCE_MIN = 1.5


def _same(gold: GoldChange, stated: ChangeFact) -> bool:
    if gold.component not in (stated.component or "") or stated.kind not in gold.kinds:
        return False
    if gold.minutes is None or stated.minutes_before_start is None:
        return gold.minutes == stated.minutes_before_start
    return abs(gold.minutes - stated.minutes_before_start) <= TOLERANCE_MIN


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many gold changes stand in the draft with component, layer and minutes right."""
    left = list(draft.changes)
    rows = []
    for wanted in gold.changes:
        match = next((stated for stated in left if _same(wanted, stated)), None)
        if match is not None:
            left.remove(match)
        rows.append((f"{wanted.component} {wanted.minutes} min", match is not None))
    rows += [(f"not in the gold: {extra.kind} {extra.component}", False)
             for extra in left[: max(0, len(draft.changes) - len(gold.changes))]]  # fmt: skip
    return tally(rows)


CHANGES = Measure("changes", score)
