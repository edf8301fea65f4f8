"""The benchmark: the generated log, the watched process, the sizes that a person writes."""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path

import pytest

from evals.speed import logfile
from evals.speed.command import size_of
from evals.speed.process import RunFailed, run


def test_the_log_is_the_same_for_a_seed_and_of_the_asked_length(tmp_path: Path) -> None:
    assert logfile.write(tmp_path / "a", seed=7, count=500) == 500
    logfile.write(tmp_path / "b", seed=7, count=500)
    text = (tmp_path / "a").read_text(encoding="utf-8")
    assert text == (tmp_path / "b").read_text(encoding="utf-8")
    assert text.count("\n") == 500


def test_the_log_mixes_layouts_and_hardly_repeats_a_line() -> None:
    lines = list(islice(logfile.lines(7), 2_000))
    for opening in ('{"ts"', "time=", "10.0.", "2026-", "Traceback"):
        assert any(line.startswith(opening) for line in lines)
    assert len(set(lines)) > 1_900


def test_a_log_of_a_size_ends_with_a_whole_line(tmp_path: Path) -> None:
    logfile.write(tmp_path / "a", seed=7, size=100_000)
    data = (tmp_path / "a").read_bytes()
    assert len(data) >= 100_000
    assert data.endswith(b"\n")


def test_a_size_is_read_as_people_write_it() -> None:
    assert size_of("1GB") == 1_000_000_000
    assert size_of("250m") == 250_000_000
    with pytest.raises(argparse.ArgumentTypeError, match="1GB"):
        size_of("large")


_LARGE = "import time; x = bytearray(80_000_000); time.sleep(0.3)"


def test_a_process_is_timed_and_its_memory_seen() -> None:
    small = run([sys.executable, "-c", "import time; time.sleep(0.3)"])
    large = run([sys.executable, "-c", _LARGE])
    assert large.peak - small.peak > 60_000_000
    assert large.seconds >= 0.3


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RunFailed, match="status 3, no such thing"):
        run([sys.executable, "-c", "import sys; sys.stderr.write('no such thing'); sys.exit(3)"])
