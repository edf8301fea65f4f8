"""`git log` text and diffs become one change a commit (a file, for bare diffs), diffs verbatim."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.history.history import HistoryReading, read
from assistant.intake.history.shortlog import head_of


def _read(text: str, *, zone: str | None = None) -> HistoryReading:
    return read("history.txt", text, prefix="H", zone=zone, redact=lambda line: line)


_COMMIT = """\
commit 5b1f0c7e2a94d83b6170e5f2c9a8d4467b30e1aa
Author: Pat Ipsum <pat.ipsum@example.com>
Date:   {date}

    Calmer answers

    Asked for by the desk.

    Signed-off-by: Pat Ipsum <pat.ipsum@example.com>

{diff}"""
_DIFF = """\
diff --git a/config/llm.yaml b/config/llm.yaml
index 91ab77e..0d4cc18 100644
--- a/config/llm.yaml
+++ b/config/llm.yaml
@@ -1,3 +1,3 @@
 llm:
-  temperature: 0.7
+  temperature: 0.2
 
"""


def test_a_commit_is_one_change_with_its_diff_whole() -> None:
    reading = _read(_COMMIT.format(date="Tue May 12 16:21:07 2026 +0100", diff=_DIFF))
    (change,) = reading.changes
    assert change.kind == "config"
    assert change.component == "config/llm.yaml"
    assert (change.before, change.after) == ("0.7", "0.2")
    assert change.diff == _DIFF
    assert change.text == "Calmer answers. Asked for by the desk."
    assert change.time is not None
    assert change.time.at == datetime(2026, 5, 12, 15, 21, 7, tzinfo=UTC)
    assert not change.time.inferred
    cited = {e.id: e.text for e in reading.evidence if e.id in change.evidence}
    for told in ("config/llm.yaml", "0.7", "0.2", "Calmer answers", "Asked for by the desk."):
        assert any(told in text for text in cited.values())


@pytest.mark.parametrize(
    ("date", "precision"),
    [
        ("Tue May 12 16:21:07 2026 +0100", "second"),
        ("2026-05-12 16:21:07 +0100", "second"),
        ("2026-05-12T16:21:07+01:00", "second"),
        ("Tue, 12 May 2026 16:21:07 +0100", "second"),
        ("1778599267", "second"),
        ("1778599267 +0100", "second"),
    ],
)
def test_every_way_that_git_writes_a_date_is_the_same_moment(date: str, precision: str) -> None:
    (change,) = _read(_COMMIT.format(date=date, diff="")).changes
    assert change.time is not None
    assert change.time.at == datetime(2026, 5, 12, 15, 21, 7, tzinfo=UTC)
    assert change.time.precision == precision
    assert not change.time.inferred


def test_a_date_without_a_zone_takes_the_given_one_and_says_so() -> None:
    text = _COMMIT.format(date="Tue May 12 16:21:07 2026", diff="")
    (change,) = _read(text, zone="Europe/London").changes
    assert change.time is not None
    assert change.time.inferred
    assert change.time.at.utcoffset() == timedelta(hours=1)


def test_a_relative_date_is_no_moment() -> None:
    (change,) = _read(_COMMIT.format(date="3 days ago", diff="")).changes
    assert change.time is None


def test_the_date_line_tells_the_time_as_evidence() -> None:
    reading = _read(_COMMIT.format(date="Tue May 12 16:21:07 2026 +0100", diff=_DIFF))
    (timed,) = [line for line in reading.evidence if line.mentions]
    assert timed.line == 3
    (mention,) = timed.mentions
    assert timed.text[mention.start : mention.end] == "Tue May 12 16:21:07 2026 +0100"


def test_a_commit_over_several_layers_is_a_change_of_each_with_its_own_diff() -> None:
    prompt = _DIFF.replace("config/llm.yaml", "prompts/answer.md")
    changes = _read(_COMMIT.format(date="2026-05-12", diff=_DIFF + prompt)).changes
    assert [(c.kind, c.component) for c in changes] == [
        ("config", "config/llm.yaml"),
        ("prompt", "prompts/answer.md"),
    ]
    assert [c.diff for c in changes] == [_DIFF, prompt]


def test_a_bare_diff_gives_a_change_for_each_file() -> None:
    other = _DIFF.replace("config/llm.yaml", "prompts/answer.md")
    reading = _read(_DIFF + other)
    assert [c.component for c in reading.changes] == ["config/llm.yaml", "prompts/answer.md"]
    assert [c.diff for c in reading.changes] == [_DIFF, other]


def test_changed_lines_that_look_like_headers_stay_in_their_file() -> None:
    diff = "--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- old remark\n+++ new remark\n select 1\n"
    (change,) = _read(diff).changes
    assert change.diff == diff


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1),
            st.lists(st.text("ab -+@#:\u00e9", max_size=12), max_size=8),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_log_of_n_commits_gives_n_changes_with_verbatim_diffs(
    commits: list[tuple[str, list[str]]],
) -> None:
    text = ""
    diffs = []
    for number, (subject, lines) in enumerate(commits):
        diff = ""
        if lines:
            body = "".join(f"+{line}\n" for line in lines)
            diff = f"diff --git a/f b/f\n--- /dev/null\n+++ b/f\n@@ -0,0 +1,{len(lines)} @@\n{body}"
        diffs.append(diff or None)
        text += (
            f"commit {number:040x}\nAuthor: A <a@example.com>\nDate:   2026-05-12 10:00:00 +0000\n"
        )
        text += f"\n    {subject}\n\n{diff}\n"
    reading = _read(text)
    assert [change.diff for change in reading.changes] == diffs
    known = {line.id for line in reading.evidence}
    for change in reading.changes:
        assert change.evidence
        assert set(change.evidence) <= known


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real repository with a prompt, a configuration, a binary, a rename and a merge."""
    git = shutil.which("git")
    if git is None:
        pytest.fail("git is not installed")
    root = tmp_path_factory.mktemp("repository")

    def run(*arguments: str, date: str = "2026-05-01T10:00:00+0200") -> None:
        who = {"NAME": "Kim Example", "EMAIL": "kim@example.com", "DATE": date}
        env = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
        env |= {"HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"}
        subprocess.run([git, *arguments], cwd=root, check=True, env=env, capture_output=True)

    def write(path: str, text: str) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    run("init", "-q", "-b", "main")
    write("prompts/answer.md", "# answer v1\nBe polite.\n\n\n")
    write("config/llm.yaml", "model: alpha-1\ntemperature: 0.2\n")
    (root / "blob.bin").write_bytes(bytes(range(256)))
    run("add", ".")
    run("commit", "-q", "-m", "Initial import")
    write("config/llm.yaml", "model: alpha-2\ntemperature: 0.2\n")
    run(
        "commit",
        "-q",
        "-a",
        "-m",
        "Swap",
        "-m",
        "commit 1234567 was not enough",
        date="2026-05-02T10:00:00+0200",
    )
    run("checkout", "-q", "-b", "side")
    run("mv", "blob.bin", "data.bin")
    run("commit", "-q", "-m", "Move the blob", date="2026-05-03T10:00:00+0200")
    run("checkout", "-q", "main")
    write("prompts/answer.md", "# answer v2\nBe polite.\n\n\n")
    run("commit", "-q", "-a", "-m", "Answer v2", date="2026-05-04T10:00:00+0200")
    run(
        "merge",
        "-q",
        "--no-ff",
        "side",
        "-m",
        "Merge branch 'side'",
        date="2026-05-05T10:00:00+0200",
    )
    return root


