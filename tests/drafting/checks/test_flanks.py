"""Who does what to whom: two things that have changed sides of a word."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

ASKS = "10:00 Responder A: mail-bot asked crm-sync for the address of a customer"
COMPARED = "12:30 Responder D: arm B was slower than arm A"
CAUSE = "11:20 Responder B: retries went up because the lookup timed out"
LISTED = "15:10 Responder C: scanner rejected the form of the parser 6 times"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The crm-sync asked mail-bot for the address of a customer.", ASKS),
        ("Arm A was slower than arm B.", COMPARED),
        ("The lookup timed out because retries went up.", CAUSE),
        ("The parser rejected the form of the scanner 6 times.", LISTED),
        ("The form of the parser rejected the scanner.", LISTED),
    ],
)
def test_two_things_that_have_changed_sides_are_told(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("At 10:00, mail-bot asked crm-sync for the address of a customer.", ASKS),
        ("Arm B was slower than arm A.", COMPARED),
        ("Because the lookup timed out, retries went up.", CAUSE),
        ("The form of the parser was rejected by the scanner 6 times.", LISTED),
        ("The scanner rejected the form of the parser.", LISTED),
        ("The queue was drained at 11:02.", "11:02 Responder D: drained the queue"),
    ],
)
def test_the_same_things_told_in_another_way_stand(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is None
