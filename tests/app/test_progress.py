"""Work in the background, followed to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from assistant.app.drafter import Drafted, Handed
from assistant.app.progress import FAULT, Refused, Stage, follow
from assistant.app.scripted import Scripted
from assistant.errors import MalformedInput

DRAFTED = Drafted("title", "<p>draft</p>", ())


def steps(drafter: Scripted) -> list[object]:
    """Return what following the drafter yields."""

    def work(stage: Callable[[str], None]) -> Drafted:
        return drafter(Handed("notes"), stage=stage)

    return list(follow(work))


def test_stages_are_told_in_order_and_the_draft_comes_last() -> None:
    assert steps(Scripted(DRAFTED, ("one", "two"))) == [Stage("one"), Stage("two"), DRAFTED]


def test_an_error_that_the_person_can_mend_is_told_in_its_own_words() -> None:
    refused = steps(Scripted(MalformedInput("line 3 of a.yaml is no list"), ("one",)))
    assert refused == [Stage("one"), Refused("line 3 of a.yaml is no list")]


def test_a_fault_of_the_program_is_logged_and_its_details_stay_off_the_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        assert steps(Scripted(RuntimeError("/private/place"), ())) == [Refused(FAULT)]
    assert "/private/place" in caplog.text
    assert "/private/place" not in FAULT
