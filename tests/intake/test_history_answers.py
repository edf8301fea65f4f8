"""What services answer when asked for their changes is read record by record, by its shape."""

from __future__ import annotations

import json

import pytest

from assistant.incident import Change
from assistant.intake.history.history import read
from assistant.intake.kinds import detect


def _changes(value: object) -> tuple[Change, ...]:
    text = json.dumps(value, indent=1)
    assert detect("answer.json", text) == "history"
    return read("answer.json", text, prefix="H", zone=None, redact=lambda line: line).changes


def _told(value: object) -> list[tuple[str, str | None, str | None, str | None, str]]:
    return [
        (c.kind, c.component, c.before, c.after, f"{c.time.at:%m-%d %H:%M}" if c.time else "")
        for c in _changes(value)
    ]


def test_commits_of_a_forge_tell_their_title_and_when_they_were_committed() -> None:
    record = {
        "sha": "6dcb09b5b57875f3",
        "commit": {
            "author": {"name": "A. Packer", "date": "2026-04-14T16:00:49Z"},
            "committer": {"name": "Forge", "date": "2026-04-14T16:03:11Z"},
            "message": "Set similarity_threshold from 0.78 to 0.60\n\nMore recall.",
        },
        "parents": [],
    }
    (change,) = _changes([record])
    assert (change.component, change.before, change.after) == (
        "similarity_threshold",
        "0.78",
        "0.60",
    )
    assert change.text == "Set similarity_threshold from 0.78 to 0.60"
    assert change.time is not None
    assert change.time.at.isoformat() == "2026-04-14T16:03:11+00:00"


def test_only_merged_requests_are_changes() -> None:
    told = [
        {"title": "Switch router to kit-5", "state": "merged", "merged_at": "2026-03-03T14:22:29Z"},
        {"title": "Draft: rolling notes", "state": "opened", "merged_at": None},
    ]
    assert _told(told) == [("code", "router", None, "kit-5", "03-03 14:22")]


def _package(version: int, at: str) -> dict[str, object]:
    return {
        "ModelPackageGroupName": "fare-ranker",
        "ModelPackageVersion": version,
        "CreationTime": at,
        "ModelApprovalStatus": "Approved",
    }


def _job(name: str, at: int, status: str) -> dict[str, object]:
    return {
        "object": "fine_tuning.job",
        "model": "kit-4",
        "created_at": at,
        "finished_at": at + 60,
        "fine_tuned_model": name,
        "status": status,
        "training_file": "file-1",
    }


def _parameter(value: str, version: int, at: str) -> dict[str, object]:
    return {
        "Name": "/prod/router/prompt_version",
        "Value": value,
        "Version": version,
        "LastModifiedDate": at,
    }


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (
            {
                "ModelPackageSummaryList": [
                    _package(31, "2026-07-30T15:22:08+00:00"),
                    _package(30, "2026-07-02T10:00:00+00:00"),
                ]
            },
            [
                ("model", "fare-ranker", "30", "31", "07-30 15:22"),
                ("model", "fare-ranker", None, "30", "07-02 10:00"),
            ],
        ),
        (
            {
                "data": [
                    _job("ft:kit-4:b", 1772442000, "succeeded"),
                    _job("ft:kit-4:a", 1770022800, "succeeded"),
                    _job("ft:kit-4:c", 1770022900, "failed"),
                ]
            },
            [
                ("model", "kit-4", "ft:kit-4:a", "ft:kit-4:b", "03-02 09:01"),
                ("model", "kit-4", None, "ft:kit-4:a", "02-02 09:01"),
            ],
        ),
        (
            {
                "Parameters": [
                    _parameter("41", 12, "2026-09-10T08:00:00+00:00"),
                    _parameter("42", 13, "2026-09-11T13:37:05+00:00"),
                ]
            },
            [
                ("prompt", "/prod/router/prompt_version", None, "41", "09-10 08:00"),
                ("prompt", "/prod/router/prompt_version", "41", "42", "09-11 13:37"),
            ],
        ),
    ],
)
def test_a_record_follows_the_one_before_it_of_the_same_thing(
    value: object, wanted: list[tuple[str, str | None, str | None, str | None, str]]
) -> None:
    assert _told(value) == wanted


def test_of_a_cloud_s_trail_only_calls_that_wrote_something_are_changes() -> None:
    def call(name: str, *, read_only: bool, error: str | None = None) -> dict[str, object]:
        return {
            "eventTime": "2026-04-22T09:58:12Z",
            "eventSource": "bedrock.amazonaws.com",
            "eventName": name,
            "readOnly": read_only,
            "requestParameters": {"name": "advice-filter"},
            **({"errorCode": error} if error else {}),
        }

    records = [
        call("UpdateGuardrail", read_only=False),
        call("ListGuardrails", read_only=True),
        call("DeleteGuardrail", read_only=False, error="AccessDenied"),
    ]
    assert _told({"Records": records}) == [
        ("guardrail", "advice-filter", None, None, "04-22 09:58")
    ]


