"""Contradictions: what the inputs cannot all mean, cited and never settled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.analysis.assertions import blame_in, cause_asserted, owner_or_due_in
from assistant.incident import Change
from tests.analysis.clashing import DEPLOYED, found, kinds, within
from tests.analysis.notebook import incident, notes


def test_two_versions_of_which_a_line_denies_one_are_a_contradiction() -> None:
    (one,) = found("the vendor runs ranker 4.2.1, not 4.1.0")
    assert one.text.startswith("The notes give two versions, 4.1.0 and 4.2.1: ")
    assert (one.kind, one.evidence) == ("version", ("N1",))


def test_two_disputed_versions_of_one_thing_are_a_contradiction_of_both_lines() -> None:
    (one,) = found("ranker-4.2 answers\nthe dashboard says ranker-4.1")
    assert one.text == "The notes name two versions of ranker: 4.2 and 4.1."
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize(
    "text",
    [
        "ranker-4.2 answers\nranker-4.1 was switched off in spring",
        "ranker-4.2 answers\nthe dashboard says ranker-4.2",
        "ranker-4.2 answers\nthe dashboard says shelver-4.1",
        "the sheet says ranker-4.2 came after ranker-4.1",
    ],
)
def test_versions_that_nobody_disputes_are_none(text: str) -> None:
    assert found(text) == ()


def test_versions_between_which_the_history_moved_are_none() -> None:
    moved = Change(
        "model", "ranker", "ranker-4.1", "ranker-4.2", DEPLOYED.time, None, "ranker", ("H1",)
    )
    text = "ranker-4.2 answers\nthe dashboard says ranker-4.1"
    assert kinds(text) == ["version"]
    assert kinds(text, moved) == []


def test_what_stands_under_a_heading_of_things_that_do_not_fit_is_told() -> None:
    text = "## What doesn't fit\n- the caller rang ahead of us\n## Other\n- the caller rang again"
    (one,) = found(text)
    assert one.text == "The notes set things against each other: the caller rang ahead of us"
    assert (one.kind, one.evidence) == ("told", ("N2",))


def test_a_line_that_goes_on_from_the_one_before_is_told_with_it() -> None:
    (one,) = found("the sheet holds 40 rows\nbut the report has 52, which is right")
    assert "the sheet holds 40 rows / but the report has 52" in one.text
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize("line", ["wow !! it works", "fixed 3 of them, great!!"])
def test_a_loud_line_is_told_only_where_it_wonders_at_a_number(line: str) -> None:
    assert found(line) == ()
    assert kinds("the report has 300!! rows") == ["told"]


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n- the report has 52 rows, which does not match the sheet",
        "```\nthe report has 52 rows, which does not match the sheet\n```",
    ],
)
def test_actions_and_code_are_not_set_against_anything(text: str) -> None:
    assert kinds("the report has 52 rows, which does not match the sheet") == ["told"]
    assert found(text) == ()


def test_a_contradiction_that_rests_on_the_lines_of_another_is_told_once() -> None:
    text = "support says 212 wrong prices, I have 198 - which is it?"
    assert kinds(text) == ["count"]


def test_no_more_than_twelve_are_told() -> None:
    lines = [f"{n} of 100 answers (99%) were wrong in shop {n}" for n in range(10, 40)]
    assert len(found("\n".join(lines))) == 12


def test_a_line_that_blames_is_not_repeated() -> None:
    text = "Responder A forgot 52 of them, which does not match the 40 in the sheet"
    assert found(text) == ()


_PARTS = st.sampled_from(
    [
        "the sheet has 40 rows", "the report says 52", "does not match", "which is it?", "09:40",
        "but our log says 09:58", "Detected: 09:14", "Detected: 10:20", "no customers affected",
        "212 customers got a wrong price", "finance counted 198 customers", "3 of 10 answers (50%)",
        "Responder A forgot the filter", "owner: Responder B", "due by Friday", "root cause: v2",
        "caused by v2", "nothing changed on our side", "ranker-4.2 answers", "not 4.1.0",
        "the dashboard says ranker-4.1", "08:30 first wrong price", "08:10 a customer complained",
        "The outage lasted 9 hours", "10:30 resolved", "08:20 deployed prompt v2",
        "## Discrepancies",
    ]
)  # fmt: skip
_LINES = st.lists(st.lists(_PARTS, min_size=1, max_size=3).map(", ".join), min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_a_contradiction_cites_what_is_there_and_names_nobody_to_blame(
    lines: Sequence[str],
) -> None:
    made = incident(*notes("\n".join(lines)), changes=[DEPLOYED])
    known = set(made.by_id())
    for one in within(made):
        assert one.evidence
        assert set(one.evidence) <= known
        assert blame_in(one.text) is None
        assert owner_or_due_in(one.text) is None
        assert cause_asserted(one.text) is None
        assert not any(person in one.text for person in made.people)
