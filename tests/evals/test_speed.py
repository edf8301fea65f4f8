"""The benchmark: the generated log, the watched process, the sizes that a person writes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from assistant.errors import UnreadableInput
from evals.speed import drain, logfile, loop, plainlog
from evals.speed.command import size_of
from evals.speed.process import RunFailed, run


def test_the_log_is_the_same_for_a_seed_and_of_the_asked_length(tmp_path: Path) -> None:
    assert logfile.write(tmp_path / "a", logfile.lines(7), count=500) == 500
    logfile.write(tmp_path / "b", logfile.lines(7), count=500)
    text = (tmp_path / "a").read_text(encoding="utf-8")
    assert text == (tmp_path / "b").read_text(encoding="utf-8")
    assert text.count("\n") == 500


def test_the_log_mixes_layouts_and_hardly_repeats_a_line() -> None:
    lines = list(islice(logfile.lines(7), 2_000))
    for opening in ('{"ts"', "time=", "10.0.", "2026-", "Traceback"):
        assert any(line.startswith(opening) for line in lines)
    assert len(set(lines)) > 1_900


def test_plain_lines_come_from_several_programs_in_turns() -> None:
    lines = list(islice(plainlog.lines(7), 4_000))
    for part in ("dfs.DataNode", "[notice] ", "sshd[", "ActivityManager: "):
        assert any(part in line for line in lines)
    assert not any("{" in line for line in lines)
    assert lines == list(islice(plainlog.lines(7), 4_000))


def test_lines_of_a_file_are_repeated(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("one\ntwo\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"line": "one"}\n{"line": "two"}\n', encoding="utf-8")
    for name in ("a.log", "a.jsonl"):
        found = list(islice(plainlog.repeated(tmp_path / name), 3))
        assert found == ["one", "two", "one"]


def test_a_file_without_lines_to_repeat_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"a\.log has no lines"):
        plainlog.repeated(tmp_path / "a.log")


@pytest.mark.parametrize("run_of", [drain.main, loop.main])
def test_a_loop_tells_its_own_time_and_what_it_found(
    run_of: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    (tmp_path / "a.log").write_text("user 1 left\nuser 2 left\n", encoding="utf-8")
    run_of(tmp_path / "a.log", tmp_path / "told.json")
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (told["lines"], told["templates"]) == (2, 1)
    assert told["seconds"] > 0


def test_a_log_of_a_size_ends_with_a_whole_line(tmp_path: Path) -> None:
    logfile.write(tmp_path / "a", logfile.lines(7), size=100_000)
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
