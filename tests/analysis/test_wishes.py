"""What the notes want done: concrete items become actions, vague ones questions."""

from __future__ import annotations

import pytest

from assistant.analysis import wishes
from assistant.analysis.assertions import owner_or_due_in
from assistant.analysis.items import bare
from assistant.analysis.layout import place
from assistant.analysis.wishes import Wish
from tests.analysis.notebook import PEOPLE, incident, notes


def told(said: str) -> tuple[Wish, ...]:
    return wishes.told(place(incident(*notes(said))), PEOPLE)


def asked(said: str) -> list[str]:
    made = incident(*notes(said))
    return [q.text for q in wishes.ask(wishes.told(place(made), PEOPLE), made.by_id())]


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ("Add a canary - Owner: Responder A by Friday", "Add a canary"),
        ("Add a canary (owner: Responder A, due: 2026-05-12)", "Add a canary"),
        ("Responder A to add a canary by end of next week", "Add a canary"),
        ("Responder A: add a canary", "Add a canary"),
        ("add a canary, @Responder B", "Add a canary"),
        ("add a canary (Responder A, tomorrow)", "Add a canary"),
        ("add a canary before 12 May 2026", "Add a canary"),
        ("add a canary - the team", "Add a canary"),
        ("We should add a canary", "Add a canary"),
        ("Add a canary. Assignee: Responder A. Due: 12 May", "Add a canary"),
        ("Add a canary. Responder A to do it this week", "Add a canary"),
        ("Limit retries to 3 on timeout, due Q3", "Limit retries to 3 on timeout"),
        ("Compare on Monday and Sunday traffic", "Compare on Monday and Sunday traffic"),
    ],
)
def test_an_item_keeps_its_words_without_owner_and_date(item: str, left: str) -> None:
    assert bare(item, PEOPLE) == left
    assert owner_or_due_in(left) is None


def test_an_item_that_is_only_an_owner_says_nothing() -> None:
    assert bare("Owner: Responder A", PEOPLE) is None


def test_an_item_that_still_says_who_is_to_do_it_is_left_out() -> None:
    assert bare("canary on the alias which Responder A will add", PEOPLE) is None


def test_items_of_an_action_list_are_read_from_bullets() -> None:
    said = "## Action items\n- [ ] Add a canary on the alias\n1. Pin the model version"
    found = told(said)
    assert [(w.text, w.vague, w.evidence) for w in found] == [
        ("Add a canary on the alias", False, ("N2",)),
        ("Pin the model version", False, ("N3",)),
    ]


def test_an_item_goes_on_over_an_indented_line() -> None:
    said = "## Action items\n- Add a canary on the alias\n  that replays the probe set"
    (found,) = told(said)
    assert found.text == "Add a canary on the alias that replays the probe set"
    assert found.evidence == ("N2", "N3")


def test_a_table_gives_the_action_and_not_its_owner_date_or_done_rows() -> None:
    said = (
        "## Action items\n| Action | Owner | Due | Status |\n|---|---|---|---|\n"
        "| Pin the model version | Responder A | Friday | open |\n"
        "| Rotate the leaked key | Responder B | today | done |"
    )
    assert [w.text for w in told(said)] == ["Pin the model version"]


def test_what_is_done_or_nothing_is_no_wish() -> None:
    said = "## Action items\n- [x] Switch the bot off\n- none\nNext steps"
    assert told(said) == ()


def test_a_label_makes_an_action_of_a_line_in_a_chat() -> None:
    (found,) = told("09:00 Responder A: action: alert when spend doubles within an hour")
    assert (found.text, found.vague, found.listed) == (
        "Alert when spend doubles within an hour",
        False,
        True,
    )


@pytest.mark.parametrize(
    "said",
    [
        "improve monitoring!!",
        "we really need to improve our monitoring",
        "we should be more careful with index changes",
        "would be nice if prompts were reviewed better somehow",
        "wish: the tool should just be more robust",
        "## Next steps\n- train people better",
        "## Next steps\n- monitoring",
    ],
)
def test_a_vague_wish_becomes_a_question_of_what_is_meant(said: str) -> None:
    (question,) = asked(said)
    assert question.startswith("What exactly is meant by ")
    assert question.endswith("?")
    assert all(not wish.vague or wish.evidence for wish in told(said))


def test_the_question_asks_after_metric_and_threshold_of_monitoring() -> None:
    (question,) = asked("improve monitoring")
    assert question == (
        "What exactly is meant by “improve monitoring”: which metric, with which threshold, "
        "and by when in this incident would it have fired?"
    )


def test_the_wish_is_not_quoted_where_it_names_a_person() -> None:
    (question,) = asked("Responder A and Responder B should be more careful")
    assert "Responder" not in question


@pytest.mark.parametrize(
    "said",
    [
        "## Next steps\n- Improve monitoring: alert when refusals exceed 5%",
        "## Next steps\n- Better tests: add a test for every fare",
    ],
)
def test_a_wish_that_says_what_exactly_is_no_question(said: str) -> None:
    assert asked(said) == []
    assert [w.vague for w in told(said)] == [False]


@pytest.mark.parametrize(
    "said",
    ["09:40 better monitoring showed it at once", "should we improve monitoring?"],
)
def test_a_report_or_a_question_is_no_wish(said: str) -> None:
    assert told(said) == ()


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("Responder A writes a glossary linter by Friday 18 September, agreed?",
         "Write a glossary linter"),
        ("Ilse takes the drift alarm, done by 20 Nov please", "Take on the drift alarm"),
        ("Responder B will fix the intake check until 15 July.", "Fix the intake check"),
        ("Responder B takes over the box, by 27 Feb please.", "Take over the box"),
    ],
)  # fmt: skip
def test_what_somebody_is_to_do_by_a_date_is_an_action_without_both(said: str, task: str) -> None:
    (wish,) = told(said)
    assert (wish.text, wish.listed) == (task, False)


@pytest.mark.parametrize(
    "item", ["does the regulator have to be told? nobody answered", "French vs English",
             "where is the notebook", "nice: the flag worked", "nothing alarms when it leaks"],
)  # fmt: skip
def test_an_item_that_asks_or_tells_is_no_action(item: str) -> None:
    assert told(f"## Action items\n- {item}") == ()


def test_one_word_above_a_list_names_it() -> None:
    (wish,) = told("todo\n- pin the model in staging")
    assert wish.text == "Pin the model in staging"
