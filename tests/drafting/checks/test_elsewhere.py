"""A part of a sentence that rests on another line has to point at that line too."""

from __future__ import annotations

from assistant.drafting.checks import elsewhere

CALLS = "[10:44] Responder A: three callers say that the assistant booked them in"
TOOL = "[10:58] Responder A: took the booking tool away from the assistant"
LAMPS = "[11:02] Responder B: lamps in hall four went dark for ten minutes"
ADDED = "Add a check for this: took the booking tool away from the assistant; three callers say so."
OTHERS = {"N5": TOOL, "N6": LAMPS}


def test_a_half_that_rests_on_an_uncited_line_is_told_with_the_line() -> None:
    why = elsewhere.broken_by(ADDED, [CALLS], OTHERS)

    assert why == "a part of it rests on N5, which it does not cite"


def test_both_halves_may_stand_where_both_lines_are_cited() -> None:
    assert elsewhere.broken_by(ADDED, [CALLS, TOOL], {"N6": LAMPS}) is None


def test_a_proposal_may_say_what_no_line_says() -> None:
    said = "Rehearse the handover to the desk every quarter; three callers say so."

    assert elsewhere.broken_by(said, [CALLS], OTHERS) is None


def test_a_few_words_that_stand_elsewhere_too_rest_on_nothing() -> None:
    assert elsewhere.broken_by("Three callers say so (hall four).", [CALLS], OTHERS) is None
