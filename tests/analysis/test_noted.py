"""What the notes ask, leave open or leave blank, asked in their words where they are neutral."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.analysis import noted
from assistant.analysis.assertions import blame_in, cause_asserted, owner_or_due_in
from assistant.analysis.dating import OpenQuestion
from assistant.analysis.layout import place
from tests.analysis.notebook import PEOPLE, incident, notes

ASKED = "The notes ask it."
OPEN = "The notes leave it open."
BLANK = "The notes leave a place for it and do not fill it in."


def found(text: str) -> list[OpenQuestion]:
    return list(noted.questions(place(incident(*notes(text))), PEOPLE))


def told(text: str, why: str) -> list[str]:
    """Return what is asked for one of the reasons."""
    return [question.text for question in found(text) if question.why == why]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("why did the filter let it through?", "why did the filter let it through?"),
        ("09:30 who decides on the refunds?", "who decides on the refunds?"),
        ("- why did the filter let it through", "why did the filter let it through?"),
        ("- [ ] who tells the regulator about it", "who tells the regulator about it?"),
        ("?? was the cache warm at all", "was the cache warm at all?"),
        ("was the cache warm at all?!?", "was the cache warm at all?"),
        ("It broke. Was the cache warm at all? No idea.", "Was the cache warm at all?"),
        ("Responder A asks who told Customer 1?", "A responder asks who told a customer?"),
    ],
)
def test_a_question_of_the_notes_is_asked_in_its_words(line: str, question: str) -> None:
    assert told(line, ASKED) == [question]


def test_under_a_heading_of_open_points_a_question_needs_no_mark() -> None:
    line = "how many of them were read aloud"
    assert told(f"## Open questions\n- {line}", ASKED) == [f"{line}?"]
    assert found(line) == []


@pytest.mark.parametrize(
    "text",
    [
        "really?",
        "eyes on it",
        "which is why the cache was warm",
        "```\nwhy did the filter let it through?\n```",
        "> why did the filter let it through?",
        "# why did the filter let it through?",
        "| why did the filter let it through? | 09:00 |",
        "- [x] told the desk about the new prices",
        "- the desk was told about the new prices",
    ],
)
def test_a_bare_word_a_statement_a_quote_or_code_is_no_question(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "why did Responder A forget the eval?",
        "was it Responder A's fault that it went out?",
        "owner: Responder A, is that still right?",
    ],
)
def test_a_question_that_blames_or_names_an_owner_is_not_repeated(line: str) -> None:
    assert found(line) == []


def test_a_question_asked_twice_is_asked_once() -> None:
    text = "Why did the filter let it through?\nso why did the filter let it through??"
    assert [q.evidence for q in found(text)] == [("N1",)]


def test_what_is_listed_as_a_question_comes_before_what_was_asked_in_passing() -> None:
    text = "09:10 was the cache warm at all?\n## Open questions\n- who tells the shops about it"
    assert [q.evidence for q in found(text)] == [("N3",), ("N1",)]


@pytest.mark.parametrize(
    "line",
    [
        "The number of wrong answers is unknown",
        "nobody has counted the wrong prices yet",
        "it is unclear whether the north shop was hit",
        "| refunds | still to be confirmed, TBD |",
    ],
)
def test_a_point_left_open_is_asked_about(line: str) -> None:
    (question,) = found(line)
    assert question.text.startswith("What is known by now of this point: ")
    assert (question.why, question.evidence) == (OPEN, ("N1",))


@pytest.mark.parametrize(
    "text",
    [
        "the number of wrong answers is not unknown",
        "## Action items\n- count the wrong answers, their number is unknown",
        "# the number of wrong answers is unknown",
        "```\nthe number of wrong answers is unknown\n```",
        "reason unknown",
        "the desk knows the number of wrong answers",
    ],
)
def test_what_is_known_an_action_a_heading_or_code_leaves_nothing_open(text: str) -> None:
    assert told(text, OPEN) == []


def test_every_point_of_a_list_of_open_points_is_open() -> None:
    line = "the new limit of the ranker"
    text = f"## Open questions\n- {line}"
    assert told(text, OPEN) == [f"What is known by now of this point: {line}?"]
    assert found(line) == []


def test_a_point_left_open_with_blame_is_asked_about_without_its_words() -> None:
    (question,) = found("it is unknown whether Responder A forgot the eval")
    assert question.text == "What is known by now of the point that the cited line leaves open?"
    assert question.evidence == ("N1",)


def test_many_open_points_are_asked_about_together_from_the_eleventh_on() -> None:
    asked = found("\n".join(f"it is unknown whether shop {n} was hit" for n in range(15)))
    assert [q.evidence for q in asked[:10]] == [(f"N{n}",) for n in range(1, 11)]
    assert asked[10].text == "What became of the other points that the notes leave open?"
    assert asked[10].evidence == tuple(f"N{n}" for n in range(11, 16))
    assert len(asked) == 11


def test_no_more_than_ten_questions_are_asked_one_by_one() -> None:
    names = ("north", "south", "harbour", "mill", "tower", "garden", "castle", "bridge", "lake")
    more = ("market", "station", "forest", "island")
    lines = [f"who told the {n} of {n}ers and of {n}ing?" for n in (*names, *more)]
    assert len(told("\n".join(lines), ASKED)) == 10


@pytest.mark.parametrize(
    "line",
    [
        "cost of the refunds: ____",
        "cost of the refunds: <?>",
        "cost of the refunds: ......",
        "| cost of the refunds | ?? |",
        "- [ ] cost of the refunds: ____",
    ],
)
def test_a_blank_is_asked_about_with_what_stands_before_it(line: str) -> None:
    (question,) = found(line)
    assert question.text == "What belongs into the blank of this line: cost of the refunds?"
    assert (question.why, question.evidence) == (BLANK, ("N1",))


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] tell the desk about it",
        "cost of the refunds: 40 EUR",
        "____",
        "so the price rose... and fell",
        "the call to __init__ failed",
        "owner: ____",
        "?? that went out with the new glossary on friday",
    ],
)
def test_a_tick_box_a_value_or_a_rule_is_no_blank(line: str) -> None:
    assert told(line, BLANK) == []


_PARTS = st.sampled_from(
    [
        "why did the filter let it through?", "who decides", "is unknown", "to be confirmed",
        "____", "Responder A forgot the eval", "owner: Responder B", "due by Friday",
        "root cause: v2", "was caused by v2", "classic Customer 1", "it is unclear whether",
        "09:30", "| ?? |",
        "## Open questions", "- [ ]", "??", "the number of answers", "nobody has counted",
    ]
)  # fmt: skip
_LINES = st.lists(st.lists(_PARTS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=9)


@settings(max_examples=300, deadline=None)
@given(_LINES)
def test_a_question_cites_what_is_there_and_asserts_nothing_that_people_decide(
    lines: Sequence[str],
) -> None:
    made = incident(*notes("\n".join(lines)))
    known = set(made.by_id())
    for question in noted.questions(place(made), PEOPLE):
        assert question.text.endswith("?")
        assert question.evidence
        assert set(question.evidence) <= known
        assert blame_in(question.text) is None
        assert owner_or_due_in(question.text) is None
        assert cause_asserted(question.text) is None
        assert not any(person in question.text for person in PEOPLE)


def test_a_report_put_as_a_question_is_not_asked_again() -> None:
    assert told("09:02 is anybody else getting weird quotes from the bot?", ASKED) == []
    assert told("09:02 who gets weird quotes from the bot?", ASKED) != []
