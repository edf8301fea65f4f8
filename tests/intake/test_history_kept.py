"""Lists of changes as teams keep them: TOML, tables in other languages, days with releases."""

from __future__ import annotations

import pytest

from assistant.incident import Change
from assistant.intake.history import stating
from assistant.intake.history.history import read
from assistant.intake.kinds import detect


def _changes(text: str, name: str = "pasted.txt") -> tuple[Change, ...]:
    assert detect(name, text) == "history"
    return read(name, text, prefix="H", zone="UTC", redact=lambda line: line).changes


def _row(change: Change) -> tuple[str, str | None, str | None, str | None, str]:
    at = f"{change.time.at:%m-%d %H:%M}" if change.time else ""
    return change.kind, change.component, change.before, change.after, at


_TOML = '''# what we changed
[[change]]
date = 2026-10-05T06:30:00Z
component = "desk-bot"
kind = "prompt"
before = "r17"
after = "r18"  # live since noon
note = """
friendlier
closing"""

[[change]]
date = 2026-10-04T20:00:00Z
component = 'kb'
kind = "index"
before = "2026-09"
after = "2026-10"
'''


@pytest.mark.parametrize("name", ["changes.toml", "pasted.txt"])
def test_a_list_of_tables_in_toml_is_read(name: str) -> None:
    first, second = _changes(_TOML, name)
    assert _row(first) == ("prompt", "desk-bot", "r17", "r18", "10-05 06:30")
    assert first.text == "friendlier closing"
    assert _row(second) == ("index", "kb", "2026-09", "2026-10", "10-04 20:00")


def test_packages_and_people_in_toml_are_no_history() -> None:
    assert detect("a.lock", '[[package]]\nname = "railkit"\nversion = "3.1"\n') != "history"
    assert detect("team.toml", '[[person]]\nname = "x"\nrole = "lead"\n') != "history"


def test_columns_may_be_called_in_another_language() -> None:
    text = (
        "Datum\tUhrzeit\tSystem\tWas\tAlt\tNeu\tWer\n"
        "14.09.2026\t08:20\tAuskunft\tPrompt\tv21\tv22\tTeam\n"
        "13.09.2026\t17:05\tAuskunft\tSchwellwert\t0,70\t0,55\tTeam\n"
    )
    assert [_row(change) for change in _changes(text, "liste.tsv")] == [
        ("prompt", "Auskunft", "v21", "v22", "09-14 08:20"),
        ("code", "Auskunft", "0,70", "0,55", "09-13 17:05"),
    ]


def test_was_is_what_there_was_in_an_english_table() -> None:
    (change,) = _changes("Date,Component,Was,Now\n2026-09-14,desk,v21,v22\n", "list.csv")
    assert (change.before, change.after) == ("v21", "v22")


def test_what_else_a_row_says_is_the_part_where_it_speaks_of_a_layer() -> None:
    text = (
        "| When             | Thing     | Old    | New    |\n"
        "|------------------+-----------+--------+--------|\n"
        "| 2026-02-17 06:40 | asr model | nova-2 | nova-3 |\n"
    )
    assert _row(_changes(text)[0]) == ("model", "asr model", "nova-2", "nova-3", "02-17 06:40")


def test_a_table_in_frames_within_frames_is_read() -> None:
    text = (
        "-------------------------------------------------------------------------\n"
        "|                          GetParameterHistory                          |\n"
        "+-----------------------------------------------------------------------+\n"
        "||                              Parameters                             ||\n"
        "|+----------------------------+----------------------+-------+---------+|\n"
        "||      LastModifiedDate      |         Name         | Value | Version ||\n"
        "|+----------------------------+----------------------+-------+---------+|\n"
        "||  2026-05-06T07:00:01+00:00 |  /desk/temperature   |  0.2  |  3      ||\n"
        "||  2026-05-07T12:31:44+00:00 |  /desk/temperature   |  0.9  |  4      ||\n"
        "|+----------------------------+----------------------+-------+---------+|\n"
    )
    assert [_row(change) for change in _changes(text)] == [
        ("config", "/desk/temperature", None, "0.2", "05-06 07:00"),
        ("config", "/desk/temperature", "0.2", "0.9", "05-07 12:31"),
    ]


def test_an_audit_of_a_console_is_read_and_one_of_logins_is_not() -> None:
    text = (
        "Time,Type,Name,Action,Actor,Environment,Details\n"
        "2026-08-28 15:04:12 UTC,Feature Gate,rag_v3,Rollout changed,x,production,0% -> 50%\n"
    )
    assert _row(_changes(text, "audit.csv")[0]) == (
        "config",
        "rag_v3",
        "0%",
        "50%",
        "08-28 15:04",
    )
    logins = (
        "Time,User,Action,Object,Details,Type,Environment,IP\n2026-01-01,x,login,a,ok,s,prod,-\n"
    )
    assert detect("audit.csv", logins) != "history"


def test_stamped_deployments_are_a_history_though_they_open_with_a_bracket() -> None:
    text = (
        "[2026-07-01 09:12 CEST] deploy: desk-web 4.4.0 by ci\n"
        "[2026-07-01 15:25 CEST] rollback: desk-api 7.1.2 -> 7.1.1\n"
    )
    assert [_row(change)[1:4] for change in _changes(text)] == [
        ("desk-web", None, "4.4.0"),
        ("desk-api", "7.1.2", "7.1.1"),
    ]


