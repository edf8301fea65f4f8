"""A post-mortem exists only with a draft and a complete review by people."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime

import pytest

from assistant.drafting.draft import Action, Draft
from assistant.drafting.pipeline import draft_incident
from assistant.errors import PostmortemError
from assistant.review.decisions import (
    Approval,
    ConfirmedSeverity,
    DueDate,
    Owner,
    Review,
    RootCause,
)
from assistant.review.postmortem import PostMortem
from tests.drafting.incidents import NOW, REFUNDS, made

AT = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
CAUSE = RootCause(decided_by="Mira", at=AT, text="No test covered the window.", category="process")
SEVERITY = ConfirmedSeverity(decided_by="Mira", at=AT, level="SEV2")
SIGNED = Approval(decided_by="Tomas", at=AT, role="executive sponsor")
REVIEW = Review(root_causes=(CAUSE,), severity=SEVERITY, approvals=(SIGNED,))
ACTION = Action("A1", "Add a test.", "process", "immediate", "count", "run it", None, ("N4",))


def draft(*actions: Action) -> Draft:
    """Return a draft with the given actions."""
    return replace(draft_incident(made(REFUNDS), now=NOW, stage=lambda name: None), actions=actions)


def test_a_draft_and_a_complete_review_make_a_post_mortem() -> None:
    assert PostMortem(draft(), REVIEW).review.root_causes == (CAUSE,)


@pytest.mark.parametrize(
    ("review", "missing"),
    [
        (replace(REVIEW, root_causes=()), "the root cause"),
        (replace(REVIEW, severity=None), "the severity"),
        (replace(REVIEW, approvals=()), "the sign-off"),
    ],
)
def test_an_incomplete_review_makes_none(review: Review, missing: str) -> None:
    with pytest.raises(PostmortemError, match=missing):
        PostMortem(draft(), review)


def test_every_action_needs_an_owner_and_a_due_date() -> None:
    with pytest.raises(PostmortemError, match="owner of action A1, the due date of action A1"):
        PostMortem(draft(ACTION), REVIEW)
    owned = replace(
        REVIEW,
        owners=(Owner(decided_by="Mira", at=AT, action="A1", name="Tomas"),),
        due_dates=(DueDate(decided_by="Mira", at=AT, action="A1", due=date(2026, 4, 1)),),
    )
    assert PostMortem(draft(ACTION), owned).draft.actions == (ACTION,)


def test_a_decision_needs_a_person_and_a_time_with_a_zone() -> None:
    with pytest.raises(PostmortemError, match="name of the person"):
        Approval(decided_by=" ", at=AT, role="sponsor")
    with pytest.raises(PostmortemError, match="time zone"):
        Approval(decided_by="Mira", at=AT.replace(tzinfo=None), role="sponsor")


def test_a_decision_cannot_be_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        SEVERITY.__setattr__("level", "SEV4")
