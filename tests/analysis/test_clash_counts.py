"""Counts that differ, and shares that their own counts do not bear."""

from __future__ import annotations

import pytest

from tests.analysis.clashing import found


def test_a_recount_that_differs_is_a_contradiction_of_both_lines() -> None:
    (one,) = found("212 customers got a wrong price\n\n\n\nfinance counted 198 customers")
    assert one.text == "Two counts of customers differ: 212 and 198."
    assert (one.kind, one.evidence) == ("count", ("N1", "N5"))


def test_two_counts_that_one_line_sets_against_each_other_are_a_contradiction() -> None:
    (one,) = found("support says 212 wrong prices, I have 198")
    assert one.text == "Two counts in one line differ: 212 and 198."
    assert one.evidence == ("N1",)


@pytest.mark.parametrize(
    "line",
    [
        "the p95 says 198 ms, not what we have",
        "finance counted 212 customers",
        "finance counted 900 customers",
        "finance counted 198 of the 212",
        "198 pallets stood in the hall",
        "## Action items\n- somebody counted 198 customers",
    ],
)
def test_a_unit_the_same_count_a_far_one_or_another_thing_is_no_recount(line: str) -> None:
    assert found(f"212 customers got a wrong price\n\n\n\n{line}") == ()


def test_milliseconds_are_no_recount_of_a_figure_beside_them() -> None:
    assert found("41 customers got a wrong price\nthe p95 says 38 ms") == ()


@pytest.mark.parametrize(
    "line", ["212 wrong prices, of which 198 were mailed", "we counted 212 shops and 198 guests"]
)
def test_two_counts_in_a_line_without_words_against_each_other_are_none(line: str) -> None:
    assert found(line) == ()


def test_a_share_that_does_not_follow_from_its_counts_is_a_contradiction() -> None:
    (one,) = found("3 of 10 answers (50%) were wrong")
    assert "3 of 10 is 30.0 %, and the line says 50 %" in one.text
    assert one.evidence == ("N1",)


@pytest.mark.parametrize(
    "line",
    [
        "3 of 10 answers (30%) were wrong",
        "1 of 3 answers (about 33%) were wrong",
        "3 of 10 answers were wrong. 50% of the shops rang",
        "3 of 0 answers (50%) were wrong",
    ],
)
def test_a_share_that_follows_or_is_of_something_else_is_none(line: str) -> None:
    assert found(line) == ()


def test_scores_of_two_named_models_are_not_set_against_each_other() -> None:
    assert found("model gm-7 scores 91.4 on the bench, gm-6 was 72.0. I do not believe it") == ()