_RELEASES = (
    "Releases this week\n\nMon 2 Nov 2026\n  09:15  intake 2.8.0  new triage prompt (v40)\n"
    "  16:30  intake 2.8.1  hotfix: numbers were cut\nTue 3 Nov 2026\n  11:05  search 1.19.0\n"
)


def test_releases_kept_by_day_and_hour_are_a_history() -> None:
    assert [_row(change)[1:] for change in _changes(_RELEASES)] == [
        ("intake", None, "2.8.0", "11-02 09:15"),
        ("intake", None, "2.8.1", "11-02 16:30"),
        ("search", None, "1.19.0", "11-03 11:05"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mon 5 Jan 2026\n10:00 deployed desk-api 7.1.2\n10:05 error_rate 2 (was 1)\n"
        "10:20 latency 4 s (was 1 s)\n10:30 rolled back\n",
        "2026-01-05 10:00 error_rate 1 to 5\n2026-01-05 10:05 error_rate 5 to 9\n",
        "Mon 5 Jan 2026\n10:00 desk-api 7.1.2 live\n10:05 desk-web 4.4.0 live\n"
        "10:20 users see old prices\n10:30 desk-api 7.1.1 back\n",
        "[2026-01-05 10:00] alert fired\n[2026-01-05 10:05] on call\n",
    ],
)
def test_notes_that_tell_measures_or_harm_beside_releases_stay_notes(text: str) -> None:
    assert detect("notes.txt", text) == "note"


def test_a_mail_handed_in_as_a_history_is_read_for_what_it_lists() -> None:
    text = (
        "From: Desk <d@desk.example>\nDate: Wed, 16 Sep 2026 18:05:00 +0100\nSubject: live\n\n"
        "Hi all, what is in it:\n - model: kit-4 -> kit-5\n - prompt `hints` v6 -> v7\n\nBye\n"
    )
    reading = read("mail.txt", text, prefix="H", zone=None, redact=lambda line: line)
    assert [(c.before, c.after, c.time) for c in reading.changes] == [
        ("kit-4", "kit-5", None),
        ("v6", "v7", None),
    ]


def test_now_and_previously_tell_both_values() -> None:
    told = stating.told("answer model is now `kit-08`, previously `kit-03`")
    assert told is not None
    assert (told.before, told.after) == ("kit-03", "kit-08")


def test_commits_listed_under_who_made_them_are_read_without_the_names() -> None:
    text = (
        "Mei Muster (2):\n      Raise top_p from 0.8 to 1.0\n      Greet in Dutch\n\n"
        "Jon Smith (1):\n      Drop moderation for staff\n"
    )
    changes = _changes(text)
    assert [_row(change)[:4] for change in changes] == [
        ("config", "top_p", "0.8", "1.0"),
        ("code", None, None, None),
        ("guardrail", None, None, None),
    ]
    assert not any("Mei" in change.text or "Jon" in change.text for change in changes)


def test_a_count_behind_a_heading_of_notes_makes_no_shortlog() -> None:
    assert detect("notes.txt", "Open points (3):\n      ask the desk\n      wait\n") == "note"


def test_a_deployment_that_failed_replaced_nothing() -> None:
    text = (
        "# Deployments\n\n| Deployed at | Service | Version | Status |\n|---|---|---|---|\n"
        "| 2026-09-30 14:05 UTC | desk | 3.4.1 | failed |\n"
        "| 2026-09-30 13:20 UTC | desk | 3.4.0 | success |\n"
        "| 2026-09-28 09:00 UTC | desk | 3.3.9 | success |\n"
    )
    assert [_row(change)[2:4] for change in _changes(text, "deployments.md")] == [
        ("3.3.9", "3.4.0"),
        (None, "3.3.9"),
    ]


def test_a_day_above_a_part_dates_it_in_a_list_by_days() -> None:
    text = (
        '2026-06-01:\n  - "prompt refund: v2 -> v3"\n2026-05-28:\n  - model: {from: a-1, to: a-2}\n'
    )
    times = [c.time and c.time.at.date().isoformat() for c in _changes(text, "changes.yaml")]
    assert times == ["2026-06-01", "2026-05-28"]


def test_what_replaced_what_and_what_came_back_make_dated_lines_a_history() -> None:
    text = (
        "Deploys of today, all UTC:\n\n2026-11-05 10:02 prompt refund v31 -> v32\n"
        "2026-11-05 10:20 rolled back prompt refund to v31\n"
        "2026-11-05 08:00 index kb-7 replaced by kb-8\n"
    )
    assert [_row(change)[:4] for change in _changes(text)] == [
        ("prompt", "refund", "v31", "v32"),
        ("prompt", "refund", None, "v31"),
        ("index", None, "kb-7", "kb-8"),
    ]


def test_a_table_in_a_wiki_s_own_marks_is_read() -> None:
    text = (
        "h2. Change log\n||Date||Component||Before||After||\n"
        "|2026-03-03 10:00 UTC|summary prompt|v4|v5|\n|2026-03-02 16:00 UTC|rag index|k-1|k-2|\n"
    )
    assert [_row(change)[:4] for change in _changes(text)] == [
        ("prompt", "summary prompt", "v4", "v5"),
        ("index", "rag index", "k-1", "k-2"),
    ]
    assert detect("notes.txt", "||Time||Event||\n|10:00|alert|\n|10:20|fixed|\n") == "note"
