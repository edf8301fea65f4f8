"""Local minutes: which known steps the timeline lists at the minute that the text writes."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import Draft
from evals.score import Measure, Score, tally
from evals.timelines.documents import Document


def local_minute(at: datetime) -> datetime:
    """Return the minute on the clock that the time was written by, without its zone."""
    return at.replace(tzinfo=None, second=0, microsecond=0)


def from_notes(event: TimelineEvent) -> bool:
    """Return whether the step has a clock time and rests on a note."""
    return event.precision != "day" and any(cited.startswith("N") for cited in event.evidence)


def _listed(draft: Draft) -> tuple[Counter[datetime], set[datetime]]:
    minutes = Counter(
        local_minute(event.time)
        for event in draft.timeline
        if event.time is not None and event.precision != "day"
    )
    days = {
        local_minute(event.time).replace(hour=0, minute=0)
        for event in draft.timeline
        if event.time is not None and event.precision == "day"
    }
    return minutes, days


def recall(document: Document, draft: Draft) -> Score:
    """Return how many known steps have their minute (or their bare date) in the timeline."""
    if not document.strict:
        return Score(0, 0)
    minutes, days = _listed(draft)
    return tally(
        (
            f"missing {step.local:%Y-%m-%d %H:%M} {step.text}",
            step.local in minutes or (step.is_day and step.local in days),
        )
        for step in document.steps
    )


def each(document: Document, draft: Draft) -> Score:
    """Return how many known steps are listed one by one: two at one minute need two entries."""
    if not document.strict:
        return Score(0, 0)
    minutes, days = _listed(draft)
    rows: list[tuple[str, bool]] = []
    for step in document.steps:
        right = minutes[step.local] > 0 or (step.is_day and step.local in days)
        minutes[step.local] -= 1
        rows.append((f"not on its own {step.local:%Y-%m-%d %H:%M} {step.text}", right))
    return tally(rows)


def precision(document: Document, draft: Draft) -> Score:
    """Return how many timed entries that rest on the text stand at a known minute."""
    if not document.strict:
        return Score(0, 0)
    known = {local_minute(step.local) for step in document.steps}
    return tally(
        (f"extra {event.time:%Y-%m-%d %H:%M} {event.text[:80]}", local_minute(event.time) in known)
        for event in draft.timeline
        if event.time is not None and from_notes(event)
    )


RECALL = Measure("recall", recall)
EACH = Measure("one by one", each)
PRECISION = Measure("precision", precision)
