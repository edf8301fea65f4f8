"""Alerts of a pager: what fired, who took it, what was noted and when it ended."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.pipeline import draft_incident
from assistant.incident import Incident
from tests.intake.test_forms import NOW, given_as

TITLE = "Old prices in answers of Shelfmate"
NOTE = "turned the ranker off, answers come from the old list"
WHO = {"summary": "Mira Valdo", "type": "user_reference"}
TRIGGER = {
    "type": "trigger_log_entry",
    "summary": "Triggered through the API.",
    "created_at": "2026-03-03T14:14:05Z",
    "agent": {"summary": "Events API", "type": "service_reference"},
    "channel": {"type": "api", "summary": TITLE},
}


def entry(kind: str, clock: str, **channel: str) -> dict[str, object]:
    """Return an entry that one person made in a pager's log."""
    return {
        "type": f"{kind}_log_entry",
        "summary": f"{kind} by Mira Valdo.",
        "created_at": f"2026-03-03T{clock}:00Z",
        "agent": WHO,
        "channel": {"type": "website", **channel},
    }


LOG = [
    TRIGGER,
    entry("acknowledge", "14:16"),
    entry("annotate", "14:20", summary=NOTE),
    entry("resolve", "14:42"),
]
INCIDENT = {
    "incident_number": 4411,
    "title": TITLE,
    "created_at": "2026-03-03T14:14:05Z",
    "urgency": "high",
    "status": "resolved",
}


def read(value: object) -> Incident:
    return given_as("pager.json", json.dumps(value, indent=1))


def told(found: Incident) -> list[tuple[str, str]]:
    """Return the clock and the words of each line, behind its stamp."""
    return [
        (line.time.at.strftime("%H:%M") if line.time else "?", line.text.partition("] ")[2])
        for line in found.evidence
    ]


def test_an_incident_with_its_log_is_told_entry_by_entry() -> None:
    assert told(read({"incident": {**INCIDENT, "log_entries": LOG}})) == [
        ("14:14", f"PagerDuty: alert: {TITLE} (severity high)"),
        ("14:14", f"PagerDuty log: triggered: {TITLE}"),
        ("14:16", "Responder A: acknowledged: acknowledge by Responder A."),
        ("14:20", f"Responder A: note added: {NOTE}"),
        ("14:42", "Responder A: resolved: resolve by Responder A."),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"incident": {**INCIDENT, "log_entries": LOG}},
        {**INCIDENT, "log_entries": LOG},
        {"incident": INCIDENT, "log_entries": LOG},
        {"log_entries": LOG},
        LOG,
    ],
)
def test_a_log_is_read_within_its_incident_beside_it_and_alone(value: object) -> None:
    assert [words for _, words in told(read(value)) if words.startswith("Responder A")] == [
        "Responder A: acknowledged: acknowledge by Responder A.",
        f"Responder A: note added: {NOTE}",
        "Responder A: resolved: resolve by Responder A.",
    ]


def test_a_machine_s_entry_is_the_system_s_and_a_person_s_a_responder_s() -> None:
    voices = [line.voice for line in read(LOG).evidence]
    assert voices == ["system", "responder", "responder", "responder"]
    assert [line.speaker for line in read(LOG).evidence] == [None, *["Responder A"] * 3]


def test_a_log_tells_who_took_it_what_stopped_it_and_when_it_ended() -> None:
    draft = draft_incident(read(LOG), now=NOW, stage=lambda _: None)
    phases = {e.phase: e.time.strftime("%H:%M") for e in draft.timeline if e.time}
    assert phases["acknowledged"] == "14:16"
    assert phases["mitigated"] == "14:20"
    assert phases["resolved"] == "14:42"