def test_a_record_that_holds_a_thing_before_and_after_tells_the_value_that_moved() -> None:
    def strategy(rollout: str) -> dict[str, object]:
        return {"name": "flexibleRollout", "parameters": {"rollout": rollout, "groupId": "g"}}

    event = {
        "id": 899,
        "type": "feature-strategy-update",
        "createdBy": "ops@quarry.example",
        "createdAt": "2026-05-19T09:40:00Z",
        "featureName": "new-ranker",
        "environment": "production",
        "data": strategy("100"),
        "preData": strategy("10"),
    }
    (change,) = _changes({"version": 1, "events": [event]})
    assert (change.component, change.before, change.after) == ("new-ranker", "10", "100")


def test_lists_of_issues_and_of_papers_are_no_histories() -> None:
    issues = [{"title": "Crash", "state": "open", "created_at": "2026-03-01T00:00:00Z"}]
    papers = [{"id": "p1", "title": "On rails", "date": "2026-03-01", "authors": ["A. Packer"]}]
    assert detect("issues.json", json.dumps(issues)) != "history"
    assert detect("papers.json", json.dumps(papers)) != "history"


def _version(number: int, text: str, model: str, heat: float) -> dict[str, object]:
    return {
        "name": "desk-summary",
        "version": number,
        "prompt": text,
        "config": {"model": model, "temperature": heat},
        "labels": ["production"],
        "createdAt": f"2026-10-0{number}T07:12:00Z",
    }


def test_a_model_that_came_with_a_new_text_is_a_change_of_its_own() -> None:
    versions = [
        _version(9, "Sum it up in one sentence.", "kit-nano", 0.7),
        _version(8, "Sum it up in three sentences.", "kit-4", 0.4),
    ]
    first, second, model = _changes({"data": versions})
    assert (first.before, first.after, first.diff) == (None, "8", None)
    assert (second.kind, second.before, second.after) == ("prompt", "8", "9")
    assert (model.kind, model.before, model.after) == ("model", "kit-4", "kit-nano")
    assert "desk-summary" in model.text


def test_an_id_that_each_commit_has_for_itself_names_no_prompt() -> None:
    commits = [
        {
            "id": f"c{number}",
            "commit_hash": name,
            "created_at": f"2026-02-1{number}T17:30:00Z",
            "manifest": {"template": f"You sort mails. Reply with {number} labels."},
        }
        for number, name in ((2, "b81f0ce2"), (1, "77aa01d3"))
    ]
    first, second = _changes({"commits": commits})
    assert (first.component, first.before, first.after) == (None, None, "77aa01d3")
    assert (second.before, second.after) == ("77aa01d3", "b81f0ce2")


def test_the_kind_of_a_cloud_s_resource_stands_in_its_address() -> None:
    def version(number: str, month: int) -> dict[str, str]:
        return {
            "arn": "arn:cloud:desk:eu:1:guardrail/gr1",
            "name": "doses",
            "version": number,
            "status": "READY",
            "updatedAt": f"2026-{month}-10T08:01:00Z",
        }

    assert _told({"guardrails": [version("4", 11), version("3", 10)]}) == [
        ("guardrail", "doses", "3", "4", "11-10 08:01"),
        ("guardrail", "doses", None, "3", "10-10 08:01"),
    ]


def test_the_files_of_a_comparison_are_changes_with_their_diffs() -> None:
    commit = {
        "sha": "aa11",
        "commit": {"message": "Larger vectors", "committer": {"date": "2026-06-11T10:05:00Z"}},
    }
    patch = "@@ -1,2 +1,2 @@\n embed:\n-  model: kit-base-2\n+  model: kit-large-2"
    file = {"filename": "config/embed.yaml", "status": "modified", "patch": patch}
    first, second = _changes({"commits": [commit], "files": [file]})
    assert (first.text, first.before) == ("Larger vectors", None)
    assert (second.kind, second.component) == ("model", "config/embed.yaml")
    assert (second.before, second.after) == ("kit-base-2", "kit-large-2")
    assert second.diff == f"--- a/config/embed.yaml\n+++ b/config/embed.yaml\n{patch}"


def test_a_commit_that_lists_its_files_carries_their_diffs() -> None:
    patch = "@@ -1 +1 @@\n-top_k: 8\n+top_k: 5"
    (change,) = _changes(
        {
            "sha": "aa11",
            "commit": {"message": "Fewer", "committer": {"date": "2026-06-11T10:05:00Z"}},
            "files": [{"filename": "search.yaml", "status": "modified", "patch": patch}],
        }
    )
    assert (change.kind, change.before, change.after) == ("index", "8", "5")
    assert change.text == "Fewer"
