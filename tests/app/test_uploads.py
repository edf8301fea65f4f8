"""Uploaded files: kept while a tab holds them, removed with the last one."""

from __future__ import annotations

from pathlib import Path

from assistant.app.uploads import Uploads


def put(path: Path) -> Path:
    """Return the path after writing a file there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text")
    return path


def test_a_file_goes_when_its_tab_lets_go_of_it(tmp_path: Path) -> None:
    uploads, file = Uploads(tmp_path), put(tmp_path / "a" / "notes.md")
    uploads.hold("tab", [file])
    assert file.exists()
    uploads.release("tab")
    assert not file.exists()


def test_a_file_that_two_tabs_hold_stays_until_both_are_gone(tmp_path: Path) -> None:
    uploads, file = Uploads(tmp_path), put(tmp_path / "notes.md")
    uploads.hold("one", [file])
    uploads.hold("two", [file])
    uploads.release("one")
    assert file.exists()
    uploads.release("two")
    assert not file.exists()


def test_taking_one_file_out_of_the_box_removes_that_one(tmp_path: Path) -> None:
    uploads, first, second = Uploads(tmp_path), put(tmp_path / "a"), put(tmp_path / "b")
    uploads.hold("tab", [first, second])
    uploads.hold("tab", [second])
    assert (first.exists(), second.exists()) == (False, True)


def test_nothing_outside_the_folder_of_uploads_is_ever_removed(tmp_path: Path) -> None:
    uploads, outside = Uploads(tmp_path / "uploads"), put(tmp_path / "precious")
    uploads.hold("tab", [outside, tmp_path / "uploads" / ".." / "precious"])
    uploads.release("tab")
    assert outside.exists()


def test_letting_go_of_what_is_gone_already_is_no_error(tmp_path: Path) -> None:
    uploads, file = Uploads(tmp_path), put(tmp_path / "a")
    uploads.hold("tab", [file])
    file.unlink()
    uploads.release("tab")
    uploads.release("never seen")
