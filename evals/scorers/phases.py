"""Phases: whether each gold step that the draft lists has a phase a careful reader would give."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, tally
from evals.scorers.timeline import minute

_PLAIN = {"event"}


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many gold steps with a phase of their own are listed under an accepted one."""
    given: dict[object, set[str]] = {}
    for event in draft.timeline:
        if event.time is not None:
            given.setdefault(minute(event.time), set()).add(event.phase)
    return tally(
        (
            f"{step.time:%H:%M} {step.text}: {sorted(given.get(minute(step.time), ()))}",
            bool(given.get(minute(step.time), set()) & step.phases),
        )
        for step in gold.timeline
        if step.phases != _PLAIN
    )


PHASES = Measure("phases", score)
