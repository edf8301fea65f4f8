"""Settings: read from a mapping, refused in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import DEFAULT_TIMEOUT_SECONDS, read


def test_an_empty_value_counts_as_unset(tmp_path: Path) -> None:
    settings = read({"POSTMORTEM_MODEL": " ", "POSTMORTEM_TIMEOUT": ""}, data_dir=tmp_path)
    assert (settings.model, settings.timeout_seconds) == (None, DEFAULT_TIMEOUT_SECONDS)


def test_an_option_goes_before_the_variable(tmp_path: Path) -> None:
    stated = {"POSTMORTEM_DATA_DIR": str(tmp_path / "a")}
    assert read(stated).data_dir == tmp_path / "a"
    assert read(stated, data_dir=tmp_path / "b").data_dir == tmp_path / "b"


@pytest.mark.parametrize("made", [True, False])
def test_reading_makes_no_folder(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "data"
    if made:
        folder.mkdir()
    read({"POSTMORTEM_DATA_DIR": str(folder)})
    assert folder.exists() == made


def test_the_folder_of_the_user_is_the_default(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    settings = read(home)
    assert settings.data_dir.name == "incident-postmortem"
    assert settings.data_dir.is_relative_to(tmp_path)
    if sys.platform.startswith("linux"):
        assert read({**home, "XDG_DATA_HOME": "/x"}).data_dir == Path("/x/incident-postmortem")


def test_no_home_at_all_is_told_with_what_to_do() -> None:
    with pytest.raises(SettingsError, match="--data-dir"):
        read({})


def test_a_data_dir_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="is a file"):
        read({"POSTMORTEM_DATA_DIR": str(file)})


@pytest.mark.parametrize("model", ["gpt-5-mini", "openai:", ":gpt", "open ai:gpt"])
def test_a_model_without_its_provider_is_refused(tmp_path: Path, model: str) -> None:
    with pytest.raises(SettingsError, match="POSTMORTEM_MODEL"):
        read({"POSTMORTEM_MODEL": model}, data_dir=tmp_path)


@pytest.mark.parametrize("timeout", ["0", "-3", "soon", "nan", "inf", "1e9"])
def test_a_timeout_that_is_no_sensible_number_is_refused(tmp_path: Path, timeout: str) -> None:
    with pytest.raises(SettingsError, match="POSTMORTEM_TIMEOUT"):
        read({"POSTMORTEM_TIMEOUT": timeout}, data_dir=tmp_path)


def test_a_stated_model_and_timeout_are_taken(tmp_path: Path) -> None:
    stated = {"POSTMORTEM_MODEL": "openai:gpt-5-mini", "POSTMORTEM_TIMEOUT": "12.5"}
    settings = read(stated, data_dir=tmp_path)
    assert (settings.model, settings.timeout_seconds) == ("openai:gpt-5-mini", 12.5)
