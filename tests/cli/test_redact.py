"""`postmortem redact`: what would be hidden, as text and as spans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli.main import main

SECRET = "AKIA" + "Z7Q2M4X9B1C6D8E3"
TEXT = f"09:10 wrote to mira@mail.example\nkey was {SECRET}\nnothing here\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_plain_form_prints_the_redacted_text(file: Path) -> None:
    result = CliRunner().invoke(main, ["redact", str(file)])
    assert result.exit_code == 0, result.stderr
    assert "mira@" not in result.stdout
    assert SECRET not in result.stdout
    assert result.stdout.endswith("\nnothing here\n")
    assert result.stdout.count("\n") == 3
    assert result.stderr.startswith("Hidden: ")


def test_the_spans_are_where_the_words_were(file: Path) -> None:
    result = CliRunner().invoke(main, ["redact", str(file), "--format", "json"])
    spans = json.loads(result.stdout)
    lines = TEXT.split("\n")
    assert [list(span) for span in spans] == [["kind", "line", "start", "end", "placeholder"]] * 2
    cut = [lines[span["line"] - 1][span["start"] : span["end"]] for span in spans]
    assert cut == ["mira@mail.example", SECRET]


@pytest.mark.parametrize("name", [".", "gone.txt"])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["redact", str(tmp_path / name)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_the_result_goes_to_a_file_where_one_is_named(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "redacted.txt"
    result = CliRunner().invoke(main, ["redact", str(file), "-o", str(target), "--quiet"])
    assert result.exit_code == 0
    assert result.output == ""
    assert "mira@" not in target.read_text(encoding="utf-8")