def test_a_trigger_alone_is_the_detection() -> None:
    draft = draft_incident(read([TRIGGER]), now=NOW, stage=lambda _: None)
    assert [(e.phase, e.text) for e in draft.timeline] == [
        ("detected", f"PagerDuty log: triggered: {TITLE}")
    ]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("trigger", "triggered"),
        ("acknowledge", "acknowledged"),
        ("annotate", "note added"),
        ("notify", "notified"),
        ("escalate", "escalated"),
        ("resolve", "resolved"),
        ("snooze", "alert"),
    ],
)
def test_the_type_of_an_entry_says_what_happened(kind: str, state: str) -> None:
    ((_, words),) = told(read([entry(kind, "14:16", summary="the list")]))
    assert f": {state}: the list" in f": {words}"


def test_the_words_of_a_note_are_told_under_either_key() -> None:
    for one in (
        {**entry("annotate", "14:20"), "note": NOTE},
        entry("annotate", "14:20", summary=NOTE),
        entry("annotate", "14:20", content=NOTE),
    ):
        assert told(read([one])) == [("14:20", f"Responder A: note added: {NOTE}")]


def test_an_incident_that_states_no_time_is_read_with_a_warning() -> None:
    found = read({**INCIDENT, "created_at": "some day", "log_entries": [3, None]})
    assert [line.text for line in found.evidence] == [f"PagerDuty: alert: {TITLE} (severity high)"]
    assert any("1 alerts that state no time" in f.message for f in found.findings)


def test_a_name_of_the_log_is_shown_nowhere() -> None:
    found = read({"incident": {**INCIDENT, "log_entries": LOG}})
    assert not any("Mira" in line.text or "Valdo" in line.text for line in found.evidence)


def test_the_log_of_something_else_is_no_alert() -> None:
    rows = [{"type": "sale", "created_at": "2026-03-03T14:16:00Z", "shop": "north"}]
    assert not any("PagerDuty" in line.text for line in read(rows).evidence)


def test_an_alert_that_ended_is_told_when_it_fired_and_when_it_ended() -> None:
    alert = {
        "status": "resolved",
        "labels": {"alertname": "OldPrices", "severity": "page"},
        "startsAt": "2026-03-03T14:14:00Z",
        "endsAt": "2026-03-03T14:42:00Z",
    }
    assert told(read({"alerts": [alert]})) == [
        ("14:14", "Alertmanager: triggered: OldPrices (severity page)"),
        ("14:42", "Alertmanager: resolved: OldPrices (severity page)"),
    ]
    firing = {**alert, "status": "firing", "endsAt": "0001-01-01T00:00:00Z"}
    assert told(read({"alerts": [firing]})) == [
        ("14:14", "Alertmanager: triggered: OldPrices (severity page)")
    ]


_LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just(WHO))
_ENTRY = st.dictionaries(
    st.sampled_from(["type", "created_at", "channel", "summary", "agent", "note", "user"]),
    st.one_of(_LEAF, st.sampled_from(["2026-03-03T14:16:00Z", "annotate_log_entry"])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRY, max_size=4), st.dictionaries(st.sampled_from(list(INCIDENT)), _LEAF))
def test_an_odd_log_is_never_a_crash(log: list[dict[str, object]], over: dict[str, object]) -> None:
    found = read({**INCIDENT, **over, "log_entries": log})
    assert found.sources[0].name == "pager.json"


def test_what_fired_is_told_where_an_entry_only_says_through_what() -> None:
    found = read(
        [
            {
                "type": "trigger_log_entry",
                "summary": "Triggered through the API",
                "created_at": "2026-03-03T14:14:05Z",
                "channel": {"type": "api"},
                "incident": {"summary": "[#4411] Spend is too high"},
            }
        ]
    )
    assert next(words for _, words in told(found)) == (
        "PagerDuty log: triggered: [#4411] Spend is too high"
    )


def test_a_service_that_notifies_is_no_person() -> None:
    found = read(
        [
            {
                "type": "notify_log_entry",
                "summary": "Notified Nadia Benali by push",
                "created_at": "2026-03-03T14:14:09Z",
                "channel": {"type": "auto"},
                "agent": {"type": "service_reference", "summary": "Spend Guard"},
            }
        ]
    )
    assert [line.voice for line in found.evidence] == ["system"]
