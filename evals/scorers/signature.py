"""Signature: failure mode, layer and trigger as a careful reader would classify them."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.prose import texts
from evals.score import Measure, Score, tally


def _part(draft: Draft, part: str) -> object:
    """Return what the draft holds of a part, which the gold names in the singular."""
    return getattr(draft.signature, f"{part}s", None)


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many asked parts hold an accepted word; unscored where drafts have none."""
    if not hasattr(draft, "signature"):
        return Score(0, 0)
    rows = []
    for part, accepted in gold.signature.items():
        said = " ".join(texts(_part(draft, part))).casefold()
        if accepted:
            right = any(word.casefold() in said for word in accepted)
            rows.append((f"{part} is {said!r}, accepted {list(accepted)}", right))
    return tally(rows)


SIGNATURE = Measure("signature", score)
