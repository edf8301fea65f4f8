"""Phases of notes as tired people write them, in several languages."""

from __future__ import annotations

import pytest

from assistant.analysis import timeline
from tests.analysis.notebook import incident, notes, over


def phases(text: str) -> dict[str, str]:
    """Return the time of each phase that the notes tell, changes left out."""
    found: dict[str, str] = {}
    for event in over(timeline.build, incident(*notes(text))):
        if event.phase not in ("event", "change") and event.time is not None:
            found.setdefault(event.phase, event.time.strftime("%H:%M"))
    return found


def test_what_is_asked_for_is_not_done_yet() -> None:
    text = "09:21 bot quotes the old policy\n09:26 can you pls roll back the index\n"
    assert phases(text + "09:33 rolled back to kb-09-04")["mitigated"] == "09:33"


def test_a_rollback_that_starts_is_none_that_is_done() -> None:
    text = "16:12 assistant invents numbers\n16:31 rollback to v8 started\n16:45 rollback done"
    assert phases(text)["mitigated"] == "16:45"


def test_a_step_after_which_it_goes_on_did_not_mitigate() -> None:
    text = "14:22 agent sends mails twice\n14:26 killed the worker\n14:31 still going\n"
    assert phases(text + "14:40 tool disabled")["mitigated"] == "14:40"


def test_what_answers_contained_was_not_contained() -> None:
    text = "10:02 copilot shows foreign documents\n11:20 log review: 9 answers contained them\n"
    assert phases(text + "11:45 copilot switched off")["mitigated"] == "11:45"


@pytest.mark.parametrize(
    "change",
    ["kb-index went from kb-04 to kb-10", "top_k is 3 now, was 8", "empty index went live"],
)
def test_a_change_is_not_the_detection(change: str) -> None:
    assert phases(f"09:15 {change}\n09:20 bot quotes the old policy")["detected"] == "09:20"


@pytest.mark.parametrize("failure", ["bedrock throttling starts", "embed svc oom killed"])
def test_a_failure_mitigates_nothing(failure: str) -> None:
    assert phases(f"10:00 {failure}\n10:12 acked\n10:58 resolved") == {
        "start": "10:00",
        "acknowledged": "10:12",
        "resolved": "10:58",
    }


@pytest.mark.parametrize(
    "step", ["limit set back to 8192", "prompt v22 -> v21", "alias pointed back to faq-04"]
)
def test_what_is_put_back_mitigates(step: str) -> None:
    assert phases(f"12:06 alert fired\n12:25 {step}\n12:31 ok") == {
        "detected": "12:06",
        "mitigated": "12:25",
        "resolved": "12:31",
    }


def test_a_newer_version_mitigates_nothing() -> None:
    assert "mitigated" not in phases("12:06 alert fired\n12:25 prompt v21 -> v22")


def test_a_quiet_hour_is_no_detection() -> None:
    text = "22:10 rustig, geen meldingen\n23:35 melding van bewaking: fouten 14%"
    assert phases(text)["detected"] == "23:35"


@pytest.mark.parametrize(
    "text",
    [
        "08:20 déploiement du connecteur 5.4\n08:45 réclamation: franchise fausse\n"
        "10:20 pris en charge\n10:58 retour à la version 5.3\n11:40 incident clos",
        "08:20 se desplegó la versión 5.4\n08:45 un cliente se queja\n10:20 lo miro\n"
        "10:58 volvemos a 5.3\n11:40 incidencia resuelta",
        "08:20 versie 5.4 uitgerold\n08:45 klacht van een klant\n10:20 opgepakt\n"
        "10:58 terug naar 5.3\n11:40 incident gesloten",
        "08:20 v5.4 ausgerollt\n08:45 Kundin meldet falsche Preise\n10:20 schaue ich mir an\n"
        "10:58 zurück auf v5.3\n11:40 Vorfall geschlossen",
    ],
)
def test_the_words_of_other_languages_tell_the_same_phases(text: str) -> None:
    assert phases(text) == {
        "detected": "08:45",
        "acknowledged": "10:20",
        "mitigated": "10:58",
        "resolved": "11:40",
    }


