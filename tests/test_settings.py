"""Settings: read from a mapping, refused in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import DEFAULT_TIMEOUT_SECONDS, Caps, ModelSettings, Settings, read

MODEL = {"POSTMORTEM_MODEL": "openai:gpt-5-mini"}


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


def stated(**values: str) -> Settings:
    """Return the settings of an environment that states a model and these values."""
    return read({**MODEL, **values}, data_dir=Path("data"))


def refused(**values: str) -> str:
    """Return in which words these values are refused."""
    with pytest.raises(SettingsError) as raised:
        stated(**values)
    return str(raised.value)


def test_where_nothing_is_stated_the_usual_values_hold() -> None:
    assert stated().writer == ModelSettings()
    blank = dict.fromkeys(
        ("POSTMORTEM_JUDGE", "POSTMORTEM_PROMPTS", "POSTMORTEM_MODEL_WINDOW", "POSTMORTEM_PRICE",
         "POSTMORTEM_MAX_CALLS", "POSTMORTEM_MODEL_CACHE", "OPENAI_BASE_URL", "OPENAI_API_KEY"),
        "  ",
    )  # fmt: skip
    assert stated(**blank).writer == ModelSettings()


def test_a_draft_is_limited_unless_a_person_says_otherwise_and_a_day_is_not() -> None:
    usual = stated().writer
    assert usual.calls.draft is not None
    assert usual.tokens.draft is not None
    assert {usual.calls.day, usual.tokens.day, usual.cost.draft, usual.cost.day} == {None}


def test_the_address_is_read_under_both_of_its_names() -> None:
    new = {"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}
    old = {"OPENAI_API_BASE": "https://models.example/v1"}
    assert stated(**new).writer.url == new["OPENAI_BASE_URL"]
    assert stated(**old).writer.url == old["OPENAI_API_BASE"]
    assert stated(**new, **old).writer.url == new["OPENAI_BASE_URL"]


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:11434", "ftp://models.example", "http://", "http://a:99999999/v1", "http://["],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert "OPENAI_BASE_URL" in refused(OPENAI_BASE_URL=url)


def test_the_key_is_kept_and_never_shown() -> None:
    settings = stated(OPENAI_API_KEY=" sk-quiet ")
    assert settings.writer.key == "sk-quiet"
    assert "sk-quiet" not in f"{settings!r} {settings.writer!r}"


def test_a_judge_is_named_like_a_model() -> None:
    assert stated(POSTMORTEM_JUDGE="ollama:small").writer.judge == "ollama:small"
    assert "POSTMORTEM_JUDGE" in refused(POSTMORTEM_JUDGE="small")


def test_versions_of_prompts_are_listed_by_name() -> None:
    told = stated(POSTMORTEM_PROMPTS=" summary=v1, actions = v12 ,,").writer.prompts
    assert told == {"summary": "v1", "actions": "v12"}


@pytest.mark.parametrize("prompts", ["summary", "summary=1", "=v1", "summary=v", "summary=v1.2"])
def test_a_choice_of_prompts_of_another_form_is_refused(prompts: str) -> None:
    assert "name=v1" in refused(POSTMORTEM_PROMPTS=prompts)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("POSTMORTEM_MODEL_WINDOW", "window"),
        ("POSTMORTEM_MODEL_ANSWER", "answer"),
        ("POSTMORTEM_MODEL_PARALLEL", "parallel"),
    ],
)
def test_counts_are_whole_numbers_however_they_are_grouped(name: str, field: str) -> None:
    for text in ("8192", "8,192", "8_192", " 8192 "):
        assert getattr(stated(**{name: text}).writer, field) == 8192
    for text in ("-1", "0", "many", "1e3", "8.5", "٣٠٠٠", "9" * 12):
        assert name in refused(**{name: text})


@pytest.mark.parametrize("text", ["off", "No", "0", "FALSE"])
def test_remembering_answers_can_be_turned_off(text: str) -> None:
    assert not stated(POSTMORTEM_MODEL_CACHE=text).writer.cache
    assert stated(POSTMORTEM_MODEL_CACHE="on").writer.cache


def test_a_price_is_stated_for_both_directions() -> None:
    assert stated(POSTMORTEM_PRICE="0.25/2.00").writer.price == (0.25, 2.0)
    assert stated(POSTMORTEM_PRICE="$0.25 / $2").writer.price == (0.25, 2.0)
    assert stated(POSTMORTEM_PRICE="0/0").writer.price == (0.0, 0.0)


@pytest.mark.parametrize("price", ["0.25", "0.25/", "/2", "a/b", "-1/2", "nan/1", "inf/1", "1/2/3"])
def test_a_price_of_another_form_is_refused(price: str) -> None:
    assert "POSTMORTEM_PRICE" in refused(POSTMORTEM_PRICE=price)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("POSTMORTEM_MAX_CALLS", "calls"),
        ("POSTMORTEM_MAX_TOKENS", "tokens"),
        ("POSTMORTEM_MAX_COST", "cost"),
    ],
)
def test_a_limit_is_for_a_draft_a_day_or_both(name: str, field: str) -> None:
    usual: Caps = getattr(ModelSettings(), field)
    for text, caps in (
        ("100", Caps(100, None)),
        ("100/2,000", Caps(100, 2000)),
        ("/2000", Caps(usual.draft, 2000)),
        ("0/0", Caps(0, 0)),
    ):
        assert getattr(stated(**{name: text}).writer, field) == caps
    for text in ("many", "1/2/3", "-1", "1/-2", "nan", "inf", "1/inf"):
        assert name in refused(**{name: text})


def test_a_cost_may_bear_its_sign() -> None:
    assert stated(POSTMORTEM_MAX_COST="$0.50/$10").writer.cost == Caps(0.5, 10.0)


@pytest.mark.parametrize("text", ["0,50", "0,5", "1,5"])
def test_a_comma_before_the_cents_raises_no_limit(text: str) -> None:
    try:
        cost = stated(POSTMORTEM_MAX_COST=text).writer.cost.draft
    except SettingsError:
        return
    assert cost == float(text.replace(",", "."))


@pytest.mark.parametrize("day", ["/", "5/", " / "])
def test_a_limit_that_states_no_day_sets_none(day: str) -> None:
    assert stated(POSTMORTEM_MAX_COST=day).writer.cost.day is None
