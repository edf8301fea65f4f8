"""Vocabularies are data: checked at load, searched as whole words."""

from __future__ import annotations

import time
import tomllib

import pytest

from assistant.analysis.vocabulary import DATA, cues, number, table, text, words
from assistant.errors import ResourceError


def test_phrases_match_whole_words_endings_and_gaps() -> None:
    found = cues(["alert", "leak*", "will ... by friday", "nobody's"])
    assert found.found("the alert fired") == "alert"
    assert found.found("alertness") is None
    assert found.found("data leaked") == "leaked"
    assert found.found("we will add it by Friday") == "will add it by Friday"
    assert found.found("nobody’s job") == "nobody’s"


def test_an_empty_list_matches_nothing() -> None:
    assert cues([]).found("anything") is None
    assert cues([]).spans("anything") == ()


def test_a_missing_vocabulary_or_entry_says_what_to_do() -> None:
    with pytest.raises(ResourceError, match=r"nowhere\.toml.*Install the package again"):
        table("nowhere")
    with pytest.raises(ResourceError, match=r"phases\.toml"):
        words("phases", "absent")
    with pytest.raises(ResourceError, match="not a list"):
        words("phases", "source")
    with pytest.raises(ResourceError, match="not a text"):
        text("severity", "thresholds", "users_significant")
    with pytest.raises(ResourceError, match="not a number"):
        number("severity", "source")


def test_every_vocabulary_names_its_source() -> None:
    files = sorted(DATA.glob("*.toml"))
    assert files
    for path in files:
        assert tomllib.loads(path.read_text(encoding="utf-8"))["source"].strip()


def test_a_search_stays_quick_on_a_hostile_line() -> None:
    found = cues(["no ... alert", "will ... by friday"])
    began = time.perf_counter()
    assert found.found("no will " * 120_000) is None
    assert time.perf_counter() - began < 1
