"""A very long line costs in proportion to its length: the bound is far above what that takes."""

from __future__ import annotations

import pytest

from evals.fuzz import targets
from evals.fuzz.guard import within

SIZE = 100_000
# A line of this size takes a fraction of a second; where the cost grows with its square, minutes.
GENEROUS = 15.0
UNITS = (
    "a", "1", " ", "1:", "[(", ".", "!", "a@", "12% ", "a.b@c.", "12:34 ", "4111 ", "key=value ",
    "Anna Berg ", "@anna, ", "2026-01-02T03:04:05Z ", "{\"a\":", "QUJD", "+49 170 ", "not ", "::09",
)  # fmt: skip


@pytest.mark.parametrize("target", ["paste", "log", "history", "redaction", "times"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_repeated_piece_is_read_in_time(target: str, unit: str) -> None:
    line = "2026-01-02 03:04 start " + unit * (SIZE // len(unit)) + "!"
    with within(GENEROUS):
        targets.run(target, line.encode())


@pytest.mark.parametrize("target", ["notes", "log", "history"])
@pytest.mark.parametrize("line", ["", "a", "12:34 Anna Berg", "Anna Berg: hi", "> a", "- a: b"])
def test_many_short_lines_are_read_in_time(target: str, line: str) -> None:
    with within(GENEROUS):
        targets.run(target, f"{line}\n".encode() * 2_000)


# Each kept a regular expression busy with the square, the cube or the powers of its length.
RUNS = (
    "# a" + " " * SIZE + "b",
    "**aa**" + " " * SIZE + "b",
    "AAAA" + " " * SIZE + "b",
    "| a | b |\n|-" + " " * SIZE + "b",
    "2026-05-04 " + "1" * SIZE + "é",
    "2026-05-04 " + "monday" * (SIZE // 6) + "é",
    "14:05 rolled back" + " " * SIZE + "b 14:09 done",
    "14:05 a " + "; " * (SIZE // 2) + "b",
)


@pytest.mark.parametrize("line", RUNS, ids=lambda line: line[:16].strip())
def test_a_long_run_inside_a_line_is_read_in_time(line: str) -> None:
    with within(GENEROUS):
        targets.run("paste", f"# Notes of 2026-05-04\n\n{line}\n14:10 all is fine\n".encode())
