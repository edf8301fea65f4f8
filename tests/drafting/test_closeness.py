"""Which sentences are too far from the lines that they cite."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks import closeness

LINES = (
    "14:07 Responder B: retrieval returns withdrawn routes again, maybe 1 in 5 queries",
    "14:31 Responder A: rolled back the route index to monday's snapshot",
)


def _far(text: str, others: Sequence[str]) -> float:
    return 0.1


def _near(text: str, others: Sequence[str]) -> float:
    return 0.95


@pytest.mark.parametrize(
    "text",
    [
        "At 14:07 a responder reported that retrieval returned withdrawn routes again.",
        "The route index was reverted to the snapshot of Monday.",
        "Retrieval gave withdrawn routes in 1 of 5 requests.",
    ],
)
def test_words_of_the_lines_in_other_forms_are_near_enough(text: str) -> None:
    assert closeness.broken_by(text, LINES, manner="statement") is None


@pytest.mark.parametrize(
    "text",
    [
        "Passengers bought tickets for a ferry that had been cancelled.",
        "The severity was debated in the morning call.",
    ],
)
def test_a_claim_on_something_else_is_too_far(text: str) -> None:
    why = closeness.broken_by(text, LINES, manner="statement")
    assert why == "its words are too far from the cited lines"


def test_with_an_embedder_meaning_counts_as_well_as_words() -> None:
    text = "The withdrawn routes angered passengers on the phone."
    assert closeness.broken_by(text, LINES, manner="statement", near=_far) is not None
    assert closeness.broken_by(text, LINES, manner="statement", near=_near) is None


def test_the_lines_count_one_by_one_and_together() -> None:
    seen: list[tuple[str, ...]] = []

    def near(text: str, others: Sequence[str]) -> float:
        seen.append(tuple(others))
        return 1.0

    text = "The withdrawn routes angered passengers on the phone."
    closeness.broken_by(text, LINES, manner="statement", near=near)
    assert seen == [(*LINES, "\n".join(LINES))]


def test_a_thing_to_do_may_say_more_than_its_lines() -> None:
    text = "Add an alert on withdrawn routes to the dashboard and test it before each release."
    assert closeness.broken_by(text, LINES, manner="statement") is not None
    assert closeness.broken_by(text, LINES, manner="proposal") is None


def test_a_question_is_never_too_far() -> None:
    text = "Who looks at the dashboard at night?"
    assert closeness.broken_by(text, LINES, manner="question") is None


@given(st.lists(st.sampled_from(" ".join(LINES).split()), min_size=1, max_size=20))
def test_the_own_words_of_a_line_are_never_too_far(words: list[str]) -> None:
    line = " ".join(words)
    assert closeness.novel(line, [line]) == 0
    assert closeness.broken_by(line, [line], manner="statement", near=_near) is None
