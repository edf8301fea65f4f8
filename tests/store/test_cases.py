"""Saved cases: whole or not at all, and told plainly where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import OutputError, UnreadableInput
from assistant.store.cases import load, save

CASE = "PM-20260302-1a2b3c4d"


def test_a_saved_case_is_read_back_as_it_was(tmp_path: Path) -> None:
    text = '{"title": "überall"}\n'
    path = save(text, CASE, tmp_path / "new" / "folder")
    assert path.name == f"{CASE}.json"
    assert load(CASE, tmp_path / "new" / "folder") == text


def test_saving_again_replaces_the_draft_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    save("one", CASE, tmp_path)
    path = save("two", CASE, tmp_path)
    assert load(CASE, tmp_path) == "two"
    assert list(path.parent.iterdir()) == [path]


def test_a_draft_that_cannot_be_encoded_leaves_the_old_one_whole(tmp_path: Path) -> None:
    path = save("one", CASE, tmp_path)
    with pytest.raises(OutputError, match="no Unicode"):
        save("two \ud800", CASE, tmp_path)
    assert load(CASE, tmp_path) == "one"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("case", ["../escape", "", "a/b", ".hidden", "x" * 200])
def test_an_id_that_could_leave_the_folder_is_refused(tmp_path: Path, case: str) -> None:
    with pytest.raises(OutputError, match="no case id"):
        save("one", case, tmp_path)


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="--data-dir"):
        save("one", CASE, tmp_path / "file")


def test_a_case_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=CASE):
        load(CASE, tmp_path)
