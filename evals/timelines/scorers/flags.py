"""Flags: whether a text that leaves doubt about its times is told to the reader as such."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from evals.score import Measure, Score, tally
from evals.timelines.documents import Document


def _says_so(draft: Draft) -> bool:
    cited = {line for event in draft.timeline for line in event.evidence}
    return (
        any(event.inferred for event in draft.timeline)
        or any(check.rule == "intake" and check.level != "info" for check in draft.checks)
        or any(cited & set(found.evidence) for found in draft.contradictions)
        or any(cited & set(question.evidence) for question in draft.open_questions)
    )


def doubt(document: Document, draft: Draft) -> Score:
    """Return whether a document whose times are in doubt is flagged in any way."""
    if document.strict:
        return Score(0, 0)
    return tally([("doubtful times, and the draft says nothing about it", _says_so(draft))])


def season(document: Document, draft: Draft) -> Score:
    """Return whether a winter zone on a summer date is flagged (a check, or inferred steps)."""
    if not any(step.suspect for step in document.steps):
        return Score(0, 0)
    label = "a zone label that contradicts the season is not flagged"
    return tally([(label, _says_so(draft))])


DOUBT = Measure("doubt flagged", doubt)
SEASON = Measure("season flagged", season)
