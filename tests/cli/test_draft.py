"""`postmortem draft`: what goes in, what comes out, and what is said when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.resources import samples_dir
from tests.cli.console import postmortem

CLOCK = "2026-11-20T12:00:00+00:00"
NOTES = """# Chat assistant answered in the wrong language
2026-03-02, times in UTC

09:05 first customer report of German answers
09:20 Mira Okafor: looking at it
09:31 rolled the prompt back to v7
09:40 answers are fine again, 37 users affected
"""
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def draft(*arguments: str | Path, **given: str | bytes) -> Result:
    words = ["draft", *map(str, arguments)]
    return CliRunner().invoke(main, words, input=given.get("stdin"))


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def told(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) <= 5
    return result.stderr


def test_notes_become_a_cited_markdown_draft(notes: Path) -> None:
    result = draft(notes, "--as-of", CLOCK)
    assert result.exit_code == 0, result.stderr
    assert "Machine-made draft, needs human review." in result.stdout
    assert "([N5]" in result.stdout or "[N4]" in result.stdout
    assert "Okafor" not in result.stdout


def test_notes_are_read_from_standard_input() -> None:
    result = draft("-", "--as-of", CLOCK, "--format", "json", stdin=NOTES.encode())
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["provenance"]["inputs"][0]["kind"] == "note"


def test_options_say_what_the_inputs_leave_open(notes: Path) -> None:
    result = draft(
        notes, "--as-of", CLOCK, "--format", "json", "--title", "A title", "--template", "major"
    )
    data = json.loads(result.stdout)
    assert data["title"] == "A title"
    assert data["template"] == "major"
    assert data["created"] == CLOCK
    assert data["provenance"]["seconds"] == {}


def test_a_clock_without_an_offset_is_taken_as_utc_and_said(notes: Path) -> None:
    result = draft(notes, "--as-of", "2026-11-20T12:00:00", "--format", "json")
    assert json.loads(result.stdout)["created"] == CLOCK
    assert "taken as UTC" in result.stderr


@pytest.mark.parametrize("option", ["--timezone=Mars/Base", "--date=2026-13-01", "--as-of=noon"])
def test_an_option_that_cannot_be_read_is_wrong_usage(notes: Path, option: str) -> None:
    result = draft(notes, option)
    assert result.exit_code == 2
    assert "Error: Invalid value" in result.stderr


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path / 'gone'} does not exist" in told(draft(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b" \n\n", "only blank lines"),
    ],
)
def test_a_file_that_holds_nothing_to_read_is_told(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(content)
    assert words in told(draft(path))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "without files" in told(draft(tmp_path))


def test_bad_utf8_is_drafted_with_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(NOTES.encode() + b"09:50 caf\xe9 \xff\xfe closed\n")
    result = draft(path, "--as-of", CLOCK, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["checks"]


def test_a_yaml_bomb_does_not_go_off(tmp_path: Path, notes: Path) -> None:
    bomb = tmp_path / "history.yaml"
    bomb.write_text(BOMB + "changes: *i\n", encoding="utf-8")
    result = draft(notes, "--history", bomb, "--as-of", CLOCK)
    assert result.exit_code in {0, 1}
    assert "Traceback" not in result.output
    assert len(result.output) < 100_000


def test_the_model_engine_without_a_model_is_refused_in_one_plain_line(notes: Path) -> None:
    words = told(draft(notes, "--engine", "llm"))
    assert words.count("\n") == 1
    assert "POSTMORTEM_MODEL" in words


def test_a_strict_draft_without_a_model_is_wrong_usage(notes: Path) -> None:
    assert draft(notes, "--strict", "--engine", "offline").exit_code == 2


def test_the_output_file_is_written_whole(notes: Path, tmp_path: Path) -> None:
    target = tmp_path / "draft.html"
    result = draft(notes, "--as-of", CLOCK, "--format", "html", "--output", target)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.html", "notes.md"]


def test_a_failed_draft_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "draft.md"
    target.write_text("kept", encoding="utf-8")
    told(draft(tmp_path / "gone", "--output", target))
    assert target.read_text(encoding="utf-8") == "kept"


def test_a_missing_folder_for_the_output_is_told_before_any_work(tmp_path: Path) -> None:
    words = told(draft(tmp_path / "gone", "--output", tmp_path / "no" / "draft.md"))
    assert f"The folder {tmp_path / 'no'} does not exist" in words


def test_a_saved_draft_is_found_in_the_data_dir(notes: Path, tmp_path: Path) -> None:
    kept = tmp_path / "data"
    result = draft(notes, "--as-of", CLOCK, "--save", "--data-dir", kept, "--format", "json")
    assert result.exit_code == 0, result.stderr
    (case,) = (kept / "cases").iterdir()
    assert case.read_text(encoding="utf-8") == result.stdout
    assert f"Saved as {case}" in result.stderr


def test_nothing_is_saved_unless_asked(notes: Path, tmp_path: Path) -> None:
    draft(notes, "--as-of", CLOCK, "--data-dir", tmp_path / "data")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("form", ["md", "json", "html"])
def test_three_runs_are_byte_identical(form: str) -> None:
    sample = sorted(path for path in samples_dir().iterdir() if path.is_dir())[0] / "inputs"
    runs = {
        postmortem(
            *("draft", sample, "--as-of", CLOCK, "--format", form),
            environment={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(runs) == 1
    assert len(runs.pop()) > 2000


def test_a_pipe_that_closes_early_is_met_in_silence(notes: Path) -> None:
    import os
    import subprocess
    import sys

    from tests.cli.console import ROOT, START

    ending, writing = os.pipe()
    os.close(ending)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", START, "draft", str(notes), "--as-of", CLOCK],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
            timeout=60,
        )
    assert done.stderr == b""


def test_a_terminal_that_is_not_utf8_still_gets_the_draft(notes: Path) -> None:
    done = postmortem(
        *("draft", notes, "--as-of", CLOCK, "--title", "Überlast → Stille"),
        environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.returncode == 0, done.stderr
    assert "Überlast → Stille" in done.stdout.decode("utf-8")
