"""Neutral wording: only the clause that people alone may state is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis import timeline, wording
from assistant.analysis.assertions import blame_in, owner_or_due_in
from assistant.analysis.phrases import roles
from tests.analysis.notebook import incident, notes, over


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the model was swapped. She forgot the evals.", "the model was swapped."),
        ("traffic was moved back, classic a responder", "traffic was moved back"),
        ("the queue was drained; owner: platform team", "the queue was drained;"),
        ("rolled back to v3 and Responder B will write the test by Friday", "rolled back to v3"),
    ],
)
def test_the_offending_clause_goes_and_the_rest_stays_verbatim(text: str, kept: str) -> None:
    assert wording.clean(text) == kept


def test_where_no_clean_clause_is_left_nothing_is_repeated() -> None:
    assert wording.clean("she forgot it") is None


@given(st.text(max_size=200))
def test_what_is_kept_breaks_no_rule(text: str) -> None:
    kept = wording.clean(text)
    assert kept is None or not wording.breaks(kept)


@pytest.mark.parametrize(
    "text",
    [
        "classic Responder A",
        "Responder B of course",
        "as usual a responder",
        "Responder A pushed it without review",
        "the intern skipped the evals",
        "night shift never reads the mails",
    ],
)
def test_a_person_with_a_negative_act_is_blame(text: str) -> None:
    assert blame_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "a classic cache problem",
        "the change went out without review",
        "responder restarted the pod",
    ],
)
def test_a_gap_of_the_system_is_no_blame(text: str) -> None:
    assert blame_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "[FIRING:1] WrongAnswers (sev=critical) assigned to Responder D",
        "incident assigned to a responder",
        "can you page the on-call?",
    ],
)
def test_an_alert_handed_over_is_no_owner_of_an_action(text: str) -> None:
    assert owner_or_due_in(text) is None


def test_an_action_assigned_is_an_owner_even_where_it_speaks_of_alerts() -> None:
    assert owner_or_due_in("action: fix the alert, assigned to Responder D") == "assigned to"


def test_a_second_person_is_another_and_one_told_again_is_the_same() -> None:
    people = ("Responder A", "Responder B")
    assert roles("Responder A, Responder A joined", people) == "A responder joined"
    assert roles("Responder A and Responder B joined", people) == (
        "A responder and another responder joined"
    )
    assert roles("we told Responder A and Responder A left", people) == (
        "we told a responder and the responder left"
    )


def test_two_different_steps_in_neutral_words_stay_two_steps() -> None:
    text = "09:00 Responder A: she forgot it\n09:00 Responder B: it is his fault"
    events = over(timeline.build, incident(*notes(text)))
    assert [(e.text, e.evidence) for e in events] == [
        (timeline.BLAME_WITHHELD, ("N1",)),
        (timeline.BLAME_WITHHELD, ("N2",)),
    ]
