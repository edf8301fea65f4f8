"""Instants: which known steps are at the right point in time, where the text states the zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.drafting.draft import Draft
from evals.score import Measure, Score, tally
from evals.timelines.documents import Document, KnownStep

_HOUR = timedelta(hours=1)


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _accepted(step: KnownStep, at: datetime) -> set[datetime]:
    # A winter label on a summer date may be read by the label or by the season; both are flagged.
    return {_minute(at), _minute(at - _HOUR)} if step.suspect else {_minute(at)}


def recall(document: Document, draft: Draft) -> Score:
    """Return how many known steps with a stated zone are in the timeline at their instant."""
    if not document.strict:
        return Score(0, 0)
    listed = {_minute(event.time) for event in draft.timeline if event.time is not None}
    return tally(
        (f"not at {step.at.isoformat()} {step.text}", bool(listed & _accepted(step, step.at)))
        for step in document.steps
        if step.at is not None and not step.is_day
    )


def precision(document: Document, draft: Draft) -> Score:
    """Return how many timed entries resting on the text are at a known instant."""
    if not document.strict or any(step.at is None for step in document.steps):
        return Score(0, 0)
    known = {instant for step in document.steps if step.at for instant in _accepted(step, step.at)}
    return tally(
        (f"extra at {event.time.isoformat()} {event.text[:80]}", _minute(event.time) in known)
        for event in draft.timeline
        if event.time is not None
        and event.precision != "day"
        and any(cited.startswith("N") for cited in event.evidence)
    )


RECALL = Measure("recall by instant", recall)
PRECISION = Measure("precision by instant", precision)