def _log(root: Path, *arguments: str) -> str:
    git = shutil.which("git") or "git"
    done = subprocess.run([git, *arguments], cwd=root, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "options",
    [
        ["-p"],
        [],
        ["--stat"],
        ["-p", "--stat"],
        ["-p", "--date=rfc", "--decorate"],
        ["-p", "--format=fuller"],
        ["-p", "--cc", "--color=always"],
        ["--name-status"],
        ["-p", "--binary"],
        ["--oneline"],
        ["--graph"],
        ["--graph", "-p"],
        ["--graph", "--oneline"],
        ["--graph", "--stat", "-p", "--color=always"],
        ["--format=raw", "-p"],
        ["--format=%h %ad %s"],
        ["--format=%h %ad %s", "-p", "--date=iso"],
        ["--format=%ad %h %s", "--date=short"],
        ["--format=%h | %s | %an | %ai"],
        ["--format=%h - %ad : %s (%an)", "--date=rfc"],
        ["--format=%H%n%ad%n%s%n", "-p"],
        ["--format=reference"],
        ["--graph", "--format=%h %ad%d %s", "--date=iso-strict"],
    ],
    ids=" ".join,
)
def test_every_commit_of_a_real_repository_is_one_change(
    repository: Path, options: list[str]
) -> None:
    changes = _read(_log(repository, "log", *options)).changes
    told = [change.text.split(". ")[0] for change in changes]
    wanted = ["Merge branch 'side'", "Answer v2", "Move the blob", "Swap", "Initial import"]
    # A graph keeps branches together, whatever the dates.
    assert (sorted(told), told[::4]) == (sorted(wanted), wanted[::4])


