"""A draft is written from so many note lines at most, and says which ones it left out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from assistant.drafting.bounds import bounded
from assistant.drafting.pipeline import draft_incident
from assistant.incident import Incident
from assistant.intake.files import collect
from assistant.intake.reader import read_incident

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def _silent(stage: str) -> None:
    """Take note of nothing."""


def _incident(folder: Path, sizes: dict[str, int]) -> Incident:
    for name, size in sizes.items():
        lines = (f"10:{n % 60:02} step {n} of {name}" for n in range(size))
        (folder / name).write_text("\n".join(lines))
    return read_incident(collect([folder]), day=None, zone=None, stage=_silent)


def test_notes_of_a_usual_size_are_left_whole(tmp_path: Path) -> None:
    incident = _incident(tmp_path, {"a.txt": 40})
    assert bounded(incident, most=40) == (incident, ())


def test_the_first_and_the_last_lines_are_kept_and_the_gap_is_told(tmp_path: Path) -> None:
    kept, (check,) = bounded(_incident(tmp_path, {"a.txt": 50}), most=10)
    assert [line.line for line in kept.evidence] == [1, 2, 3, 4, 5, 46, 47, 48, 49, 50]
    assert (check.rule, check.level, check.where) == ("intake", "warning", "a.txt")
    assert "40 of the 50 note lines (lines 6 to 45)" in check.message
    assert "at most 10 note lines" in check.message


def test_a_short_file_beside_a_long_one_is_kept_whole(tmp_path: Path) -> None:
    kept, checks = bounded(_incident(tmp_path, {"a.txt": 50, "b.txt": 4}), most=10)
    by_file = [line.source for line in kept.evidence]
    assert (by_file.count("a.txt"), by_file.count("b.txt")) == (6, 4)
    assert [check.where for check in checks] == ["a.txt"]


def test_a_draft_from_more_lines_than_that_says_so(tmp_path: Path) -> None:
    draft = draft_incident(_incident(tmp_path, {"a.txt": 12_100}), now=NOW, stage=_silent)
    told = [check.message for check in draft.checks if check.rule == "intake"]
    assert any("100 of the 12100 note lines (lines 6001 to 6100)" in message for message in told)
