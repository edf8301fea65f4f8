"""`postmortem demo`: a bundled sample, drafted end to end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli.demo import started_as
from assistant.cli.main import main
from assistant.export.json import load
from assistant.resources import samples_dir

SAMPLES = sorted(path.name for path in samples_dir().iterdir() if (path / "inputs").is_dir())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_drafted_into_three_files(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["demo", "--output", str(tmp_path / "new"), "--sample", name])
    assert result.exit_code == 0, result.stderr
    made = {path.suffix: path for path in (tmp_path / "new").iterdir()}
    assert sorted(made) == [".html", ".json", ".md"]
    drafted = load(made[".json"].read_text(encoding="utf-8"))
    assert drafted.timeline
    assert drafted.impact
    assert all(str(path) in result.stdout for path in made.values())


def test_the_report_is_short_and_says_what_to_try_next(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["demo", "--output", str(tmp_path)])
    for label in (
        "Severity:",
        "Timeline:",
        "Changes:",
        "Open questions:",
        "Past incidents:",
        "Checks:",
    ):
        assert f"  {label}" in result.stdout
    assert "postmortem draft PATH" in result.stdout
    assert len(result.stdout.splitlines()) <= 18


def test_an_unknown_sample_is_wrong_usage_and_the_known_are_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["demo", "--output", str(tmp_path), "--sample", "gone"])
    assert result.exit_code == 2
    assert SAMPLES[0] in result.stderr


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(main, ["demo", "--output", str(tmp_path / "file" / "out")])
    assert result.exit_code == 1
    assert "cannot be made" in result.stderr


def test_the_command_is_named_by_its_path_where_the_shell_does_not_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "postmortem"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert started_as(str(script)) == str(script)
    monkeypatch.chdir(tmp_path)
    assert started_as(str(script)) == "bin/postmortem"
    monkeypatch.setenv("PATH", str(script.parent))
    assert started_as(str(script)) == "postmortem"
    assert started_as("-c") == "postmortem"
