"""What only people may state: causes, blame, owners and due dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.assertions import blame_in, cause_asserted, cause_span, owner_or_due_in


@pytest.mark.parametrize(
    "text",
    [
        "Root cause: the new prompt dropped the date rule",
        "The root cause was the stale index.",
        "The outage was caused by prompt v14",
        "Answers were wrong because the index was stale",
        "The failure was due to a vendor swap",
        "RCA: cache",
        "the culprit was the reranker",
    ],
)
def test_an_asserted_cause_is_found(text: str) -> None:
    assert cause_asserted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Root cause unknown",
        "Was the outage caused by prompt v14?",
        "Root cause investigation started",
        "prompt changed 12 minutes before the start; this is correlation in time, not cause",
        "Possible cause: the new prompt",
        "The cause is still awaiting human judgement",
        "Paused the rollout because traffic was low",
        "Amount due to the customer",
        "errors may have been due to the cache, maybe due to the index",
    ],
)
def test_an_open_or_denied_cause_is_not_asserted(text: str) -> None:
    assert cause_asserted(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Responder A forgot to run the evals",
        "this was human error",
        "it is his fault",
        "someone screwed up the config",
        "the model is stupid",
        "She should have known better",
        "you shouldve checked before printing",
    ],
)
def test_blame_on_people_or_the_model_is_found(text: str) -> None:
    assert blame_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "a blameless review",
        "page fault in the worker",
        "fault tree drawn",
        "No one is to blame",
        "users who forgot password saw the old page",
        "default settings restored",
    ],
)
def test_innocent_words_are_not_blame(text: str) -> None:
    assert blame_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Owner: platform team",
        "assigned to Responder B",
        "due Friday",
        "we will add the alert by Friday",
        "deadline is 12 May",
        "fix the index by end of week",
    ],
)
def test_owners_and_due_dates_are_found(text: str) -> None:
    assert owner_or_due_in(text)


@pytest.mark.parametrize(
    "text", ["errors due to load", "by 10:40 the errors had stopped", "the amount due was wrong"]
)
def test_other_uses_of_the_words_are_no_owner_or_due_date(text: str) -> None:
    assert owner_or_due_in(text) is None


@given(st.text(max_size=200))
def test_what_is_reported_stands_in_the_text(text: str) -> None:
    for found in (cause_asserted(text), blame_in(text), owner_or_due_in(text)):
        assert found is None or found in text
    span = cause_span(text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