def test_since_when_it_is_right_again_is_no_start() -> None:
    text = "07:30 Bot antwortet auf Englisch\n09:20 seit 09:10 antwortet er wieder deutsch"
    assert phases(text).get("start") != "09:10"


def test_a_form_tells_its_phases_by_its_labels() -> None:
    form = (
        "Beginn der Störung: 2026-05-04 08:05\nGemeldet am: 2026-05-04 08:40\n"
        "In Bearbeitung seit: 2026-05-04 08:52\nBehoben am: 2026-05-04 11:15"
    )
    assert phases(form) == {
        "start": "08:05",
        "detected": "08:40",
        "acknowledged": "08:52",
        "resolved": "11:15",
    }


def test_a_dated_title_over_timed_notes_is_no_step() -> None:
    found = over(
        timeline.build, incident(*notes("2026-05-04 summary bot\n14:09 alert p95 41s\n14:45 fixed"))
    )
    assert [event.text for event in found] == ["alert p95 41s", "fixed"]


@pytest.mark.parametrize(
    ("text", "phase", "clock"),
    [
        ("09:26 alert\n09:40 severity raised\n10:05 alias moved back to v2", "mitigated", "10:05"),
        ("08:44 alert\n09:30 threshold returned to 0.8\n13:10 restored", "mitigated", "09:30"),
        (
            "12:20 limit was lowered from 9 to 5\n12:25 customers report declines",
            "detected",
            "12:25",
        ),
        ("08:00 alert\n08:20 will roll back at 08:40\n08:38 recovered", "resolved", "08:38"),
    ],
)
def test_ordinary_steps_keep_to_their_phase(text: str, phase: str, clock: str) -> None:
    assert phases(text)[phase] == clock


def test_minutes_and_seconds_that_were_measured_are_no_times() -> None:
    text = "07:50 page sent\n09:10 resolved, handle time rose from 4:10 to 6:55"
    assert set(phases(text).values()) == {"07:50", "09:10"}


def test_the_ticket_of_one_customer_that_is_resolved_ends_no_incident() -> None:
    text = "10:02 wrong prices\n10:40 bot switched off\n11:15 resolved, answers right again\n"
    assert phases(text + "12:30 dear guest, your ticket is resolved")["resolved"] == "11:15"


def test_an_incident_that_is_closed_later_was_resolved_when_it_was_resolved() -> None:
    text = "10:02 wrong prices\n11:15 status changed to resolved\n11:45 incident closed"
    assert phases(text)["resolved"] == "11:15"


def test_an_incident_that_is_only_closed_was_resolved_then() -> None:
    assert phases("10:02 wrong prices\n11:45 incident closed")["resolved"] == "11:45"


def test_who_confirms_a_report_tells_no_start() -> None:
    text = "08:02 a patient got a dose from the bot\n08:05 confirmed, the filter is skipped\n"
    assert phases(text + "08:09 filter switched on").get("start") != "08:05"


def test_the_clock_of_a_notice_starts_no_incident() -> None:
    text = "16:21 a customer reports foreign data\n18:30 DPO: clock for the notice started 16:21"
    assert "start" not in phases(text)


def test_an_alert_named_after_a_job_is_no_change() -> None:
    text = "02:14 Alertmanager: triggered: kb-reindex out of memory\n09:41 bot quotes old prices"
    events = over(timeline.build, incident(*notes(text)))
    assert next(event.phase for event in events) != "change"


@pytest.mark.parametrize(
    "words", ["switching traffic back to support-05", "bascule sur support-05 faite"]
)
def test_traffic_that_goes_back_mitigates(words: str) -> None:
    assert phases(f"10:02 foreign data in answers\n10:40 {words}")["mitigated"] == "10:40"


def test_the_first_order_in_german_is_the_start() -> None:
    text = "05:42 erster Auftrag mit falschem Preis\n08:14 ein Kunde beschwert sich"
    assert phases(text)["start"] == "05:42"


def test_what_was_done_over_tells_no_start() -> None:
    text = "11:05 back on screener 2\n15:55 126 re-screened, 19 had been rejections\n16:00 resolved"
    assert "start" not in phases(text)
