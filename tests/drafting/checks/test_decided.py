"""What a model's sentence decides that people decide, in words near those of its lines."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import decided

LINE = "[11:40] Responder B: refunds were stopped, answers fine again"


@pytest.mark.parametrize(
    "text",
    [
        "The parser release is responsible for what users saw.",
        "The push led directly to the wrong answers.",
        "The reason for all of it is the new release.",
        "The confirmed rating is severity one.",
        "This one is on Responder C.",
        "We will look at the parser again.",
        "Complete this until the end of the quarter.",
    ],
)
def test_a_decision_is_withheld_though_a_line_has_words_that_begin_like_it(text: str) -> None:
    assert decided.broken_by(text, [LINE]) is not None


def test_a_clause_that_tells_more_of_something_leaves_no_cause_open() -> None:
    text = "It may matter that refunds were stopped; the release went out, which led to errors."
    assert decided.broken_by(text, [LINE], open_ended=True) is not None


def test_what_broke_it_is_no_question_where_the_sentence_says_what_did() -> None:
    told = "What went wrong is the nightly build, nothing else."
    asked = "What caused the nightly build to fail?"
    assert decided.broken_by(told, [LINE], open_ended=True) is not None
    assert decided.broken_by(asked, [LINE], open_ended=True) is None


def test_a_question_which_of_several_led_to_it_leaves_the_cause_open() -> None:
    text = "Which of the releases may have led to it?"
    assert decided.broken_by(text, [LINE], open_ended=True) is None
