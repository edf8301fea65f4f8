"""Conversations: the words of a customer or of the AI are no statements of the responders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assistant.analysis.facts import Facts, work_out
from assistant.analysis.layout import place
from assistant.incident import Voice
from tests.analysis.notebook import incident, notes

LATER = datetime(2026, 5, 6, tzinfo=UTC)
TALK = (
    "[07:58] Customer: my flight is gone and 3 of my bookings failed",
    "[07:59] Assistant: You get a full refund, 5,000 customers got wrong answers, no alert fired.",
    "[08:01] Customer: are you sure? the website says it is not refundable",
    "[08:02] Assistant: Luckily I can confirm that.",
    "[08:03] Customer: thanks, all good",
)


def facts(*turns: str, before: str = "08:40 alert fired") -> Facts:
    spoken: list[Voice] = ["customer" if "Customer:" in turn else "assistant" for turn in turns]
    lines = notes("\n".join([before, "", *turns]))
    voiced = tuple(
        replace(line, voice=voice) for line, voice in zip(lines[2:], spoken, strict=True)
    )
    made = incident(*lines[:2], *voiced)
    return work_out(made, place(made), now=LATER, stage=lambda _: None)


def test_a_conversation_tells_no_impact_factor_or_lesson() -> None:
    found = facts(*TALK)
    assert found.impact == ()
    assert found.factors == ()
    assert found.lessons.got_lucky == ()
    assert not any("are you sure" in question.text for question in found.questions)


def test_only_the_complaint_and_the_answer_it_is_about_are_steps_and_they_take_no_phase() -> None:
    steps = [(event.evidence, event.phase) for event in facts(*TALK).timeline]
    assert steps == [(("N4",), "event"), (("N5",), "event"), (("N1",), "detected")]


def test_the_answer_complained_of_is_the_observed_behaviour() -> None:
    (shown,) = facts(*TALK).behaviour
    assert shown.observed is not None
    assert shown.observed.startswith("You get a full refund")
    assert shown.evidence == ("N4",)


def test_the_only_answer_of_a_conversation_is_shown() -> None:
    (shown,) = facts("Customer: may I keep my dog?", "Assistant: Dogs fly for free.").behaviour
    assert shown.observed == "Dogs fly for free."


def test_a_customer_in_a_ticket_without_the_ai_tells_steps() -> None:
    found = facts("08:41 Customer: the prices are wrong", "08:50 Customer: all fine again")
    assert [event.evidence for event in found.timeline] == [("N1",), ("N3",), ("N4",)]
