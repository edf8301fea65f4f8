from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from assistant.intake.garbage import seldom_collected


@pytest.fixture(autouse=True)
def _as_it_comes() -> Iterator[None]:
    """Hold the collector at Python's own thresholds, whatever a command set in this process."""
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*usual)


def test_the_collector_walks_seldom_within_and_as_before_behind() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > usual[0]
        assert gc.get_threshold()[1:] == usual[1:]
    assert gc.get_threshold() == usual


def test_the_first_of_two_readers_to_leave_changes_nothing_for_the_other() -> None:
    usual = gc.get_threshold()
    first, second = ExitStack(), ExitStack()
    first.enter_context(seldom_collected())
    second.enter_context(seldom_collected())
    within = gc.get_threshold()
    first.close()
    assert gc.get_threshold() == within
    second.close()
    assert gc.get_threshold() == usual


def test_a_collector_that_was_off_stays_off() -> None:
    gc.set_threshold(0)
    with seldom_collected():
        assert gc.get_threshold()[0] == 0
