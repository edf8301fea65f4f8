"""Reporting clocks: asked by signs, counted only where they run from awareness, never a verdict."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis import notifications
from assistant.analysis.layout import place
from assistant.analysis.notifications import Notification
from assistant.analysis.severity import Criterion, Severity
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import DATA, keys, words
from assistant.incident import Evidence, Reference
from tests.analysis.notebook import at, incident, log, notes

NONE = Severity(None, (), None, None)
GRAVE = Severity("SEV2", (Criterion("Many people were affected", ("N1",)),), None, None)
DETECTED = TimelineEvent(at("09:41"), "minute", False, "detected", "seen", ("N2",))
VERDICT = re.compile(
    r"\b(?:must|shall|required|obliged|obligated|mandatory|have to|has to|need to|needs to)\b"
    r"|\bis (?:notifiable|reportable)\b|\b(?:does|do) not apply\b|\bapplies (?:here|to this)\b",
    re.IGNORECASE,
)
ENTRIES = tomllib.loads((DATA / "notifications.toml").read_text(encoding="utf-8"))
CUES = tuple(
    cue.replace(" ... ", " of the ").replace("*", "")
    for sign in keys("notifications", "signs")
    for cue in words("notifications", "signs", sign, "cues")
)


def asked(
    text: str,
    *,
    events: tuple[TimelineEvent, ...] = (),
    severity: Severity = NONE,
    logs: tuple[Evidence, ...] = (),
    reference: Reference | None = None,
) -> tuple[Notification, ...]:
    """Return what is asked of an incident with the notes of `text` and the log lines."""
    made = incident(*notes(text), *logs)
    made = replace(made, reference=reference or made.reference)
    return notifications.ask(made, place(made), events=events, severity=severity)


def regimes(text: str, severity: Severity = NONE) -> set[str]:
    """Return the regimes that are asked about."""
    return {one.regime for one in asked(text, severity=severity)}


def one(text: str, regime: str, *events: TimelineEvent) -> Notification:
    """Return the question about a regime."""
    return next(n for n in asked(text, events=events) if n.regime == regime)


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        ("The bot mailed another customer's address", "GDPR Art. 33"),
        ("leak of e-mail addresses through the export", "GDPR Art. 33"),
        ("not clear whether patient data was exposed", "GDPR Art. 33"),
        ("nobody noticed that transcripts were exposed for two days", "GDPR Art. 33"),
        ("Was any personal data exposed?", "GDPR Art. 33"),
        ("customer records leaked in our Singapore region", "Singapore PDPA"),
        ("the bank told us that loan payments were frozen", "DORA"),
        ("a patient was injured after the wrong dose", "EU AI Act Art. 73"),
        ("the ranking discriminated against women", "EU AI Act Art. 73"),
        ("credit scoring rejected every self-employed applicant", "EU AI Act Art. 26(5)"),
        ("one patient died", "EU AI Act Art. 73 (death of a person)"),
        (
            "wrong switching orders to the power grid",
            "EU AI Act Art. 73 (critical infrastructure or widespread infringement)",
        ),
        ("the account of an operator was compromised", "NIS2"),
        ("the hospital could not admit anybody", "NIS2"),
        ("the parser bug is being exploited since noon", "CRA Art. 14"),
        ("our frontier model evaded oversight", "California SB 53"),
        ("critical safety incident with imminent danger", "California SB 53 (imminent risk)"),
        ("Do we have to tell the regulator?", "Any reporting duty"),
        ("the DPO joined the call", "Any reporting duty"),
    ],
)
def test_a_sign_in_the_notes_raises_the_question_of_its_regime(text: str, regime: str) -> None:
    assert regime in regimes(text)


@pytest.mark.parametrize(
    "text",
    [
        "wrong refund window quoted, rolled back at noon",
        "no personal data was exposed",
        "We ruled out that customer names leaked",
        "PII exposed: none",
        "memory leak in the worker, the pod died twice",
        "the message broker lagged over the bank holiday",
        "the discriminator loss went up",
        "nobody was hurt",
    ],
)
def test_no_sign_and_a_denied_one_raise_no_question(text: str) -> None:
    assert asked(text, events=(DETECTED,)) == ()


def test_pdpa_is_asked_only_where_singapore_is_spoken_of() -> None:
    assert "Singapore PDPA" not in regimes("customer records leaked in Dublin")


def test_a_death_takes_the_place_of_the_longer_clock() -> None:
    assert "EU AI Act Art. 73" not in regimes("one patient died after the wrong dose")


def test_a_grave_severity_alone_raises_the_general_question_with_its_lines() -> None:
    (general,) = asked("all is wrong", severity=GRAVE)
    assert general.regime == "Any reporting duty"
    assert general.evidence == ("N1",)


def test_a_minor_severity_alone_raises_none() -> None:
    assert asked("all is wrong", severity=replace(GRAVE, suggested="SEV3")) == ()


def test_the_general_question_gives_way_to_a_regime_that_fits() -> None:
    assert regimes("the bank called, the DPO knows", GRAVE) == {"DORA"}


def test_a_log_line_tells_a_sign_and_a_denied_one_does_not() -> None:
    told = log("2026-05-04 09:14 ERROR cross_tenant row in answer", "2026-05-04 09:15 pii_leak=0")
    (breach,) = asked("wrong answers", logs=told)
    assert (breach.regime, breach.evidence) == ("GDPR Art. 33", ("L1",))


def test_a_quarantined_line_raises_no_question() -> None:
    made = incident(*notes("another customer's address was shown", hostile=(1,)))
    assert notifications.ask(made, place(made), events=(), severity=NONE) == ()


def test_a_title_that_is_a_sentence_counts_and_a_label_does_not() -> None:
    assert regimes("# The bot mailed other customers' addresses") == {"GDPR Art. 33"}
    assert regimes("## Data breach\nwrong prices") == set()


def test_why_a_question_is_asked_stands_in_it_and_its_lines_are_cited() -> None:
    breach = one("calm\nthe bot showed another user's order", "GDPR Art. 33", DETECTED)
    assert "Asked as the cited lines speak of personal data" in breach.question
    assert breach.evidence == ("N2",)
    assert breach.source.endswith("checked 2026-11-20")


@pytest.mark.parametrize(
    ("text", "regime", "span"),
    [
        ("another user's order", "GDPR Art. 33", timedelta(hours=72)),
        ("the bank called", "DORA", timedelta(hours=24)),
        ("the host was compromised", "NIS2", timedelta(hours=24)),
        ("actively exploited", "CRA Art. 14", timedelta(hours=24)),
        ("people were injured", "EU AI Act Art. 73", timedelta(days=15)),
        ("two people died", "EU AI Act Art. 73 (death of a person)", timedelta(days=10)),
        ("critical safety incident", "California SB 53", timedelta(days=15)),
    ],
)
def test_a_clock_that_runs_from_awareness_is_counted_from_the_detection(
    text: str, regime: str, span: timedelta
) -> None:
    found = one(text, regime, DETECTED)
    assert found.deadline == at("09:41") + span
    assert "Counted from the detection told as 2026-05-04 09:41 UTC" in found.clock
    assert "counsel confirms when awareness began" in found.clock
    assert "N2" in found.evidence


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        ("another user's order, Singapore", "Singapore PDPA"),
        ("people were injured", "EU AI Act Art. 26(5)"),
        ("the DPO joined", "Any reporting duty"),
    ],
)
def test_a_clock_of_another_kind_is_not_counted(text: str, regime: str) -> None:
    found = one(text, regime, DETECTED)
    assert found.deadline is None
    assert "Counted from" not in found.clock


def test_a_detection_told_by_its_day_alone_is_not_counted_from() -> None:
    found = one("another user's order", "GDPR Art. 33", replace(DETECTED, precision="day"))
    assert found.deadline is None
    assert "by its day alone" in found.clock


@pytest.mark.parametrize(
    "event", [None, replace(DETECTED, time=None), replace(DETECTED, phase="start")]
)
def test_without_a_told_detection_nothing_is_counted(event: TimelineEvent | None) -> None:
    found = one("another user's order", "GDPR Art. 33", *([event] if event else []))
    assert found.deadline is None
    assert "no time of detection" in found.clock


def test_hours_pass_as_such_and_days_keep_the_wall_clock_over_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    seen = replace(DETECTED, time=datetime(2026, 10, 24, 12, 0, tzinfo=berlin))
    hours = one("another user's order", "GDPR Art. 33", seen).deadline
    days = one("people were injured", "EU AI Act Art. 73", seen).deadline
    assert hours == datetime(2026, 10, 27, 10, 0, tzinfo=UTC)
    assert days == datetime(2026, 11, 8, 12, 0, tzinfo=berlin)


def test_a_case_without_a_zone_is_counted_and_says_so() -> None:
    seen = replace(DETECTED, time=at("09:41").replace(tzinfo=timezone(timedelta(0))), inferred=True)
    nowhere = Reference(None, None, "not told", "not told")
    (found,) = asked("another user's order", events=(seen,), reference=nowhere)
    assert found.deadline == at("09:41") + timedelta(hours=72)
    assert "was inferred" in found.clock
    assert "tell no zone" in found.clock


def test_a_clock_that_runs_past_the_last_year_is_not_counted() -> None:
    last = replace(DETECTED, time=datetime(9999, 12, 31, 23, 0, tzinfo=UTC))
    assert one("another user's order", "GDPR Art. 33", last).deadline is None


@given(
    lines=st.lists(st.sampled_from(CUES), min_size=1, max_size=12),
    detected=st.booleans(),
    grave=st.booleans(),
)
def test_no_question_asserts_a_verdict(lines: list[str], detected: bool, grave: bool) -> None:
    events = (DETECTED,) if detected else ()
    found = asked("\n".join(lines), events=events, severity=GRAVE if grave else NONE)
    known = {f"N{number}" for number in range(1, len(lines) + 3)}
    for item in found:
        assert "? Asked as the cited lines " in item.question
        assert not VERDICT.search(f"{item.regime} {item.question} {item.clock} {item.source}")
        assert item.evidence
        assert set(item.evidence) <= known
    if not detected:
        assert all(item.deadline is None for item in found)


@pytest.mark.parametrize("name", [*ENTRIES["regimes"], "general"])
def test_every_regime_has_what_a_question_needs_and_only_known_signs(name: str) -> None:
    entry = ENTRIES["general"] if name == "general" else ENTRIES["regimes"][name]
    assert all(entry[key] for key in ("regime", "question", "clock", "source", "when"))
    assert entry["checked"] == "2026-11-20"
    assert entry["question"].endswith("?")
    assert not VERDICT.search(f"{entry['question']} {entry['clock']}")
    named = {sign for way in entry["when"] for sign in way.split(" + ")} | set(entry["unless"])
    assert named <= set(ENTRIES["signs"])
    assert ("runs_from" in entry) == ("hours" in entry or "days" in entry)


def test_every_regime_of_the_data_can_be_raised() -> None:
    raised = {regime for cue in CUES for regime in regimes(f"{cue} near Singapore")}
    raised |= regimes("critical safety incident with imminent danger") | regimes("the DPO knows")
    listed = {entry["regime"] for entry in ENTRIES["regimes"].values()}
    assert raised >= listed | {ENTRIES["general"]["regime"]}


def test_a_sign_told_over_and_over_cites_its_first_lines() -> None:
    (breach,) = asked("\n".join(["another customer's address"] * 50))
    assert breach.evidence == tuple(f"N{number}" for number in range(1, 9))
