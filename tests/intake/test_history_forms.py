"""The forms in which people paste what they changed: each change with its parts and its time."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.intake.history.history import HistoryReading, looks_like, read

_FORMS = Path(__file__).parent / "fixtures" / "pasted"


def _read(name: str) -> HistoryReading:
    text = (_FORMS / name).read_text(encoding="utf-8")
    return read(name, text, prefix="H", zone=None, redact=lambda line: line)


def _told(name: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    return [
        (
            change.kind,
            change.component,
            change.before,
            change.after,
            change.time.at.strftime("%Y-%m-%dT%H:%M%z") if change.time else None,
        )
        for change in _read(name).changes
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "helm.txt",
            [
                ("config", "harbour-bot", "0.1", "0.7", "2026-03-02T10:03+0100"),
                ("model", "harbour-bot", "lumen-4", "lumen-5", "2026-03-03T16:20+0100"),
            ],
        ),
        (
            "CHANGELOG.md",
            [
                ("model", "lumen-chat", "2.2", "2.3", "2026-02-24T08:00+1300"),
                ("guardrail", "sample-check", "every tenth answer", "off", "2026-02-24T08:00+1300"),
                ("code", "page-splitter", "0.8.4", "0.9.0", "2026-02-20T11:20+1300"),
                ("prompt", "answer-card", "v11", "v12", "2026-02-20T11:20+1300"),
            ],
        ),
        (
            "flags.log",
            [
                ("config", "retrieval.rerank", "false", "true", "2026-03-03T09:12+0000"),
                ("config", "answer.max_tokens", "512", "256", "2026-03-03T10:02+0000"),
            ],
        ),
        (
            "ldaudit.txt",
            [
                ("config", "retrieval-rerank", None, "on", "2026-03-03T09:12+0000"),
                ("config", "answer-max-tokens", "512", "256", "2026-03-03T10:02+0000"),
            ],
        ),
        (
            "plan.txt",
            [
                ("config", "memory_size", "1024", "512", None),
                ("index", "TOP_K", "8", "3", None),
                ("model", "aws_ssm_parameter.model", "lumen-4-0211", "lumen-4-0502", None),
            ],
        ),
        (
            "ghrelease.json",
            [
                ("config", "max_input_tokens", "12000", "6000", "2026-03-03T21:30+0000"),
                ("model", None, "lumen-4", "lumen-5", "2026-03-03T21:30+0000"),
                ("prompt", None, None, None, "2026-02-24T08:00+0000"),
            ],
        ),
        (
            "versions.txt",
            [
                ("config", "max_input_tokens", "12000", "6000", "2026-03-03T00:00+0000"),
                ("prompt", None, None, "v2.3.0", "2026-02-24T00:00+0000"),
                ("index", None, None, "v2.2.9", "2026-02-01T00:00+0000"),
            ],
        ),
        (
            "uploads.csv",
            [
                ("model", None, "sample-2", "sample-3", "2026-09-07T09:00+0000"),
                ("data", "leaflets-all.pdf", None, None, "2026-11-09T15:48+0000"),
            ],
        ),
        (
            "promptversions.yaml",
            [
                ("prompt", "scoop-restock", None, "30", "2026-07-02T00:00+0000"),
                ("prompt", "scoop-restock", "30", "31", "2026-08-25T00:00+0000"),
            ],
        ),
        (
            "jira.txt",
            [
                ("index", "retriever", "4", "8", "2026-03-03T10:12+0000"),
                ("index", "embedder", None, None, "2026-03-04T15:40+0000"),
            ],
        ),
        (
            "days.txt",
            [
                ("prompt", None, "v12", "v13", "2026-03-02T10:00+0000"),
                ("model", None, "lumen-4", "lumen-5", "2026-03-02T14:20+0000"),
                ("prompt", None, None, "v12", "2026-03-03T09:05+0000"),
            ],
        ),
        (
            "migrations.txt",
            [
                ("data", "add_tenant_to_cache_key", None, None, "2026-03-03T09:12+0000"),
                ("data", "reindex_documents", None, None, "2026-03-04T12:00+0000"),
            ],
        ),
        (
            "docker.txt",
            [
                (
                    "code",
                    "answer-api",
                    "registry.example/answer-api:4.1.0",
                    "4.2.0",
                    "2026-03-03T10:00+0000",
                ),
                ("index", "top_k", "8", "3", "2026-03-03T10:05+0000"),
            ],
        ),
        (
            "kubectl.txt",
            [
                ("code", "deployment.apps/answer-api", None, "11", None),
                ("prompt", "deployment.apps/answer-api", "11", "12", None),
                ("code", "deployment.apps/answer-api", "12", "13", None),
            ],
        ),
        (
            "argocd.txt",
            [
                ("code", None, None, "main (a1b2c3d)", "2026-03-01T10:00+0000"),
                ("code", None, "main (a1b2c3d)", "main (b2c3d4e)", "2026-03-03T09:00+0000"),
            ],
        ),
        (
            "flags.csv",
            [
                ("config", "rerank", "off", "on", "2026-03-03T09:12+0000"),
                ("config", "max_tokens", "512", "256", "2026-03-03T10:02+0000"),
            ],
        ),
        (
            "board.csv",
            [
                ("data", "taxonomy", "2025", "2026a", "2026-08-11T16:30+0000"),
                ("config", "threshold", "0.55", "0.65", "2026-03-02T09:00+0000"),
            ],
        ),
        (
            "registry.json",
            [
                ("prompt", "refund-answer", None, "12", "2026-02-20T10:00+0000"),
                ("prompt", "refund-answer", "12", "13", "2026-03-03T09:00+0000"),
            ],
        ),
    ],
)
def test_every_change_of_the_form_is_read(
    name: str, wanted: list[tuple[str, str | None, str | None, str | None, str | None]]
) -> None:
    assert _told(name) == wanted


@pytest.mark.parametrize("name", sorted(path.name for path in _FORMS.iterdir()))
def test_the_form_is_told_from_notes_by_its_content(name: str) -> None:
    if name != "days.txt":
        assert looks_like((_FORMS / name).read_text(encoding="utf-8"), name)


def test_a_run_table_with_wide_gaps_tells_what_moved_between_runs() -> None:
    assert _told("mlflow.txt")[-1][:4] == ("model", "base_model", "lorem-small", "lorem-base")


def test_lines_that_hold_no_change_are_counted_and_kept() -> None:
    reading = _read("plain.txt")
    assert [change.after for change in reading.changes] == ["v13", "lumen-5", "v12"]
    told = [finding for finding in reading.findings if "held no change" in finding.message]
    assert told[0].message.startswith("1 line of plain.txt held no change")
    assert told[0].evidence == ("H4",)
    assert [line.text for line in reading.evidence][3] == "whatever else, ask Ana"


def test_a_weekday_without_a_date_gives_no_time_and_says_so() -> None:
    reading = _read("plain.txt")
    assert all(change.time is None for change in reading.changes)
    assert any("could not be read" in finding.message for finding in reading.findings)


def test_a_revision_keeps_the_whole_of_its_diff_and_cites_its_row() -> None:
    change = _read("helm.txt").changes[1]
    assert change.diff is not None
    assert change.diff.startswith("lorem, harbour-bot-config, ConfigMap (v1) has changed:\n")
    assert change.diff.endswith("      topK: 4\n")
    assert {"H4", "H14", "H18", "H19"} <= set(change.evidence)


@pytest.mark.parametrize(
    "notes",
    [
        "2026-03-03 09:12 error rate up\n2026-03-03 09:20 limit 5 -> 6\n2026-03-03 09:40 fine\n",
        "09:12 we saw 3 -> 4 errors\n09:40 all clear\n",
    ],
)
def test_notes_that_mention_a_change_are_no_history(notes: str) -> None:
    assert not looks_like(notes, "notes.txt")


def test_a_zone_told_for_a_column_and_a_description_without_a_version_column_are_read() -> None:
    text = (
        "# helm history pier-bot -n pier      (UPDATED is UTC)\n"
        "REVISION  UPDATED                   STATUS      CHART           DESCRIPTION\n"
        "7         Thu Sep 24 13:02:11 2026  superseded  pier-bot-3.9.0  threshold tuning\n"
    )
    found = read("pier.txt", text, prefix="H", zone="America/Toronto", redact=lambda line: line)
    (change,) = found.changes
    assert change.time is not None
    assert change.time.at.isoformat() == "2026-09-24T13:02:11+00:00"
    assert change.text == "threshold tuning"
