"""Lists that command lines print and people keep by hand: every line that changed something."""

from __future__ import annotations

import pytest

from assistant.incident import Change
from assistant.intake.history.history import read
from assistant.intake.kinds import detect


def _changes(text: str, name: str = "pasted.txt") -> tuple[Change, ...]:
    assert detect(name, text) == "history"
    return read(name, text, prefix="H", zone="UTC", redact=lambda line: line).changes


def _row(change: Change) -> tuple[str | None, str | None, str | None, str]:
    at = f"{change.time.at:%m-%d %H:%M}" if change.time else ""
    return change.component, change.before, change.after, at


def test_runs_listed_where_no_terminal_reads_have_no_header_and_are_read() -> None:
    text = (
        "completed\tsuccess\tDeploy router v4.2.0\tship\tmain\tpush\t11\t3m\t2026-10-20T13:04:55Z\n"
        "completed\tfailure\tDeploy router v4.2.0\tship\tmain\tpush\t10\t1m\t2026-10-20T12:51:40Z\n"
    )
    (change,) = _changes(text)
    assert _row(change) == ("router", None, "v4.2.0", "10-20 13:04")


def test_of_requests_only_the_merged_ones_count_and_their_opening_is_no_time() -> None:
    text = (
        "611\tBump desk-prompt to v27\tprompt/v27\tMERGED\t2026-10-20T13:04:55Z\n"
        "612\tTry rolling notes\texp/notes\tOPEN\t2026-10-21T13:04:55Z\n"
    )
    (change,) = _changes(text)
    assert _row(change) == ("desk-prompt", None, "v27", "")


def test_a_review_tool_s_query_tells_merged_changes_at_their_last_update() -> None:
    text = (
        "change I8473b95934b5732ac55d26311a706c9c2bde9940\n  project: ml/answers\n"
        "  number: 7741\n  subject: Lower abstention threshold from 0.55 to 0.30\n"
        "  lastUpdated: 2026-09-15 06:59:01 UTC\n  status: MERGED\n\n"
        "change I8473b95934b5732ac55d26311a706c9c2bde9941\n  project: ml/answers\n"
        "  subject: Try something\n  lastUpdated: 2026-09-16 06:59:01 UTC\n  status: NEW\n"
        "type: stats\nrowCount: 2\n"
    )
    (change,) = _changes(text)
    assert _row(change) == ("abstention threshold", "0.55", "0.30", "09-15 06:59")


def test_a_packager_s_changelog_is_read_by_its_headings_without_who_packed_it() -> None:
    text = (
        "%changelog\n* Wed Mar 18 2026 Mei Muster <mei@packers.example> - 1.22.0-1\n"
        "- Use prompt pack 2026.03\n- Drop the filter for Catalan\n\n"
        "* Mon Mar 09 2026 Mei Muster <mei@packers.example> - 1.21.3-2\n- Rebuild\n"
    )
    changes = _changes(text, "desk.spec")
    assert [c.text for c in changes] == [
        "Use prompt pack 2026.03",
        "Drop the filter for Catalan",
        "Rebuild",
    ]
    assert _row(changes[0]) == ("prompt pack", None, "2026.03", "03-18 00:00")
    assert changes[1].after == "1.22.0-1"


def test_the_command_above_a_table_names_what_its_rows_are_about() -> None:
    text = (
        "$ argocd app history rail-api\n"
        "ID  DATE                           REVISION\n"
        "14  2026-10-26 10:15:02 +0000 UTC  main (8ab31f0)\n"
        "15  2026-10-27 09:01:44 +0000 UTC  main (c94e77d)\n"
    )
    assert _row(_changes(text)[1]) == (
        "rail-api",
        "main (8ab31f0)",
        "main (c94e77d)",
        "10-27 09:01",
    )


def test_a_list_told_by_ages_is_put_in_order_by_them() -> None:
    text = (
        "TITLE           TYPE        TAG NAME   PUBLISHED\n"
        "Desk 2.4        Latest      v2.4.0     about 5 hours ago\n"
        "Desk 2.3.1                  v2.3.1     about 9 days ago\n"
        "2.4 candidate   Pre-release v2.4.0-rc1 about 2 days ago\n"
    )
    assert [(c.before, c.after) for c in _changes(text)] == [
        ("v2.4.0-rc1", "v2.4.0"),
        (None, "v2.3.1"),
        ("v2.3.1", "v2.4.0-rc1"),
    ]


