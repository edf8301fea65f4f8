"""Registries, runs, deployment tables and flag logs are read record by record, values and all."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import MalformedInput
from assistant.incident import Change
from assistant.intake.history.history import HistoryReading, read

_FIXTURES = Path(__file__).parent / "fixtures"


def _read(text: str, name: str) -> HistoryReading:
    return read(name, text, prefix="H", zone=None, redact=lambda line: line)


def _fixture(name: str) -> HistoryReading:
    return _read((_FIXTURES / name).read_text(encoding="utf-8"), name)


def _told(change: Change) -> tuple[str, str | None, str | None, str | None]:
    return change.kind, change.component, change.before, change.after


def _cited(reading: HistoryReading, change: Change) -> str:
    return "\n".join(line.text for line in reading.evidence if line.id in change.evidence)


def test_runs_follow_each_other_by_their_start_and_tell_what_they_changed() -> None:
    changes = _fixture("history_mlflow_runs.csv").changes
    assert [_told(change) for change in changes[1:]] == [
        ("index", "chunk_size", "800", "400"),
        ("model", "model", "lumen-4-0211", "lumen-4-0502"),
        ("config", "temperature", "0.2", "0.7"),
        ("index", "chunk_size", "400", "800"),
    ]
    assert changes[0].component == "calm-otter"
    assert changes[1].time is not None
    assert changes[1].time.at == datetime(2026, 5, 5, 7, 12, 33, tzinfo=UTC)
    assert "kind-lynx" in changes[1].text


def test_runs_are_read_from_the_nested_form_too() -> None:
    first, second = _fixture("history_mlflow_runs.json").changes
    assert (first.before, first.after) == (None, None)
    assert _told(second) == ("prompt", "prompt_version", "7", "8")


def test_every_version_of_a_prompt_is_a_change_with_the_words_that_moved() -> None:
    reading = _fixture("history_langfuse_prompts.json")
    first, second, third, other = reading.changes
    assert first.diff is not None
    assert first.diff.startswith("--- /dev/null\n+++ refund-answer 1\n")
    assert _told(second) == ("model", "refund-answer", "lumen-4-0211", "lumen-4-0502")
    assert _told(third) == ("prompt", "refund-answer", "2", "3")
    assert third.text == "Friendlier"
    assert third.diff is not None
    assert "-Saver fares are not refundable.\n+Be warm.\n" in third.diff
    assert "-temperature: 0.2\n+temperature: 0.7\n" in third.diff
    # What version 12 replaced is not in the file.
    assert (other.before, other.after, other.diff) == (None, "12", None)


def test_commits_of_a_prompt_follow_their_parents() -> None:
    first, second = _fixture("history_langsmith_commits.json").changes
    assert (first.before, first.after) == (None, "41d0be22c1")
    assert (second.before, second.after) == ("41d0be22c1", "9f31c0aa77")
    assert second.diff is not None
    assert "-When unsure, ask.\n+When unsure, choose billing.\n" in second.diff


def test_versions_of_a_model_and_the_stage_they_took_over_are_model_changes() -> None:
    made, following, staged = _fixture("history_model_registry.json").changes
    assert _told(made) == ("model", "fare-ranker", None, "11")
    assert _told(following) == ("model", "fare-ranker", "11", "12")
    assert _told(staged) == ("model", "fare-ranker", "11", "12")
    assert staged.time is not None
    assert staged.time.at == datetime(2026, 5, 4, 7, 12, 33, 120000, tzinfo=UTC)
    assert "Production" in staged.text


def test_a_repointed_alias_tells_where_it_pointed() -> None:
    champion = [c for c in _fixture("history_alias_moves.csv").changes if "champion" in c.text]
    assert [(c.before, c.after) for c in champion] == [(None, "9"), ("9", "12"), ("12", "9")]


def test_a_deployment_followed_the_one_before_it_in_its_environment() -> None:
    reading = _fixture("history_versions.csv")
    assert [(c.component, c.before, c.after) for c in reading.changes] == [
        ("answers", "2.3.1", "2.4.0"),
        ("answers", None, "2.4.0"),
        ("answers", None, "2.3.1"),
        ("retriever", None, "1.9.0"),
    ]
    assert reading.changes[0].text == 'New planner, "lite" mode'
    assert "2.3.1" in _cited(reading, reading.changes[0])


def test_a_markdown_table_states_its_zone_in_its_header() -> None:
    changes = _fixture("history_deployments.md").changes
    assert [(c.component, c.before, c.after) for c in changes] == [
        ("retriever", "v1.8.2", "v1.9.0"),
        ("answers", "2.3.0", "2.3.1"),
        ("retriever", "v1.9.0", "v1.8.2"),
    ]
    assert changes[0].time is not None
    assert changes[0].time.at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert not changes[0].time.inferred


def test_helm_history_tells_what_each_revision_moved() -> None:
    changes = _fixture("history_helm_history.txt").changes
    assert [(c.component, c.before, c.after) for c in changes] == [
        ("harbour-api", None, "2.3.0"),
        ("harbour-api", "2.3.0", "2.3.1"),
        ("harbour-api", "harbour-api-0.9.0", "harbour-api-0.10.0"),
        ("harbour-api", "harbour-api-0.10.0", "harbour-api-0.9.0"),
    ]
    assert all(change.time is not None for change in changes)


def test_helm_diff_gives_one_change_a_resource_with_its_section_whole() -> None:
    text = (_FIXTURES / "history_helm_diff.txt").read_text(encoding="utf-8")
    changes = _read(text, "diff.txt").changes
    assert [_told(change) for change in changes] == [
        ("model", "harbour-api-config", "lumen-4-0211", "lumen-4-0502"),
        ("config", "harbour-api", "3", "5"),
        ("config", "harbour-api-cron", None, None),
    ]
    assert "".join(change.diff or "" for change in changes) == text


def test_a_rollout_table_is_about_what_stands_above_it() -> None:
    changes = _fixture("history_rollout.txt").changes
    assert [c.after for c in changes] == ["4", "5", "6"]
    assert {c.component for c in changes} == {"deployment.apps/harbour-api"}


@pytest.mark.parametrize("name", ["history_flags.csv", "history_flag_audit.json"])
def test_a_switched_flag_is_configuration_whatever_it_is_about(name: str) -> None:
    changes = _fixture(name).changes
    assert [change.kind for change in changes] == ["config", "config"]
    assert all(change.time is not None for change in changes)


def test_a_release_that_lists_its_changes_gives_each_of_them() -> None:
    changes = _fixture("history_releases.yaml").changes
    assert [_told(change) for change in changes] == [
        ("prompt", None, None, "2.3.1"),
        ("model", "lumen-4", "lumen-4-0211", "lumen-4-0502"),
        ("code", None, None, "2.3.0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdate,service,from,to\r\n2026-05-04 09:12,api,1,2\r\n",
        "date;service;from;to\n04.05.2026 09:12;api;1;2\n",
        "Date\tService\tFrom\tTo\n4 May 2026 09:12\tapi\t1\t2\n",
        "Date,Time,Service,Old version,New version\n2026-05-04,9:12 AM,api,1,2\n",
        "date,service,from,to\n04/05/2026 09:12,api,1,2\n25/05/2026 09:12,api,2,3\n",
        "| Date | Service | From | To |\n|:-|-|-|-|\n| 4 mai 2026 09:12 | `api` | 1 | **2** |\n",
        "Date              Service  From  To\n2026-05-04 09:12  api      1     2\n",
    ],
)
def test_one_table_is_read_in_every_way_that_people_write_it(text: str) -> None:
    change = _read(text, "table.csv" if "|" not in text and "  " not in text else "t.txt").changes[
        0
    ]
    assert (change.component, change.before, change.after) == ("api", "1", "2")
    assert change.time is not None
    assert change.time.at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)


def test_a_row_without_a_time_or_with_a_dash_says_nothing_of_it() -> None:
    changes = _read("date,service,from,to\n,api,-,2\nsoon,api,2,3\n", "t.csv").changes
    assert [(c.time, c.before, c.after) for c in changes] == [(None, None, "2"), (None, "2", "3")]


_KEYS = ("model", "temperature", "top_k")
_SETTINGS = st.fixed_dictionaries(
    {
        "model": st.sampled_from(["lumen-4", "lumen-5", "lumen-6"]),
        "temperature": st.sampled_from(["0.2", "0.7", "1.0"]),
        "top_k": st.sampled_from(["4", "8"]),
    }
)


@settings(max_examples=60)
@given(st.lists(_SETTINGS, min_size=1, max_size=6), st.booleans())
def test_any_table_of_runs_tells_exactly_what_moved(
    runs: list[dict[str, str]], nested: bool
) -> None:
    start = 1777878753000
    if nested:
        rows = [
            {
                "info": {"run_id": f"r{n}", "start_time": start + n * 60_000},
                "data": {"params": [{"key": k, "value": v} for k, v in sorted(run.items())]},
            }
            for n, run in enumerate(runs)
        ]
        reading = _read(json.dumps({"runs": rows[::-1]}, indent=1), "runs.json")
    else:
        out = io.StringIO()
        names = ["run_id", "start_time", "params.model", "params.temperature", "params.top_k"]
        writer = csv.writer(out)
        writer.writerow([*names, "metrics.f1"])
        for n, run in enumerate(runs):
            writer.writerow([f"r{n}", start + n * 60_000, *(run[key] for key in _KEYS), 0.5 + n])
        reading = _read(out.getvalue(), "runs.csv")
    told = [(c.component, c.before, c.after) for c in reading.changes if c.before is not None]
    assert told == [
        (key, old[key], new[key])
        for old, new in pairwise(runs)
        for key in _KEYS
        if old[key] != new[key]
    ]
    for change in reading.changes:
        cited = _cited(reading, change)
        assert all(value in cited for value in (change.before, change.after) if value)


_LINE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=20)
_PROMPTS = st.lists(
    st.lists(_LINE, min_size=1, max_size=6).map(
        lambda lines: "You are an agent.\n" + "\n".join(lines)
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(_PROMPTS, st.booleans())
def test_any_registry_of_prompts_gives_each_version_and_a_diff_that_leads_to_it(
    prompts: list[str], newest_first: bool
) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    rows = [
        {
            "name": "triage",
            "version": n,
            "createdAt": (at + timedelta(days=n)).isoformat(),
            "prompt": p,
        }
        for n, p in enumerate(prompts, start=1)
    ]
    text = json.dumps({"data": rows[::-1] if newest_first else rows}, ensure_ascii=False)
    changes = _read(text, "prompts.json").changes
    assert [change.after for change in changes] == [str(n) for n in range(1, len(prompts) + 1)]
    before: list[str] = []
    for change, prompt in zip(changes, prompts, strict=True):
        after = prompt.split("\n")
        if change.diff is None:
            assert before == after
        else:
            body = [line for line in change.diff.split("\n")[2:-1] if not line.startswith("@@")]
            added = [line[1:] for line in body if line.startswith("+")]
            removed = [line[1:] for line in body if line.startswith("-")]
            assert sorted(before + added) == sorted(after + removed)
        before = after


@settings(max_examples=200)
@given(st.sampled_from(sorted(p.name for p in _FIXTURES.glob("history_*"))), st.data())
def test_any_part_of_any_history_is_read_or_refused_in_words(
    name: str, data: st.DataObject
) -> None:
    text = (_FIXTURES / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    given_name = data.draw(st.sampled_from([name, "x", "x.md", "x.csv", "x.txt"]))
    try:
        reading = _read(text[start:end], given_name)
    except MalformedInput:
        return
    known = {line.id for line in reading.evidence}
    assert all(set(change.evidence) <= known for change in reading.changes)
