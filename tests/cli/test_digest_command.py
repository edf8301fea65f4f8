"""`postmortem digest`: logs condensed, as a table, as JSON and line by line."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.intake.logs import bytestreams

FIXTURES = Path(__file__).resolve().parents[1] / "intake" / "fixtures"
SECRET = "AKIA" + "Z7Q2M4X9B1C6D8E3"


def run(*words: str | Path, stdin: bytes | None = None) -> Result:
    """Return what the command did."""
    return CliRunner().invoke(main, ["digest", *map(str, words)], input=stdin)


def told(*words: str | Path, stdin: bytes | None = None) -> dict[str, Any]:
    """Return the JSON of a digest."""
    result = run(*words, "--format", "json", "--quiet", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "app.log"
    lines = [f"2026-06-11T08:00:{n:02}Z INFO served order {n * 37} in {n} ms" for n in range(40)]
    lines[20] = f"2026-06-11T08:00:20Z ERROR refused key {SECRET} of mira@mail.example"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_json_has_the_keys_of_the_contract(log: Path) -> None:
    found = told(log)
    assert set(found) == {"files", "lines", "bytes", "first", "last", "levels", "templates"}
    assert found["files"] == [{"name": "app.log", "lines": 40, "bytes": log.stat().st_size}]
    assert (found["lines"], found["levels"]) == (40, {"INFO": 39, "ERROR": 1})
    assert datetime.fromisoformat(found["first"]) < datetime.fromisoformat(found["last"])
    first, second = found["templates"]
    assert (first["template"], first["count"], first["level"]) == (
        "served order <*> in <*>", 39, "INFO",
    )  # fmt: skip
    assert {first["lines"][0], first["lines"][-1]} == {1, 40}
    assert second["lines"] == [21]
    assert second["first"] == second["last"] == "2026-06-11T08:00:20+00:00"


def test_nothing_secret_is_shown(log: Path) -> None:
    for form in ("text", "json"):
        result = run(log, "--format", form)
        assert SECRET not in result.stdout
        assert "mira" not in result.stdout


def test_lines_are_told_one_by_one_in_their_order(log: Path) -> None:
    result = run(log, "--lines", "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["line"] for row in rows] == list(range(1, 41))
    assert set(rows[0]) == {"line", "time", "partial", "level", "template_id"}
    assert rows[3]["time"] == "2026-06-11T08:00:03+00:00"
    assert [row["template_id"] for row in rows[19:22]] == [1, 2, 1]
    assert rows[20]["level"] == "ERROR"


def test_a_time_without_a_zone_means_the_zone_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text("2026-06-11 08:00:00 INFO a\n")
    assert told(path)["first"] == "2026-06-11T08:00:00+00:00"
    assert told(path, "--timezone", "Europe/Berlin")["first"] == "2026-06-11T08:00:00+02:00"


def test_what_is_known_of_a_time_without_a_year_is_told_in_part(tmp_path: Path) -> None:
    path = tmp_path / "syslog"
    path.write_text("Jun  9 06:06:20 host sshd[71]: session opened\nno time here\n")
    rows = [json.loads(line) for line in run(path, "--lines").stdout.splitlines()]
    assert rows[0]["time"] is None
    assert rows[0]["partial"] == {"month": 6, "day": 9, "time": "06:06:20"}
    assert (rows[1]["time"], rows[1]["partial"]) == (None, None)
    assert told(path)["first"] is None
    assert "06-09 06:06:20" in run(path).stdout


@pytest.mark.parametrize("packed", [gzip.compress, zstandard.compress])
def test_packed_logs_are_read_as_their_text(log: Path, tmp_path: Path, packed: Any) -> None:
    path = tmp_path / "app.log.packed"
    path.write_bytes(packed(log.read_bytes()))
    assert told(path)["templates"] == told(log)["templates"]
    assert told(path)["bytes"] == path.stat().st_size


def test_a_damaged_packed_log_is_told_in_one_line(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(log.read_bytes())[:-40])
    result = run(path)
    assert result.exit_code == 1
    assert "cut.gz is a damaged compressed file" in result.stderr


def test_a_log_that_unfolds_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytestreams, "_FREELY", 1 << 20)
    path = tmp_path / "bomb.zst"
    path.write_bytes(zstandard.compress(b"0" * (64 << 20)))
    result = run(path)
    assert result.exit_code == 1
    assert "unfolds to more than" in result.stderr


def test_standard_input_is_read(log: Path) -> None:
    found = told("-", stdin=log.read_bytes())
    assert found["files"][0]["name"] == "standard input"
    assert found["templates"] == told(log)["templates"]


def test_several_files_share_their_templates_and_keep_their_line_numbers(log: Path) -> None:
    other = log.with_name("older.log")
    other.write_text("2026-06-10T08:00:00Z INFO served order 1 in 2 ms\nhello there\n")
    found = told(log, other)
    assert [file["lines"] for file in found["files"]] == [40, 2]
    assert found["templates"][0]["count"] == 40
    assert found["first"] == "2026-06-10T08:00:00+00:00"
    late = next(one for one in found["templates"] if "hello" in one["template"])
    assert (late["file"], late["lines"]) == ("older.log", [2])
    rows = [json.loads(line) for line in run(log, other, "--lines").stdout.splitlines()]
    assert [row["line"] for row in rows][-3:] == [40, 1, 2]
    assert rows[-1]["template_id"] == late["id"]


@pytest.mark.parametrize(
    ("name", "template", "level"),
    [
        ("log_json.jsonl", "chat: retriever returned <*> passages for tenant <*>", "error"),
        ("log_logfmt.log", "answered in <*>", "info"),
        ("log_export.csv", "upstream timed out after <*>", "ERROR"),
    ],
)
def test_messages_and_levels_are_read_by_key_or_column(
    name: str, template: str, level: str
) -> None:
    found = told(FIXTURES / name)
    assert (template, level) in {(one["template"], one["level"]) for one in found["templates"]}


def test_the_table_fits_the_terminal_and_an_empty_log_is_said_to_be_empty(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = run(log).stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "served order" in table
    empty = tmp_path / "empty.log"
    empty.touch()
    assert told(empty)["templates"] == []


def test_a_missing_file_and_a_folder_are_told_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.log", tmp_path):
        result = run(path)
        assert result.exit_code == 1
        assert path.name in result.stderr


def test_options_that_contradict_each_other_are_wrong_usage(log: Path) -> None:
    assert run(log, "--format", "jsonl").exit_code == 2
    assert run(log, "--lines", "--format", "json").exit_code == 2


def test_the_output_file_holds_the_result(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "digest.json"
    assert run(log, "--format", "json", "--output", target, "--quiet").exit_code == 0
    assert json.loads(target.read_text())["lines"] == 40