def test_ages_are_told_of_once() -> None:
    text = (
        "TITLE       TYPE     TAG NAME   PUBLISHED\n"
        "Desk 2.4    Latest   v2.4.0     about 5 hours ago\n"
        "Desk 2.3.1           v2.3.1     about 9 days ago\n"
    )
    (told,) = read("l.txt", text, prefix="H", zone=None, redact=lambda line: line).findings
    assert told.message.startswith("2 times of l.txt told as ages ('about 5 hours ago')")


def test_a_column_of_dates_and_times_may_be_called_by_both() -> None:
    text = (
        "| Date/time (CET) | System | What | From | To |\n|---|---|---|---|---|\n"
        "| 2026-01-20 08:15 | desk | model | kit-4 | kit-5 |\n"
    )
    (change,) = _changes(text, "changes.md")
    assert change.time is not None
    assert change.time.at.isoformat() == "2026-01-20T08:15:00+01:00"


def test_an_audit_s_columns_tell_object_and_field() -> None:
    text = (
        '"Timestamp","User","Object type","Object","Field","Old","New"\n'
        '"2026-04-02T08:40:02+01:00","x","Guardrail","claims-desk","review_above","5000","25000"\n'
    )
    (change,) = _changes(text, "audit.csv")
    assert (change.kind, *_row(change)) == (
        "guardrail",
        "claims-desk",
        "5000",
        "25000",
        "04-02 08:40",
    )
    assert change.text == "review_above"


_KEPT_BY_HAND = """Changes week 45 (all times UTC)

desk-prod alias: 116 -> 117            2026-11-04 09:32
v117 (2026-11-04 09:28) prompt: dropped the last sentence
2026-11-03 17:00  embeddings: kit-2 => kit-3
Nov 2, 14:45: guardrail pii-out switched from block to log
2026-11-02 12:00 MAX_WORDS 512 to 2048
* 2026-11-02 10:00 booking tool now v3 (before: v2)
"""


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (0, ("desk-prod", "116", "117", "11-04 09:32")),
        (1, (None, None, "v117", "11-04 09:28")),
        (2, (None, "kit-2", "kit-3", "11-03 17:00")),
        (3, ("pii-out", "block", "log", "11-02 14:45")),
        (4, ("MAX_WORDS", "512", "2048", "11-02 12:00")),
        (5, ("booking", "v2", "v3", "11-02 10:00")),
    ],
)
def test_a_list_kept_by_hand_is_read_whatever_form_each_line_has(
    number: int, wanted: tuple[str | None, str | None, str | None, str]
) -> None:
    assert _row(_changes(_KEPT_BY_HAND)[number]) == wanted


def test_a_date_without_a_year_stays_open_where_the_list_tells_two_years() -> None:
    text = (
        "2026-01-03 17:00 router: kit-2 -> kit-3\nNov 2, 14:45: router: kit-1 -> kit-2\n"
        "2025-10-02 10:00 router: kit-0 -> kit-1\n"
    )
    times = [c.time is not None and c.time.precision for c in _changes(text)]
    assert times == ["minute", "minute"]


def test_values_in_brackets_make_a_list_of_dated_lines_a_history() -> None:
    text = (
        '2026-07-15 13:22:40  PUT  desk/router/default_model "kit-5" (prev "kit-4")\n'
        '2026-07-15 09:01:12  PUT  desk/router/fallback "false" (prev "true")\n'
    )
    assert [_row(change)[1:3] for change in _changes(text)] == [
        ("kit-4", "kit-5"),
        ("true", "false"),
    ]


def test_notes_of_an_incident_with_full_dates_are_no_list_of_changes() -> None:
    text = (
        "# What happened\n\n- 2026-11-04 10:02 latency rose from 2s to 9s\n"
        "- 2026-11-04 10:10 paged the desk\n- 2026-11-04 10:31 rolled back\n"
    )
    assert detect("notes.md", text) == "note"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("2 of 61 pull requests in desk/bot that match your search", "history"),
        ("2 of 2 open pull requests in desk/bot", "note"),
    ],
)
def test_requests_that_are_open_have_changed_nothing(told: str, kind: str) -> None:
    text = (
        f"Showing {told}\n\nID    TITLE                     BRANCH      CREATED AT\n"
        "#611  Bump desk-prompt to v27   prompt/v27  about 3 hours ago\n"
        "#609  Swap kit-base for kit-xl  feat/kit    about 1 day ago\n"
    )
    assert detect("pasted.txt", text) == kind
