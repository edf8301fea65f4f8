"""`postmortem doctor`: every line says how a thing is and what to do."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli.health import examine
from assistant.cli.libraryhealth import past_incidents
from assistant.cli.main import main
from assistant.library.opening import open_library
from assistant.settings import Settings
from retrieval.records import Record, dump


def settings(folder: Path) -> Settings:
    """Return the settings of an installation with nothing configured."""
    return Settings(folder, None, 60.0)


def test_a_sound_installation_ends_with_status_0(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--format", "json", "--data-dir", str(tmp_path)])
    found = json.loads(result.stdout)
    assert result.exit_code == 0, found
    assert {one["what"] for one in found} >= {"Python", "data dir", "prompts", "samples", "port"}


def test_a_data_dir_that_cannot_be_used_fails_and_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    found = examine(settings(blocked / "data"), port=0)
    (state,) = [one for one in found if one.what == "data dir"]
    assert state.level == "fail"
    assert "--data-dir" in state.advice
    result = CliRunner().invoke(main, ["doctor", "--data-dir", str(blocked / "data")])
    assert result.exit_code == 1
    assert "FAIL  data dir" in result.stdout


def test_without_a_model_nothing_leaves_the_machine(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--data-dir", str(tmp_path)])
    assert "none configured: nothing leaves this machine" in result.stdout


@pytest.mark.network
def test_a_port_in_use_is_a_warning(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        found = examine(settings(tmp_path), port=busy.getsockname()[1])
    (state,) = [one for one in found if one.what == "port"]
    assert state.level == "warn"
    assert "--port" in state.advice


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_does_not_exist_is_a_warning(tmp_path: Path, port: int) -> None:
    (state,) = [one for one in examine(settings(tmp_path), port=port) if one.what == "port"]
    assert state.level == "warn"


def test_a_library_that_lags_is_told_with_the_way_out(tmp_path: Path) -> None:
    with open_library(settings(tmp_path)) as library:
        record = Record(id="a", title="Stale index", summary="Old pages were cited.")
        library.add([(record, dump(record))])
    found = {one.what: one for one in past_incidents(settings(tmp_path))}
    assert found["past incidents"].message == "1 in the library"
    assert (found["vector index"].level, found["vector index"].message) == (
        "warn", "1 incidents behind",
    )  # fmt: skip
    assert "library reindex" in found["vector index"].advice


def test_a_library_told_by_another_version_is_named_with_the_way_out(tmp_path: Path) -> None:
    with open_library(settings(tmp_path)) as library:
        record = Record(id="a", title="Stale index", summary="Old pages were cited.")
        library.add([(record, dump(record))])
        library.catch_up()
        assert "recurrences" not in {one.what for one in past_incidents(settings(tmp_path))}
        library.corpus.remember("judged by", "an older version")
    found = {one.what: one for one in past_incidents(settings(tmp_path))}
    assert found["recurrences"].level == "warn"
    assert "library reindex" in found["recurrences"].advice


def test_without_a_library_doctor_says_how_to_get_one_and_makes_none(tmp_path: Path) -> None:
    found = {one.what: one for one in past_incidents(settings(tmp_path))}
    assert "--starter" in found["past incidents"].advice
    assert not any(tmp_path.iterdir())
