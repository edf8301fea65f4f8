"""The timeline measures: right by the clock as written, by the instant, or flagged."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import Check, Draft
from assistant.errors import MalformedInput, UnreadableInput
from assistant.incident import Precision
from evals.score import Score
from evals.timelines import command, documents
from evals.timelines.documents import Document, KnownStep
from evals.timelines.scorers import flags, instants, minutes

CET = timezone(timedelta(hours=1))
NINE = datetime(2026, 1, 5, 9, 0, tzinfo=CET)
ELEVEN = datetime(2026, 1, 5, 11, 0, tzinfo=CET)


def known(*times: datetime, strict: bool = True, suspect: bool = False) -> Document:
    """Return a document whose steps are at these times, the zone stated."""
    steps = tuple(KnownStep(at.replace(tzinfo=None), at, suspect, "a step") for at in times)
    return Document("one", "", strict, steps)


def told(draft: Draft, *times: datetime, precision: Precision = "minute") -> Draft:
    """Return the draft with a timeline at these times."""
    events = tuple(TimelineEvent(at, precision, False, "event", "words", ("N1",)) for at in times)
    return replace(draft, timeline=events)


def test_a_step_counts_by_the_clock_that_the_text_shows_whatever_the_zone(draft: Draft) -> None:
    made = told(draft, NINE.replace(tzinfo=UTC))
    assert minutes.recall(known(NINE, ELEVEN), made).value == 0.5
    assert minutes.precision(known(NINE, ELEVEN), made).value == 1.0
    assert instants.recall(known(NINE, ELEVEN), made).value == 0.0


def test_a_minute_that_nobody_tells_is_an_extra(draft: Draft) -> None:
    score = minutes.precision(known(NINE), told(draft, NINE, ELEVEN))
    assert score.value == 0.5
    assert score.misses == ("extra 2026-01-05 11:00 words",)


def test_two_steps_at_one_minute_need_two_entries_to_be_told_one_by_one(draft: Draft) -> None:
    assert minutes.recall(known(NINE, NINE), told(draft, NINE)).value == 1.0
    assert minutes.each(known(NINE, NINE), told(draft, NINE)).value == 0.5


def test_a_bare_date_meets_a_step_without_a_clock_time_only(draft: Draft) -> None:
    midnight = NINE.replace(hour=0)
    made = told(draft, midnight, precision="day")
    assert minutes.recall(known(midnight, NINE), made).value == 0.5
    assert minutes.precision(known(midnight, NINE), made).value is None


def test_a_winter_zone_on_a_summer_date_may_be_read_either_way(draft: Draft) -> None:
    document = known(datetime(2026, 7, 1, 9, 0, tzinfo=CET), suspect=True)
    for hour in (7, 8):
        made = told(draft, datetime(2026, 7, 1, hour, 0, tzinfo=UTC))
        assert instants.recall(document, made).value == 1.0
    assert instants.recall(document, told(draft, datetime(2026, 7, 1, 9, tzinfo=UTC))).value == 0.0


def test_doubt_is_asked_of_doubtful_documents_only_and_a_warning_answers_it(draft: Draft) -> None:
    made = told(draft, NINE)
    assert flags.doubt(known(NINE), made) == Score(0, 0)
    assert flags.doubt(known(NINE, strict=False), made).value == 0.0
    warned = replace(made, checks=(Check("intake", "warning", "notes", "doubtful", ()),))
    assert flags.doubt(known(NINE, strict=False), warned).value == 1.0


def test_recall_is_not_asked_of_a_doubtful_document(draft: Draft) -> None:
    assert minutes.recall(known(NINE, strict=False), draft).value is None


def line(text: str, *times: str) -> str:
    """Return a line of an evaluation file."""
    gold = [{"local_time": at, "time": f"{at}Z", "event": "a step"} for at in times]
    return json.dumps({"id": "doc", "raw_text": text, "strict": True, "gold": gold}) + "\n"


def test_the_command_drafts_each_document_and_prints_the_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "# Outage\n\nTimeline (UTC)\n\n- 2026-01-05 09:00 errors seen\n- 2026-01-05 09:30 fixed\n"
    )
    path = tmp_path / "timelines.jsonl"
    path.write_text(line(text, "2026-01-05T09:00", "2026-01-05T09:30") * 3, encoding="utf-8")
    assert command.main([str(path), "--holdout", "3"]) == 0
    rows = [row.split("  ")[0] for row in capsys.readouterr().out.splitlines()]
    assert rows == ["document", "developed on", "held out", "all"]


def test_a_document_that_cannot_be_drafted_is_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "timelines.jsonl"
    path.write_text(line(" \n"), encoding="utf-8")
    assert command.main([str(path)]) == 1
    told = capsys.readouterr()
    assert "crash" in told.out
    assert "doc: UnreadableInput" in told.err


def test_a_damaged_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "timelines.jsonl"
    path.write_text(line("text") + '{"id": 1}\n', encoding="utf-8")
    with pytest.raises(MalformedInput, match=r"timelines\.jsonl:2"):
        documents.load(path)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        documents.load(tmp_path / "gone")
