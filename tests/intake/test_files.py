from pathlib import Path

import pytest

from assistant.errors import InputTooLarge, UnreadableInput
from assistant.intake.files import WHOLE_FILE_LIMIT, collect, paste, paste_bytes

LOG = "".join(f"2026-05-04T09:{m:02d}:00Z ERROR retriever timeout id={m}\n" for m in range(30))
CHAT = "".join(f"[2026-05-04 09:{m:02d}:10] Ines Roca: still looking at it\n" for m in range(30))
TIMELINE = "".join(f"2026-05-04 09:{m:02d} answers went wrong again\n" for m in range(10))
CHANGES = "- kind: prompt\n  component: refunds\n  before: v1\n  after: v2\n"
GIT = "commit 1234567890abcdef\nAuthor: Ines Roca <i@example.com>\n\n    Shorten the prompt\n"
DIFF = "--- a/prompt.md\n+++ b/prompt.md\n@@ -1 +1 @@\n-old\n+new\n"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_read_whole_in_sorted_order_without_hidden_members(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", ".hidden.md", ".git/config", "a/.x/y.md"):
        write(tmp_path / name, "something happened")
    assert [item.name for item in collect([tmp_path]).inputs] == ["b.md", "a/z.md"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("notes.txt", LOG, "log"),
        ("x.txt", '{"time":"2026-05-04T09:00:00Z","level":"info","msg":"up"}\n' * 3, "log"),
        ("x.txt", "May  4 09:12:33 host app[1]: started\n" * 3, "log"),
        ("x.txt", '1.2.3.4 - - [04/May/2026:14:05:33 +0000] "GET / HTTP/1.1" 200 5\n' * 3, "log"),
        ("chat.txt", CHAT, "note"),
        ("timeline.txt", TIMELINE, "note"),
        ("x.txt", CHANGES, "history"),
        ("x.json", '{"changes": [{"kind": "model", "before": "a", "after": "b"}]}', "history"),
        ("x.txt", GIT, "history"),
        ("x.txt", DIFF, "history"),
        ("CHANGELOG.md", "## 2.0\n- new model\n", "history"),
        ("incident.md", "# What happened\n\nThe bot was wrong.\n", "note"),
        ("incident.yaml", "title: wrong answers\nsummary: it was wrong\n", "note"),
    ],
)
def test_the_kind_is_told_by_content_first_and_name_second(
    tmp_path: Path, name: str, content: str, kind: str
) -> None:
    assert collect([write(tmp_path / name, content)]).inputs[0].kind == kind


def test_a_stated_kind_wins_and_the_file_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "app.log", LOG)
    inputs = collect([tmp_path], notes=[file]).inputs
    assert [(item.name, item.kind) for item in inputs] == [("app.log", "note")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "blank lines"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"abc\x00\x01def", "a binary file"),
    ],
)
def test_an_unusable_file_alone_is_an_error_that_names_it(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = write(tmp_path / "bad.bin", content)
    with pytest.raises(UnreadableInput, match=said) as caught:
        collect([file])
    assert "bad.bin" in str(caught.value)


def test_a_missing_path_and_an_empty_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="does not exist"):
        collect([tmp_path / "none.md"])
    with pytest.raises(UnreadableInput, match="folder without files"):
        collect([tmp_path])
    with pytest.raises(UnreadableInput, match="Nothing was handed in"):
        collect([])


def test_an_unusable_file_beside_good_ones_becomes_a_finding(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", "it broke")
    write(tmp_path / "empty.md", "")
    found = collect([tmp_path, tmp_path / "gone.md"])
    assert [item.name for item in found.inputs] == ["notes.md"]
    assert {finding.where for finding in found.findings} == {"empty.md", "gone.md"}
    assert {(finding.rule, finding.level) for finding in found.findings} == {("intake", "warning")}


def test_a_note_over_the_limit_is_refused_and_a_log_is_not(tmp_path: Path) -> None:
    note = write(tmp_path / "big.md", b"it broke again\n" * (WHOLE_FILE_LIMIT // 15 + 1))
    with pytest.raises(InputTooLarge, match="--log"):
        collect([note])
    assert collect([], logs=[note]).inputs[0].kind == "log"


def test_files_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    paths = [write(tmp_path / folder / "notes.md", folder) for folder in ("a", "b")]
    assert [item.name for item in collect(paths).inputs] == ["a/notes.md", "b/notes.md"]


def test_a_paste_is_told_by_its_content() -> None:
    assert paste("it broke at 14:05").kind == "note"
    assert paste(LOG).kind == "log"
    with pytest.raises(UnreadableInput, match="are empty"):
        paste(" \n ")
    with pytest.raises(UnreadableInput, match="not text"):
        paste_bytes(b"\x7fELF\x00\x00")
    assert paste_bytes("café".encode("utf-16")).raw() == "café".encode()
