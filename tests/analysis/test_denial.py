"""Whether a line tells a cue or denies it."""

from __future__ import annotations

import pytest

from assistant.analysis.denial import told
from assistant.analysis.vocabulary import cues

LEAK, NOTHING = cues(["leaked"]), cues([])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("names leaked", True),
        ("no names leaked", False),
        ("names leaked: none", False),
        ("it is unclear whether names leaked", True),
        ("no alert fired, names leaked", True),
        ("no alert fired while names leaked", True),
    ],
)
def test_a_denial_counts_in_its_own_clause_and_a_doubt_is_none(line: str, found: bool) -> None:
    assert (told(line, LEAK, NOTHING, within="notifications") is not None) == found


def test_a_doubt_meets_no_criterion_of_severity() -> None:
    assert told("it is unclear whether names leaked", LEAK, NOTHING, within="severity") is None


def test_a_question_counts_only_where_it_is_asked_for() -> None:
    line = "were names leaked?"
    assert told(line, LEAK, NOTHING, within="notifications") is None
    assert told(line, LEAK, NOTHING, within="notifications", asked=True) == line.index("leaked")


def test_a_cue_counts_only_near_a_word_of_its_companions() -> None:
    near = "names leaked"
    far = f"leaked {'and so on ' * 20} names"
    for line, found in ((near, True), (far, False), ("steam leaked", False)):
        place = told(line, LEAK, NOTHING, within="notifications", beside=cues(["names"]), near=40)
        assert (place is not None) == found


def test_a_cue_in_an_exempt_phrase_is_none() -> None:
    assert told("memory leaked", LEAK, cues(["memory leaked"]), within="severity") is None
