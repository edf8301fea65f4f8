"""`postmortem doctor`: every line says how a thing is and what to do."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli.health import examine
from assistant.cli.main import main


def test_a_sound_installation_ends_with_status_0(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--format", "json", "--data-dir", str(tmp_path)])
    found = json.loads(result.stdout)
    assert result.exit_code == 0, found
    assert {one["what"] for one in found} >= {"Python", "data dir", "prompts", "samples", "port"}


def test_a_data_dir_that_cannot_be_used_fails_and_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    found = examine(blocked / "data", model=None, port=0)
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
        found = examine(tmp_path, model=None, port=busy.getsockname()[1])
    (state,) = [one for one in found if one.what == "port"]
    assert state.level == "warn"
    assert "--port" in state.advice


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_does_not_exist_is_a_warning(tmp_path: Path, port: int) -> None:
    (state,) = [one for one in examine(tmp_path, model=None, port=port) if one.what == "port"]
    assert state.level == "warn"
