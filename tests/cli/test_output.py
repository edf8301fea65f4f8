"""Results are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.cli.output import check, write
from assistant.errors import OutputError


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("old")
    path.chmod(0o640)
    write(path, "new ✓\n")
    assert path.read_bytes() == "new ✓\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "draft.md", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "draft.md").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_through() -> None:
    write(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()


def test_half_of_a_character_pair_does_not_stop_the_writing(tmp_path: Path) -> None:
    write(tmp_path / "draft.md", "a\ud800b")
    assert (tmp_path / "draft.md").read_text() == "a?b"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        check(tmp_path)


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no does not exist, so draft\.md cannot"):
        check(tmp_path / "no" / "draft.md")
