"""Records of incident tools: every time that their fields state, and their own titles."""

from __future__ import annotations

import json

import pytest

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

RECORD = {
    "title": "Meeting bot joins private calls",
    "status": "resolved",
    "created_at": "2026-06-18T07:32:10Z",
    "started_at": "2026-06-18T06:50:00Z",
    "detected_at": "2026-06-18T07:30:00Z",
    "acknowledged_at": "2026-06-18T07:35:00Z",
    "mitigated_at": "2026-06-18T08:15:00Z",
    "resolved_at": "2026-06-18T13:00:00Z",
    "summary": "The calendar tool matched by title only.",
}


def given(value: object) -> Incident:
    item = Input("incident.json", "note", data=json.dumps(value).encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def told(found: Incident) -> list[tuple[str, str]]:
    return [
        (line.time.at.strftime("%H:%M"), line.text.partition("] ")[2])
        for line in found.evidence
        if line.time is not None
    ]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("06:50", "Started"),
        ("07:30", "Detected"),
        ("07:35", "Acknowledged"),
        ("08:15", "Mitigated"),
        ("13:00", "Resolved"),
    ],
)
def test_each_time_that_a_record_states_is_told(clock: str, words: str) -> None:
    assert (clock, words) in told(given({"data": {"attributes": RECORD}}))


def test_the_title_of_a_record_stands_beside_its_summary() -> None:
    texts = [line.text for line in given({"data": {"attributes": RECORD}}).evidence]
    assert texts[0] == "Meeting bot joins private calls"
    assert any(text.endswith("matched by title only.") for text in texts)


def test_the_name_of_an_incident_is_its_title_and_nobody_s_name() -> None:
    record = {"name": "Bot joins private calls", **{k: RECORD[k] for k in ("status", "created_at")}}
    found = given({"incident": {**record, "summary": "It matched by title."}})
    assert next(line.text for line in found.evidence) == "Bot joins private calls"
    assert found.people == ()


def test_times_that_a_tool_keeps_by_names_of_its_own_are_told() -> None:
    kept = [
        {
            "incident_timestamp": {"name": "Impact started"},
            "value": {"value": "2026-06-18T06:50:00Z"},
        },
        {"incident_timestamp": {"name": "Fixed at"}, "value": {"value": "2026-06-18T08:15:00Z"}},
    ]
    found = given({"incident": {**RECORD, "incident_timestamp_values": kept}})
    assert ("06:50", "Impact started") in told(found)
    assert ("08:15", "Fixed at") in told(found)
