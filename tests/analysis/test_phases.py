"""Phases: which words make a step the start, the detection or the mitigation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis import hypotheses, timeline
from assistant.analysis.changes import what_moved
from assistant.analysis.layout import place, section_kind
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
        "09:50 since 08:15 the assistant sends offers without VAT",
        "09:50 seit 08:15 fehlen die Fußnoten",
    ],
)
def test_an_onset_looked_back_on_or_described_is_the_start(text: str) -> None:
    assert at_phase(text + REPORT, "start") == "08:15"


@pytest.mark.parametrize(
    "text",
    [
        "09:50 on call since 08:15",
        "09:50 we are on v12 since 08:15",
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


@pytest.mark.parametrize(
    "quiet",
    [
        "eyes on it",
        "drift alarm stays as it is",
        "status page updated",
        "the page says nothing of prices",
        "mail from a shop, nobody picked it up",
        "started looking at wrong answers",
    ],
)
def test_a_line_that_only_sounds_like_an_alert_is_no_detection(quiet: str) -> None:
    assert at_phase(f"09:00 {quiet}\n09:30 alert fired", "detected") == "09:30"


def test_an_alarm_in_an_action_item_is_no_detection() -> None:
    text = "## Action items\n- 09:00 drift alarm for the prices\n## Timeline\n09:30 alert fired"
    assert at_phase(text, "detected") == "09:30"


def test_of_two_sure_resolutions_the_later_one_counts() -> None:
    text = "09:00 alert fired\n09:30 resolved\n10:00 resolved in the north shop as well"
    assert at_phase(text, "resolved") == "10:00"


@pytest.mark.parametrize(
    "later", ["leaving the incident open", "still open", "reopened", "not over"]
)
def test_a_resolution_that_a_later_step_takes_back_is_none(later: str) -> None:
    text = "09:00 alert fired\n09:30 resolved"
    assert at_phase(text, "resolved") == "09:30"
    assert at_phase(f"{text}\n10:00 {later}", "resolved") is None
    assert at_phase(f"{text}\n10:00 {later}\n11:00 all clear", "resolved") == "11:00"


def test_what_a_step_goes_on_to_say_tells_its_phase() -> None:
    text = "09:00 prices doubled in the list"
    odd = "That is not normal, can somebody look?"
    assert at_phase(f"{text}\n09:20 alert fired", "detected") == "09:20"
    assert at_phase(f"{text}. {odd}\n09:20 alert fired", "detected") == "09:00"
    assert at_phase("The list was read at 09:00.", "detected") is None
    assert at_phase(f"The list was read at 09:00. {odd}", "detected") == "09:00"


def test_a_sure_end_beats_the_weak_one_that_follows_it() -> None:
    text = "09:00 alert fired\n09:30 all clear\n09:50 the rest of it done"
    assert at_phase(text, "resolved") == "09:30"


def test_the_phases_stand_in_the_order_in_which_an_incident_runs() -> None:
    text = (
        "08:00 acked\n08:10 resolved\n08:30 first wrong price in an answer\n08:40 alert fired\n"
        "08:45 acked\n09:00 bot off\n10:00 all clear"
    )
    told = [(e.phase, e.time.strftime("%H:%M")) for e in built(text) if e.time]
    assert [pair for pair in told if pair[0] != "event"] == [
        ("start", "08:30"),
        ("detected", "08:40"),
        ("acknowledged", "08:45"),
        ("mitigated", "09:00"),
        ("resolved", "10:00"),
    ]


@pytest.mark.parametrize("told", ["deployed v2", "list v2 went live"])
def test_a_change_after_the_detection_is_no_change_that_came_before(told: str) -> None:
    assert at_phase(f"08:00 {told}\n08:10 alert fired", "change") == "08:00"
    assert at_phase(f"08:10 alert fired\n08:20 {told}", "change") is None


def test_the_later_bound_of_an_unknown_time_is_no_start() -> None:
    report = "\n19:00 customer complained"
    assert at_phase(f"The bot began quoting old prices at 18:52.{report}", "start") == "18:52"
    text = f"The bot began quoting old prices some time between the flip and 18:52.{report}"
    assert at_phase(text, "start") is None


def test_a_range_told_with_two_times_starts_with_the_first() -> None:
    text = "between 18:40 and 18:52 the bot quoted old prices\n19:00 customer complained"
    assert at_phase(text, "start") == "18:40"


@pytest.mark.parametrize("joint", [" - ", " – ", ": ", " | "])
def test_a_label_and_a_whole_time_are_a_phase_and_no_writer(joint: str) -> None:
    text = f"Detected{joint}2026-05-04 09:14\nResolved{joint}2026-05-04 11:00"
    assert at_phase(text, "detected") == "09:14"
    assert at_phase(text, "resolved") == "11:00"


@pytest.mark.parametrize("writer", ["Mira Valdo", "Mira Valdo (Support)", "Responder C"])
def test_a_name_and_a_whole_time_head_the_words_below_them(writer: str) -> None:
    (event,) = built(f"{writer}  -  2026-05-04 09:14\nturned the ranker off")
    assert (event.text, event.evidence) == ("turned the ranker off", ("N1", "N2"))
    assert event.phase == "mitigated"


@pytest.mark.parametrize(
    "line",
    [
        "mira valdo - 2026-05-04 09:14",
        "Mira Valdo - 09:14",
        "Mira Valdo - 2026-05-04",
        "Timeline - 2026-05-04 09:14",
        "Mira Valdo - 2026-05-04 09:14 saw it",
    ],
)
def test_a_heading_a_bare_clock_or_a_line_that_says_more_names_no_writer(line: str) -> None:
    (placed, _) = place(incident(*notes(f"{line}\nturned the ranker off")))
    assert not placed.opens


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## What doesn't fit", "clash"),
        ("Contradictions:", "clash"),
        ("Loose notes that clash", "clash"),
        ("## Open questions", "open"),
        ("## What went well", "well"),
        ("The rack does not fit the shelf that we bought for the new hall in spring", None),
        ("Status", None),
    ],
)
def test_a_heading_tells_the_kind_of_what_stands_below(heading: str, kind: str | None) -> None:
    assert section_kind(heading) == kind


def test_notes_in_german_tell_when_it_was_stopped_and_over() -> None:
    text = "06:20 zu viele Äpfel in Klasse B\n07:10 Rückfall auf pv-6\n08:50 wieder normal"
    assert (at_phase(text, "mitigated"), at_phase(text, "resolved")) == ("07:10", "08:50")


def test_what_is_off_since_a_release_was_found_and_not_mitigated() -> None:
    text = "09:12 alert fired\n09:41 filter is off since release 4\n10:58 4.1 is out with it on"
    assert at_phase(text, "mitigated") == "10:58"


def test_a_day_that_names_a_snapshot_leaves_the_step_its_phase() -> None:
    text = "23:12 row is wrong\n23:26 pinned the feature snapshot 2026-11-17, restarting"
    assert at_phase(text, "mitigated") == "23:26"