@pytest.mark.parametrize("drawn", [[], ["--graph"], ["--format=%h %ad %s"]], ids=" ".join)
def test_the_diffs_of_a_real_log_are_what_git_shows(repository: Path, drawn: list[str]) -> None:
    reading = _read(_log(repository, "log", "-p", "--no-color", *drawn))
    order = ["--topo-order"] if "--graph" in drawn else []
    hashes = _log(repository, "log", "--format=%H", *order).split()
    for change, commit in zip(reading.changes, hashes, strict=True):
        shown = _log(repository, "diff-tree", "--root", "-p", "-M", "--no-commit-id", commit)
        assert (change.diff or "") == shown
    swap = next(change for change in reading.changes if change.text.startswith("Swap"))
    assert (swap.kind, swap.before, swap.after) == ("model", "alpha-1", "alpha-2")
    prompt = next(change for change in reading.changes if change.text.startswith("Answer"))
    assert (prompt.kind, prompt.component) == ("prompt", "prompts/answer.md")
    assert (prompt.before, prompt.after) == ("v1", "v2")


@pytest.mark.parametrize("form", ["%h %ad %s", "%ad %h %s", "%h (%ai) %s", "%h%n%ad%n%s"])
def test_dates_are_found_wherever_a_format_puts_them(repository: Path, form: str) -> None:
    changes = _read(_log(repository, "log", f"--format={form}")).changes
    told = [change.time.at.isoformat() for change in changes if change.time]
    assert told == _log(repository, "log", "--format=%aI").split()


def test_mailed_patches_are_read(repository: Path) -> None:
    changes = _read(_log(repository, "format-patch", "--stdout", "main~2")).changes
    assert {change.text for change in changes} == {"Answer v2", "Move the blob"}
    assert all(change.time is not None for change in changes)
    assert not any("-- \n" in (change.diff or "") for change in changes)


@pytest.mark.parametrize(
    "line",
    [
        "5c02aa9 2026-04-02 09:10:55 +0530 Responder B  threshold 0.60 -> 0.62",
        "5c02aa9 2026-04-02 Mei Muster  threshold 0.60 -> 0.62",
        "5c02aa9 threshold 0.60 -> 0.62",
    ],
)
def test_who_wrote_a_commit_is_no_part_of_its_subject(line: str) -> None:
    found = head_of(line)
    assert found is not None
    assert found.subject == "threshold 0.60 -> 0.62"
