"""The search for slow expressions: it finds a known slow one and lets a linear one pass."""

from __future__ import annotations

from evals.expressions import probe, pumps
from evals.expressions.gathered import ROOT, Recorder
from evals.expressions.usage import calls, is_anchored


def test_an_expression_with_nested_repetition_is_found_slow() -> None:
    assert probe.slow(r"(?:\d|\d\d)*!", 0)


def test_a_linear_expression_is_not_suspected() -> None:
    assert probe.slow(r"[a-z]{1,20}=\d{1,9};", 0) == []


def test_pumps_are_made_from_the_expression_itself() -> None:
    found = pumps.pumps(r"<(?:ab[0-9])+>", 0)
    assert ("<", "ab0") in found


def test_only_what_our_files_compile_is_recorded() -> None:
    recorder = Recorder()
    assert recorder.found == {}
    assert (ROOT / "intake").is_dir()


def test_an_expression_used_at_one_place_only_is_known_as_such() -> None:
    place = "evals/expressions/usage.py"
    lines = (ROOT.parent / place).read_text(encoding="utf-8").split("\n")
    number = next(at for at, line in enumerate(lines, 1) if line.startswith("_NAMED"))
    assert calls(f"{place}:{number}") == {"match"}
    assert is_anchored(f"{place}:{number}")
    assert not is_anchored(f"{place}:1")
