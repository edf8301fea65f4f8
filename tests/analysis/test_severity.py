"""Severity by stated criteria; denials and fears do not meet one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.analysis import impact, severity, timeline
from assistant.analysis.layout import place
from assistant.analysis.severity import Severity
from tests.analysis.notebook import NOW, at, incident, notes, over
from tests.analysis.specimens import of_severity


def suggest(text: str) -> Severity:
    made = incident(*notes(text))
    return severity.suggest(
        place(made), figures=over(impact.figures, made), events=over(timeline.build, made), now=NOW
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The bot leaked another customer's order history", "SEV1"),
        ("A patient was injured after the wrong dose", "SEV1"),
        ("refunds cost us $25,000", "SEV1"),
        ("A screenshot went viral", "SEV1"),
        ("1,240 customers were affected", "SEV2"),
        ("A prompt injection was used", "SEV2"),
        ("refunds cost us $900", "SEV2"),
        ("3 customers got wrong answers", "SEV3"),
        ("No alert fired", "SEV3"),
        ("Near miss: caught in staging, never reached production", "SEV4"),
    ],
)
def test_a_met_criterion_gives_its_level(text: str, level: str) -> None:
    assert suggest(text).suggested == level


@pytest.mark.parametrize(
    "text",
    [
        "no customer data was exposed",
        "a wrong dosage was shown, the pharmacist caught all of them before anyone took it",
        "Nobody was hurt and nothing leaked",
        "Was any data leaked?",
        "we ruled out that data was leaked",
        "memory leak in the worker",
        "nothing of note",
    ],
)
def test_a_denied_asked_or_unrelated_criterion_gives_none(text: str) -> None:
    assert suggest(text) == Severity(None, (), None, None)


def test_each_criterion_cites_the_lines_that_meet_it() -> None:
    found = suggest("calm line\nThe bot leaked another customer's order\nno data was exposed twice")
    assert [c.evidence for c in found.criteria] == [("N2",)]


def test_wrong_output_for_more_than_an_hour_is_systematic() -> None:
    found = suggest("08:00 bot started quoting old prices\n08:30 alert fired\n09:40 rolled back")
    assert found.suggested == "SEV2"
    assert "extended period" in found.criteria[0].text


def test_the_post_mortem_is_due_by_policy_after_the_resolution() -> None:
    found = suggest("09:10 alert fired\n10:00 resolved\nthe bot leaked another user's chat")
    assert found.due == at("10:00") + timedelta(hours=48)
    assert found.requirement == "full post-mortem required"


def test_without_a_resolution_the_clock_runs_from_detection_else_from_now() -> None:
    assert suggest("09:10 alert fired\n3 users got wrong answers").due == at("09:10") + timedelta(
        14
    )
    assert suggest("3 users got wrong answers").due == NOW + timedelta(14)


def test_a_near_miss_has_a_review_recommended_and_no_due_time() -> None:
    found = suggest("Wrong answers caught before production by the evals")
    assert (found.suggested, found.due) == ("SEV4", None)
    assert found.requirement == "post-mortem review recommended"


@pytest.mark.parametrize(("text", "levels"), of_severity())
def test_a_note_gets_a_level_that_a_reader_would_accept(text: str, levels: frozenset[str]) -> None:
    assert suggest(text).suggested in levels


def test_what_was_seen_in_staging_is_no_near_miss_once_customers_were_hit() -> None:
    found = suggest("12 customers got wrong answers\nwe found the same fault in staging later")
    assert found.suggested == "SEV3"


def test_sums_are_weighed_by_what_their_currency_is_worth() -> None:
    assert suggest("refunds cost us 90,000 JPY").suggested == "SEV2"
    assert suggest("refunds cost us 90,000 EUR").suggested == "SEV1"


def test_figures_without_any_other_criterion_make_a_minor_one() -> None:
    found = suggest("1,912 letters went out with the wrong date")
    assert found.suggested == "SEV3"
    assert found.criteria[0].evidence == ("N1",)
