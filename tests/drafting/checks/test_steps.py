"""In which order steps are told, with and without a word that joins them."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

STEPS = ("10:02 Responder A: paused the crawler", "10:09 Responder B: emptied the queue")
JOINED = ("13:00 Responder D: first the alert cleared, then the dashboard went green",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The queue was emptied. Then the crawler was paused.", STEPS),
        ("The queue was emptied, and subsequently the crawler was paused.", STEPS),
        ("The queue was emptied; later, the crawler was paused.", STEPS),
        ("The queue was emptied, followed by pausing the crawler.", STEPS),
        ("First the dashboard went green, then the alert cleared.", JOINED),
    ],
)
def test_steps_in_another_order_are_told(text: str, lines: tuple[str, ...]) -> None:
    assert direction.broken_by(text, lines) is not None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The crawler was paused. Then the queue was emptied.", STEPS),
        ("The crawler was paused, and subsequently the queue was emptied.", STEPS),
        ("The crawler was paused, followed by emptying the queue.", STEPS),
        ("The alert cleared, and the dashboard then went green.", JOINED),
        ("The queue was emptied and the crawler paused.", STEPS),
    ],
)
def test_steps_in_their_order_stand(text: str, lines: tuple[str, ...]) -> None:
    assert direction.broken_by(text, lines) is None
