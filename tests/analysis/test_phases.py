"""Phases: which words make a step the start, the detection or the mitigation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis import hypotheses, timeline
from assistant.analysis.changes import what_moved
from assistant.analysis.timeline import TimelineEvent
from assistant.incident import Evidence
from tests.analysis.notebook import at, change, incident, notes, over


def built(text: str) -> tuple[TimelineEvent, ...]:
    return over(timeline.build, incident(*notes(text)))


def at_phase(text: str, phase: str) -> str | None:
    return next(
        (e.time.strftime("%H:%M") for e in built(text) if e.phase == phase and e.time), None
    )


REPORT = "\n09:41 customer complained"


@pytest.mark.parametrize(
    "text",
    [
        "09:50 dashboards say the refusal rate is 31% since ~08:15, normally 12%",
        "09:50 wrong answers from 08:15 on",
        "09:50 starting around 08:15 the bot mixes up accounts",
        "09:50 it has been failing since 08:15",
        "09:50 turned out it had been leaking since about 08:15",
        "08:15 the bot began returning empty answers",
        "08:15 replies started to go wrong",
        "08:15 node entered NotReady state",
        "08:15 first wrong label in the export",
    ],
)
def test_an_onset_looked_back_on_or_described_is_the_start(text: str) -> None:
    assert at_phase(text + REPORT, "start") == "08:15"


@pytest.mark.parametrize(
    "text",
    [
        "09:50 on call since 08:15",
        "09:50 errors gone since 08:15",
        "08:15 nightly job started running",
        "08:15 we started to look at wrong answers in the backlog",
        "09:50 moved to v13 from 08:15",
    ],
)
def test_work_calm_and_recovery_are_no_start(text: str) -> None:
    assert at_phase(text + REPORT, "start") is None


def test_an_alert_is_the_detection_only_where_nobody_saw_it_before() -> None:
    alert = "09:46 [FIRING:1] WrongAnswers (sev=critical)"
    assert at_phase(alert, "detected") == "09:46"
    assert at_phase("09:41 anyone else seeing wrong answers?\n" + alert, "detected") == "09:41"


@pytest.mark.parametrize(
    "step",
    [
        "turned the assistant off via flag",
        "circuit breaker on, agents answer by hand",
        "took the bot down",
        "rate limited the endpoint",
        "answers fell back to the templates",
        "pinned the model to v3",
        "paused the rollout",
        "kill switch pulled",
    ],
)
def test_a_step_that_stops_the_harm_is_the_mitigation(step: str) -> None:
    text = f"09:00 customer complained\n09:30 {step}\n10:00 rolled back\n10:30 resolved"
    assert at_phase(text, "mitigated") == "09:30"


def opened(text: str, header: str) -> tuple[Evidence, ...]:
    """Return notes in which the line `header` opens the message on the next line."""
    lines = list(notes(text))
    place = next(i for i, line in enumerate(lines) if line.id == header)
    lines[place + 1] = replace(
        lines[place + 1], carried=lines[place].mentions[0].moment, carried_from=header
    )
    return tuple(lines)


def test_the_name_line_of_an_app_is_cited_with_its_message_and_not_told() -> None:
    text = "Alerts APP  09:46\n[FIRING:1] WrongAnswers (sev=critical)"
    (event,) = over(timeline.build, incident(*opened(text, "N1")))
    assert event.text == "[FIRING:1] WrongAnswers (sev=critical)"
    assert event.evidence == ("N1", "N2")
    assert event.phase == "detected"


def test_a_note_header_of_a_ticket_opens_the_lines_below_it() -> None:
    (event,) = built("--- Agent note 10:31 (Responder B)\nDisabled the profile tool.")
    assert (event.text, event.evidence) == ("Disabled the profile tool.", ("N1", "N2"))


def test_stamps_of_a_recording_are_no_times_of_day() -> None:
    text = (
        "Meeting transcript\n00:00:05 Responder A: hello\n00:01:10 Responder A: errors began at "
        "09:00\n00:02:00 Responder B: fixed"
    )
    lines = notes(text)
    assert [e.time for e in over(timeline.build, incident(*lines))] == [at("09:00")]


def test_without_a_start_changes_before_the_detection_are_offered_as_such() -> None:
    made = incident(*notes("09:00 customer complained"), changes=[change("prompt", "08:30", "x")])
    moved = what_moved(made, start=None)
    (offered,) = hypotheses.offer(moved, start=None, detected=at("09:00"))
    assert "30 minutes before it was detected" in offered.text
    assert hypotheses.offer(moved, start=None) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the first customer told the call centre that it named somebody else",
        "a customer complained about a stranger's balance",
        "reported by a branch: it greets people with other names",
        "somebody noticed a stranger's name",
        "a user wrote in that it shows a stranger's name",
    ],
)
def test_the_first_report_that_reached_the_organisation_is_the_detection(text: str) -> None:
    own = "\n10:40 our monitoring alert fired\n10:45 acknowledged"
    assert at_phase(f"09:41 {text}{own}", "detected") == "09:41"


@pytest.mark.parametrize(
    "text",
    [
        "a customer was told the wrong price",
        "customers have been contacted by the account team",
        "we waited for the customer, nobody called support",
    ],
)
def test_what_outsiders_are_told_is_no_report(text: str) -> None:
    assert at_phase(f"09:41 {text}\n10:40 alert fired", "detected") == "10:40"
