"""What git prints on one line a commit is read without its authors, beside notes as well."""

from __future__ import annotations

import pytest

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.history.history import read
from assistant.intake.item import Input
from assistant.intake.parts import split
from assistant.intake.reader import read_incident


def _texts(text: str) -> list[str]:
    changes = read("history.txt", text, prefix="H", zone=None, redact=lambda line: line).changes
    return [change.text for change in changes]


_LOG = (
    "c0ffee1 2025-12-01 17:20:33 +0000 Anna Smith fix(cache): ttl 3600 -> 600\n"
    "b00b1e5 2025-12-01 15:02:10 +0000 Mei Muster Bump model lumen-4 to lumen-5\n"
)
_NOTES = (
    "Cache incident\n2025-12-01 18:02 UTC Customers see stale prices.\n18:40 UTC Rolled back.\n"
)


def test_the_author_that_a_format_puts_ahead_is_no_part_of_the_subject() -> None:
    assert _texts(_LOG) == ["fix(cache): ttl 3600 -> 600", "Bump model lumen-4 to lumen-5"]


@pytest.mark.parametrize(
    "log",
    [
        "c0ffee1 2025-12-01 Lower Toxicity Threshold\nb00b1e5 2025-12-01 Raise Cache Limit twice\n",
        "c0ffee1 2025-12-01 Anna Smith Street added\nb00b1e5 2025-12-01 fix: calmer answers\n",
    ],
)
def test_capitals_that_no_name_proves_or_not_every_line_has_stay(log: str) -> None:
    assert _texts(log) == [line.split(" ", 2)[2] for line in log.splitlines()]


@pytest.mark.parametrize(
    "pasted",
    [
        f'$ git log --format="%h %ad %an %s" --date=iso\n{_LOG}',
        _LOG,
        "$ git log --oneline\nc0ffee1 fix the cache\nb00b1e5 calmer prompt\n",
    ],
)
def test_a_short_log_below_notes_is_read_as_history(pasted: str) -> None:
    text = f"{_NOTES}\n{pasted}"
    rest, parts = split(Input("n.txt", "note", data=text.encode()), text)
    (part,) = parts
    assert part.item.kind == "history"
    assert "c0ffee1" in part.item.raw().decode()
    assert "stale prices" in rest
    assert "c0ffee1" not in rest


def test_a_list_of_sessions_in_notes_is_no_log_of_git() -> None:
    text = f"{_NOTES}\n7f3a9c2 09:12 wrong price\n8b2c1d4 09:14 wrong name\n9a1b2c3 09:15 fine\n"
    assert split(Input("n.txt", "note", data=text.encode()), text)[1] == ()


_BLAME = (
    "5b4a3921 (Kim Example  2026-03-04 11:02:14 +0300 12) - name: handoff\n"
    "0c9d8e7f (Pat Ipsum    2025-06-01 10:00:00 +0300 13)   rule: nearest desk\n"
    "0c9d8e7f (Pat Ipsum    2025-06-01 10:00:00 +0300 14)   limit: 3\n"
)


def test_blamed_lines_are_one_change_for_each_commit_that_names_no_author() -> None:
    changes = read("blame.txt", _BLAME, prefix="H", zone=None, redact=str).changes
    assert [c.text for c in changes] == ["- name: handoff", "rule: nearest desk. limit: 3"]
    assert [c.time.at.isoformat() for c in changes if c.time] == [
        "2026-03-04T11:02:14+03:00",
        "2025-06-01T10:00:00+03:00",
    ]


def _read(text: str) -> Incident:
    item = Input("n.txt", "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


_BOX = (
    "---------------------------------------------\n|             ListModelPackages             |\n"
    "+---------------------------+----------+----+\n"
    "||       CreationTime       | Status | Version ||\n"
    "|+--------------------------+----------+---+|\n"
    "||  2026-03-03T10:00:00+00:00 |  Approved |  18 ||\n"
    "||  2025-07-01T10:00:00+00:00|  Approved   |  17  ||\n"
)


@pytest.mark.parametrize("pasted", [_BLAME, _BLAME.splitlines()[0], _BOX])
def test_old_commits_and_versions_beside_notes_are_changes_and_no_steps(pasted: str) -> None:
    found = _read(f"{_NOTES}\n{pasted}\n")
    kinds = {line.text.strip()[:8]: line.kind for line in found.evidence if line.text.strip()}
    assert kinds["18:40 UT"] == "note"
    assert {kind for start, kind in kinds.items() if start[:2] in ("5b", "0c", "||")} == {"history"}
    assert all(change.time is not None for change in found.changes)
    assert found.changes


def test_a_table_of_jira_in_notes_stays_with_the_notes() -> None:
    text = f"{_NOTES}\n||Time||What||\n|12:00|answers wrong|\n|12:30|rolled back|\n"
    assert split(Input("n.txt", "note", data=text.encode()), text)[1] == ()


def test_what_is_hidden_across_a_subject_leaves_no_stamp_in_it() -> None:
    def hide(line: str) -> str:
        return line.replace("Muster Bump", "A responder")

    log = "b00b1e5 2025-12-01 15:02:10 +0000 Mei Muster Bump lumen-4 to lumen-5\n" * 2
    text = log.replace("lumen-5\nb00b1e5", "lumen-5\nc0ffee1", 1)
    changes = read("history.txt", text, prefix="H", zone=None, redact=hide).changes
    assert {c.text for c in changes} == {"A responder lumen-4 to lumen-5"}
    assert {(c.before, c.after) for c in changes} == {("lumen-4", "lumen-5")}
