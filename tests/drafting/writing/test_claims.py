"""Claims: every type of answer taken apart, one claim a sentence, at its place in the draft."""

from __future__ import annotations

import pytest

from assistant.drafting.schema import (
    OUTPUTS,
    ActionOutput,
    ActionsOutput,
    AttributionOutput,
    BorneOut,
    CitedSentence,
    EntailmentOutput,
    EventOutput,
    EventsOutput,
    FactorOutput,
    FactorsOutput,
    HypothesesOutput,
    HypothesisOutput,
    LessonsOutput,
    ModelOutput,
    QuestionOutput,
    ReflectionOutput,
    SummaryOutput,
)
from assistant.drafting.writing.claims import claims_of

ONE = CitedSentence(text="One.", evidence=("N1",))
TWO = CitedSentence(text="Two.", evidence=("N2", "N2", "H1"))
FACTOR = FactorOutput(
    text="No alert existed.", category="monitoring", question="Why?", evidence=("N3",)
)
ASKED = QuestionOutput(text="Who looks?", why="It is not told.", evidence=())
MAYBE = HypothesisOutput(
    text="The prompt may have changed the window.",
    category="code",
    evidence=("N4",),
    counter_evidence=("N5",),
    how_to_test="Replay it.",
)
ACTION = ActionOutput(
    text="Add an alert.",
    category="monitoring",
    horizon="immediate",
    measure="It fires.",
    verification="Fire it.",
    addresses="F1",
    evidence=("N6",),
)
STEP = EventOutput(text="alert fired", evidence=("N7",))
FILLED: dict[str, tuple[ModelOutput, list[tuple[str, str, ModelOutput]]]] = {
    "SummaryOutput": (
        SummaryOutput(sentences=(ONE, TWO)),
        [("summary[0]", "statement", ONE), ("summary[1]", "statement", TWO)],
    ),
    "LessonsOutput": (LessonsOutput(lessons=(ONE,)), [("lessons[0]", "statement", ONE)]),
    "ReflectionOutput": (
        ReflectionOutput(went_well=(ONE,), went_wrong=(TWO, ONE), got_lucky=()),
        [
            ("went_well[0]", "statement", ONE),
            ("went_wrong[0]", "statement", TWO),
            ("went_wrong[1]", "statement", ONE),
        ],
    ),
    "AttributionOutput": (
        AttributionOutput(behaviour=(ONE,), system=(TWO,), operators=(ONE,)),
        [
            ("attribution_behaviour[0]", "statement", ONE),
            ("attribution_system[0]", "statement", TWO),
            ("attribution_operators[0]", "statement", ONE),
        ],
    ),
    "EventsOutput": (EventsOutput(events=(STEP,)), [("timeline[0]", "statement", STEP)]),
    "FactorsOutput": (
        FactorsOutput(factors=(FACTOR, FACTOR), questions=(ASKED,)),
        [
            ("factors[0]", "statement", FACTOR),
            ("factors[1]", "statement", FACTOR),
            ("open_questions[0]", "question", ASKED),
        ],
    ),
    "HypothesesOutput": (
        HypothesesOutput(hypotheses=(MAYBE,)),
        [("root_cause.hypotheses[0]", "possibility", MAYBE)],
    ),
    "ActionsOutput": (ActionsOutput(actions=(ACTION,)), [("actions[0]", "proposal", ACTION)]),
    "EntailmentOutput": (
        EntailmentOutput(answers=(BorneOut(index=1, borne_out=True, why="It is told."),)),
        [],
    ),
}


def test_every_type_that_a_model_may_fill_is_looked_at() -> None:
    assert FILLED.keys() == OUTPUTS.keys()


@pytest.mark.parametrize("kind", sorted(OUTPUTS))
def test_an_answer_is_taken_apart_sentence_by_sentence_in_order(kind: str) -> None:
    answer, expected = FILLED[kind]
    found = claims_of(answer)
    assert [(c.where, c.manner, c.item) for c in found] == expected
    for one in found:
        assert (one.text, one.evidence) == (
            getattr(one.item, "text", None),
            getattr(one.item, "evidence", None),
        )


@pytest.mark.parametrize(
    ("kind", "asides"),
    [
        ("FactorsOutput", {"question": "Why?"}),
        ("HypothesesOutput", {"how_to_test": "Replay it."}),
        ("ActionsOutput", {"measure": "It fires.", "verification": "Fire it."}),
        ("SummaryOutput", {}),
        ("EventsOutput", {}),
    ],
)
def test_what_is_said_beside_a_text_is_kept_by_name(kind: str, asides: dict[str, str]) -> None:
    first = claims_of(FILLED[kind][0])[0]
    assert dict(first.asides) == asides
    assert [first.aside(name) for name in asides] == list(asides.values())
    assert first.aside("nothing of that name") == ""


def test_a_question_says_why_it_is_asked_and_may_rest_on_no_line() -> None:
    question = claims_of(FILLED["FactorsOutput"][0])[-1]
    assert (question.aside("why"), question.evidence) == ("It is not told.", ())


@pytest.mark.parametrize("kind", sorted(OUTPUTS))
def test_an_empty_answer_makes_no_claim(kind: str) -> None:
    empty = OUTPUTS[kind].model_validate(dict.fromkeys(OUTPUTS[kind].model_fields, ()))
    assert claims_of(empty) == ()
