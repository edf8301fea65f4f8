"""Lines that tell of evidence lost or running out."""

from __future__ import annotations

import pytest

from assistant.analysis import preservation
from assistant.analysis.preservation import Loss
from tests.analysis.notebook import change, incident, notes, over


def losses(text: str) -> tuple[Loss, ...]:
    """Return the losses that the notes of `text` tell."""
    return over(preservation.losses, incident(*notes(text)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("logs are rotated after 7 days", "expiry"),
        ("traces are kept for 48 hours only", "expiry"),
        ("log retention is 3 days", "expiry"),
        ("we deleted the index and started again", "deleted"),
        ("old snapshots were purged last night", "deleted"),
        ("can we drop the old collection?", "deleted"),
        ("the conversation transcripts are gone", "deleted"),
        ("index rebuilt from scratch", "rebuilt"),
        ("we restarted all workers", "rebuilt"),
        ("the nightly job overwrote v3", "rebuilt"),
        ("model was retrained at noon", "rebuilt"),
    ],
)
def test_a_line_that_tells_of_a_loss_is_found_with_its_kind_and_line(text: str, kind: str) -> None:
    (found,) = losses(f"all calm\n{text}")
    assert (found.kind, found.evidence) == (kind, ("N2",))


@pytest.mark.parametrize(
    "text",
    [
        "nothing was deleted from the index",
        "we did not rebuild the index",
        "please don't delete the logs",
        "the prompt dropped the instruction to cite",
        "customer retention fell",
        "logs show the wrong price",
        "keys were rotated",
    ],
)
def test_a_denied_or_unrelated_line_is_none(text: str) -> None:
    assert losses(text) == ()


def test_people_are_told_by_role() -> None:
    (found,) = losses("Responder A wiped the cache volume")
    assert found.text == "A responder wiped the cache volume"


def test_a_line_is_told_once_and_in_reading_order() -> None:
    found = losses("we rebuilt the index, the old index was deleted\nlogs rotate after a day")
    assert [loss.evidence for loss in found] == [("N1",), ("N2",)]


def test_a_change_whose_words_tell_of_a_rebuild_is_found_after_the_notes() -> None:
    moved = (
        change("index", "08:00", "policy-docs rebuilt"),
        change("prompt", "08:10", "", number=2),
    )
    made = incident(*notes("logs rotate after a day"), changes=moved)
    found = over(preservation.losses, made)
    assert [(loss.kind, loss.evidence) for loss in found] == [
        ("expiry", ("N1",)),
        ("rebuilt", ("H1",)),
    ]


def test_a_diff_tells_of_no_loss() -> None:
    made = incident(changes=(change("prompt", "08:00", "Delete the old rule\n-deleted the logs"),))
    assert over(preservation.losses, made) == ()
