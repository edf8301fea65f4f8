"""Which near copies of a line say something else than the line."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

LABEL = "16:20 Responder A: good: the rollback took one command"
ARROW = "[17:20] deploybot: chat-edge canary -> stable (3 pods) by pipeline #551"
BATCH = "[11:02] Responder C: 30 of 30 samples clean, batch switched on again"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bad: the rollback took one command.", LABEL),
        ("chat-edge stable -> canary (3 pods) by pipeline #551", ARROW),
        ("At 11:02, 30 of 30 samples dirty, batch switched on again.", BATCH),
        ("At 11:02, 30 of 30 samples clean, batch switched off again.", BATCH),
        ("The same key was used for nobody.", "the same key was used for everybody"),
        ("The batch stays as it is not.", "the batch stays as it is"),
        ("There is no later entry in the log.", "there is no earlier entry in the log"),
        ("Arm A was faster than arm C.", "arm A was faster than arm B"),
    ],
)
def test_one_word_of_a_line_exchanged_is_told(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Good: the rollback took one command.", LABEL),
        ("At 11:02, 30 of 30 samples clean, batch turned on again.", BATCH),
        ("The same key was used for everyone.", "the same key was used for everybody"),
        ("The worker stopped after job 902.", "the worker was OOMKilled after job 902"),
        (
            "The gateway sent the raw prompt to the store.",
            "gateway sends the raw prompt to the store",
        ),
        ("The report was read on Tuesday.", "the report was read on tues"),
        (
            "The score was 58% with 0.30 on the same set.",
            "the score was 58% on 0.30 on the same set",
        ),
    ],
)
def test_a_word_exchanged_for_one_that_means_the_same_stands(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is None


@pytest.mark.parametrize("manner", ["question", "possibility", "proposal"])
def test_what_a_frame_leads_in_is_held_as_a_whole(manner: str) -> None:
    text = "Look further into this: queue backlog full"
    assert direction.broken_by(text, ["INFO queue backlog empty"], manner=manner) is not None
    assert direction.broken_by(text, ["INFO queue backlog full"], manner=manner) is None


def test_a_sentence_is_no_copy_of_a_line_that_holds_it_within_a_longer_word() -> None:
    assert direction.broken_by("Active filter used", ["inactive filter used"]) is not None
