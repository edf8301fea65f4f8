"""From what was handed in to inputs under the names that their owner knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.app.drafter import NOTHING, Handed, collect, drafted, file_stem
from assistant.app.samples import samples
from assistant.errors import UnreadableInput

NOTES = "14:02 alerts on the help bot\n14:20 rolled back to prompt v17\n"


def received(root: Path, name: str, content: bytes) -> Path:
    """Return where an upload is kept: a folder of its own, named after nothing readable."""
    folder = root / f"{len(list(root.iterdir())):064x}"
    folder.mkdir()
    path = folder / name
    path.write_bytes(content)
    return path


def test_nothing_handed_in_says_what_can_be() -> None:
    with pytest.raises(UnreadableInput) as raised:
        collect(Handed("  \n"))
    assert str(raised.value) == NOTHING


def test_the_paste_comes_first_and_files_go_by_their_own_names(tmp_path: Path) -> None:
    first = received(tmp_path, "a.md", NOTES.encode())
    second = received(tmp_path, "a.md", b"15:00 all good\n15:30 still good\n")
    names = [item.name for item in collect(Handed(NOTES, (first, second))).inputs]
    assert names == ["pasted notes", "a.md", "a.md (2)"]


def test_an_unusable_file_beside_a_paste_becomes_a_finding(tmp_path: Path) -> None:
    collected = collect(Handed(NOTES, (received(tmp_path, "core.bin", bytes(range(256))),)))
    assert [item.name for item in collected.inputs] == ["pasted notes"]
    (finding,) = collected.findings
    assert finding.message.startswith("core.bin is ")


def test_an_unusable_file_alone_is_refused_without_telling_where_it_is_kept(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnreadableInput) as raised:
        collect(Handed("", (received(tmp_path, "empty.log", b""),)))
    assert str(raised.value).startswith("empty.log is empty")
    assert str(tmp_path) not in str(raised.value)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Claims triage: wrong approvals!", "postmortem-claims-triage-wrong-approvals"),
        ("../../etc/passwd", "postmortem-etc-passwd"),
        ("ошибка", "postmortem"),
        ("x" * 500, "postmortem-" + "x" * 60),
    ],
)
def test_a_file_name_is_plain_whatever_the_title(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_a_sample_is_drafted_in_three_formats() -> None:
    text, paths = samples()[0].load()
    stages: list[str] = []
    made = drafted(Handed(text, paths), stage=stages.append)
    assert len(stages) >= 3
    assert 'class="pm-cite"' in made.fragment
    assert [file.name.rpartition(".")[2] for file in made.downloads] == ["md", "json", "html"]
    assert all(len(file.content) > 500 for file in made.downloads)
