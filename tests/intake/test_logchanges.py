"""Changes that a log records by itself, without a version history beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.incident import Change, Incident
from assistant.intake.files import collect
from assistant.intake.reader import read_incident

_DAY = date(2026, 11, 26)


def _read(folder: Path, lines: list[str], **others: str) -> Incident:
    (folder / "app.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, text in others.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_incident(collect([folder]), day=_DAY, zone=None, stage=lambda _: None)


def _stamped(*said: str) -> list[str]:
    return [f"2026-11-26T09:{n:02}:00Z INFO {words}" for n, words in enumerate(said)]


def _told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.kind, one.component, one.before, one.after) for one in changes]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("deploy retriever 2.3.1 -> 2.4.0", ("index", "retriever", "2.3.1", "2.4.0")),
        ("Deployed refund-agent v2.4.0 to eu-west", ("code", "refund-agent", None, "v2.4.0")),
        ("[policy] mode changed full -> huts-only", ("config", "mode", "full", "huts-only")),
        ("config: FRAUD_BLOCK changed 0.85 -> 0.58", ("config", "FRAUD_BLOCK", "0.85", "0.58")),
        ("feature flag strict_json set to false", ("config", "strict_json", None, "false")),
        ("switched model from large-2 to large-3", ("model", "model", "large-2", "large-3")),
        ("promoted model refund-clf/12 to Production", ("model", "refund-clf", None, "12")),
        ("rolled back prompt to v31", ("prompt", "prompt", None, "v31")),
        ("config reload collection=guests_v2", ("index", "collection", None, "guests_v2")),
        ('msg="model switched" old_model=m-1 new_model=m-2', ("model", "model", "m-1", "m-2")),
    ],
)
def test_a_line_that_records_a_change_is_one(
    said: str, told: tuple[str, str | None, str | None, str | None], tmp_path: Path
) -> None:
    incident = _read(tmp_path, _stamped("service is up", said, "answered a question"))
    (change,) = incident.changes
    assert _told((change,)) == [told]
    assert change.evidence == ("L2",)
    assert change.time is not None
    assert change.time.at.minute == 1


@pytest.mark.parametrize(
    "said",
    [
        "deploy of gateway 1.2.3 failed, keeping 1.2.2",
        "task 5 state changed from PENDING to RUNNING",
        "connection changed state: open -> closed",
        "switched to leader 10.0.0.12",
        "Scaled up replica set web-7f from 2 to 4",
        "Updated 412 rows in 1.2 s",
        "set cookie for user 1234",
        "Released 3 connections",
        "GET /v1/deployments/12 200",
        "release lock 12.1.1",
        "upgrade to 2.4.0 scheduled for tonight",
    ],
)
def test_a_line_of_ordinary_work_or_of_what_did_not_come_about_is_none(
    said: str, tmp_path: Path
) -> None:
    assert not _read(tmp_path, _stamped("service is up", said, "answered")).changes


def test_a_field_that_takes_a_new_value_once_is_a_change(tmp_path: Path) -> None:
    lines = _stamped(*(f"answer model={'alpha-1' if n < 4 else 'alpha-2'} n={n}" for n in range(9)))
    (change,) = _read(tmp_path, lines).changes
    assert _told((change,)) == [("model", "model", "alpha-1", "alpha-2")]
    assert change.evidence == ("L5", "L1")


def test_fields_of_json_with_spaces_behind_its_colons_are_followed(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"ts": f"2026-11-26T09:{n:02}:00Z", "msg": "found 5", "index": f"kb-v{7 + n // 5}"}
        )
        for n in range(9)
    ]
    (change,) = _read(tmp_path, lines).changes
    assert _told((change,)) == [("index", "index", "kb-v7", "kb-v8")]


def test_a_change_behind_the_path_of_a_module_is_told(tmp_path: Path) -> None:
    said = "storage::toc: Alias kb switched from kb-v7 to kb-v8"
    (change,) = _read(tmp_path, _stamped("up", said, "up")).changes
    assert (change.before, change.after) == ("kb-v7", "kb-v8")


def test_a_field_whose_values_take_turns_is_a_choice_and_no_change(tmp_path: Path) -> None:
    lines = _stamped(*(f"answer model=alpha-{n % 2} n={n}" for n in range(9)))
    assert not _read(tmp_path, lines).changes


def test_a_field_gives_the_event_ahead_of_it_the_value_that_was_there(tmp_path: Path) -> None:
    moved = "config reload collection=guests_v2"
    lines = _stamped("search collection=guests", moved, "search collection=guests_v2")
    (change,) = _read(tmp_path, lines).changes
    assert _told((change,)) == [("index", "collection", "guests", "guests_v2")]


def test_what_the_version_history_tells_is_not_told_again(tmp_path: Path) -> None:
    history = "- 2026-11-26 09:00 retriever 2.3.1 -> 2.4.0\n- 2026-11-25 09:00 prompt v3 -> v4\n"
    lines = _stamped(
        "up version=2.3.1", "deploy retriever 2.3.1 -> 2.4.0", "up version=2.4.0", "pii-scrub off"
    )  # fmt: skip
    incident = _read(tmp_path, lines, CHANGELOG_md=history)
    assert not [one for one in incident.changes if one.evidence[0].startswith("L")]
    assert len(incident.changes) == 2


def test_each_change_of_one_field_is_told_also_where_it_comes_back(tmp_path: Path) -> None:
    turned = ("BLOCK changed 0.85 -> 0.58", "BLOCK changed 0.58 -> 0.85")
    lines = _stamped("up", turned[0], "asked", turned[1], "asked", turned[0], "asked")
    assert [one[2:] for one in _told(_read(tmp_path, lines).changes)] == [
        ("0.85", "0.58"),
        ("0.58", "0.85"),
        ("0.85", "0.58"),
    ]


def test_names_behind_one_heading_are_no_values_of_it(tmp_path: Path) -> None:
    lines = _stamped(
        "up", "config: BLOCK changed 0.85 -> 0.58", "config: REVIEW changed 0.5 -> 0.4", "up"
    )
    told = _told(_read(tmp_path, lines).changes)
    assert [one[1] for one in told] == ["BLOCK", "REVIEW"]


def test_a_warning_that_names_both_values_records_a_change(tmp_path: Path) -> None:
    lines = [
        "2026-11-26T09:00:00Z INFO up",
        "2026-11-26T09:01:00Z WARN BLOCK changed 0.85 -> 0.58",
        "2026-11-26T09:02:00Z WARN reloaded v3",
        "2026-11-26T09:03:00Z INFO up",
    ]
    (change,) = _read(tmp_path, lines).changes
    assert (change.before, change.after) == ("0.85", "0.58")


def test_a_version_that_the_history_lacks_is_told_beside_those_that_it_holds(
    tmp_path: Path,
) -> None:
    history = (
        "changes:\n- {time: '2026-10-02T09:00:00Z', kind: model, component: triage, after: v6}\n"
    )
    lines = _stamped(*(f"sorted model=triage-v{6 + n // 5}" for n in range(9)))
    logged, kept = _read(tmp_path, lines, changes_yaml=history).changes
    assert kept.after == "v6"
    assert (logged.before, logged.after) == ("triage-v6", "triage-v7")


def test_settings_that_a_program_lists_as_it_starts_are_no_changes(tmp_path: Path) -> None:
    settings = ("temperature set to 0.2", "max_tokens set to 512", "model set to m-1")
    lines = [f"2026-11-26T09:00:0{n}Z INFO {said}" for n, said in enumerate(settings)]
    assert not _read(tmp_path, [*lines, *_stamped("up", "up")[1:]]).changes
    later = [f"2026-11-26T09:{10 * n}:00Z INFO {said}" for n, said in enumerate(settings, 1)]
    assert (
        len(_read(tmp_path, [*_stamped("up"), *later, "2026-11-26T10:00:00Z INFO up"]).changes) == 3
    )


def test_a_kind_of_line_that_comes_again_and_again_is_no_change(tmp_path: Path) -> None:
    lines = _stamped(*(f"set temperature to 0.{n}" for n in range(9)))
    assert not _read(tmp_path, lines).changes


def test_a_secret_put_in_place_stays_hidden(tmp_path: Path) -> None:
    key = "sk-" + "proj-" + "a1B2c3D4e5F6g7H8" * 3
    incident = _read(tmp_path, _stamped("up", f"config reload model_api_key={key}", "up"))
    assert all(key not in str(change) for change in incident.changes)


def test_a_log_with_its_newest_lines_first_tells_no_switch_of_a_field(tmp_path: Path) -> None:
    lines = _stamped(*(f"answer model={'alpha-1' if n < 4 else 'alpha-2'} n={n}" for n in range(9)))
    assert not _read(tmp_path, lines[::-1]).changes


def test_a_version_that_came_and_went_is_told_both_times(tmp_path: Path) -> None:
    lines = _stamped(*(f"ok model=alpha-{2 if 2 < n < 6 else 1} n={n}" for n in range(9)))
    changes = _read(tmp_path, lines).changes
    assert [(one.before, one.after) for one in changes] == [
        ("alpha-1", "alpha-2"),
        ("alpha-2", "alpha-1"),
    ]
    assert [one.evidence[0] for one in changes] == ["L4", "L7"]
