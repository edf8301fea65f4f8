"""Timeline by time: which gold minutes the draft lists, and which of its minutes are gold."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure, Score, mean, tally


def minute(at: datetime) -> datetime:
    """Return the minute that a time falls in, in UTC, so that seconds and zones do not matter."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def recall(gold: Gold, draft: Draft) -> Score:
    """Return how many gold steps stand in the draft's timeline at their minute."""
    listed = {minute(event.time) for event in draft.timeline if event.time is not None}
    return tally((f"{step.time:%H:%M} {step.text}", minute(step.time) in listed)
                 for step in gold.timeline)  # fmt: skip


def precision(gold: Gold, draft: Draft) -> Score:
    """Return how many of the steps taken from the notes are at a minute a careful reader has."""
    known = {minute(step.time) for step in gold.timeline} | set(map(minute, gold.optional_times))
    return tally(
        (f"{event.time.isoformat()} {event.text[:60]}", minute(event.time) in known)
        for event in draft.timeline
        if event.time is not None
        and event.precision != "day"
        and any(cited.startswith("N") for cited in event.evidence)
    )


def f1(gold: Gold, draft: Draft) -> Score:
    """Return the harmonic mean of recall and precision as an exact share."""
    found, right = recall(gold, draft), precision(gold, draft)
    if not found.asked:
        return Score(0, 0)
    if not found.hits or not right.hits:
        return Score(0, 1)
    return Score(
        hits=2 * found.hits * right.hits,
        asked=found.hits * right.asked + right.hits * found.asked,
    )


RECALL = Measure("timeline recall", recall)
PRECISION = Measure("timeline precision", precision)
# The counts of a harmonic mean do not add up over samples, so their shares are averaged.
F1 = Measure("timeline F1", f1, mean)
