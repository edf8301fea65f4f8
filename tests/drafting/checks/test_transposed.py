"""A line's own words in a row, two of them in each other's place; and what only states."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

WAIT = "[10:02] Responder A: average wait for a fitter 74 hours, normal is 6"
UNITS = "the card turned *milligrams into micrograms* on some of them"
PLANNED = "12:10 Responder B: with the patch the hit rate should be above 30"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Average fitter for a wait 74 hours, normal is 6.", WAIT),
        ("At 10:02, average fitter for a wait 74 hours, normal is 6.", WAIT),
        ("The card turned *micrograms into milligrams* on some of them.", UNITS),
    ],
)
@pytest.mark.parametrize("manner", ["statement", "proposal"])
def test_two_words_in_each_others_place_are_told(text: str, line: str, manner: str) -> None:
    assert direction.broken_by(text, [line], manner=manner) is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("At 10:02, average wait for a fitter 74 hours, normal is 6.", WAIT),
        ("The wait for a fitter was 74 hours on average.", WAIT),
        ("On some of them the card turned milligrams into micrograms.", UNITS),
    ],
)
def test_words_of_a_line_in_their_places_stand(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is None


@pytest.mark.parametrize("manner", ["possibility", "question", "proposal"])
def test_what_only_states_is_held_as_a_statement(manner: str) -> None:
    text = "With the patch the hit rate is above 30."
    assert direction.broken_by(text, [PLANNED], manner=manner) is not None


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("With the patch the hit rate may be above 30.", "possibility"),
        ("Is the hit rate above 30 with the patch?", "question"),
        ("Keep the hit rate above 30 with the patch.", "proposal"),
    ],
)
def test_what_is_asked_supposed_or_proposed_stands(text: str, manner: str) -> None:
    assert direction.broken_by(text, [PLANNED], manner=manner) is None
