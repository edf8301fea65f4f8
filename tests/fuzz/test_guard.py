"""The guard stops what hangs; a crash is kept as a value with its place."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from evals.fuzz.fault import Fault
from evals.fuzz.guard import Caught, Hangs, within


def test_work_that_hangs_is_stopped_in_an_expression_as_well() -> None:
    with pytest.raises(Hangs), within(0.2):
        re.match(r"(?:\d|\d\d)*!", "1" * 60)


def test_waiting_is_not_hanging_and_the_alarm_is_taken_back() -> None:
    with within(0.2):
        time.sleep(0.3)
    with within(5):
        assert sum(range(1000)) == 499_500


def test_a_crash_is_held_and_an_interruption_passes() -> None:
    with Caught() as caught:
        raise ValueError("broken")
    assert str(caught.error) == "broken"
    with pytest.raises(KeyboardInterrupt), Caught():
        raise KeyboardInterrupt


def test_the_smallest_input_of_a_fault_is_kept(tmp_path: Path) -> None:
    for data in (b"long input", b"x", b"longer input"):
        Fault("notes", "ValueError at a.py:1", data).keep(tmp_path)
    (kept,) = tmp_path.glob("*.input")
    assert kept.read_bytes() == b"x"
    assert kept.with_suffix(".txt").read_text() == "ValueError at a.py:1\n"
