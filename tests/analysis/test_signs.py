"""Signs: how strongly the words of one step speak for each phase."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis import signs
from assistant.analysis.told import Named, Told
from tests.analysis.notebook import at

ALL: tuple[Named, ...] = ("start", "detected", "acknowledged", "mitigated", "resolved")


def step(text: str) -> Told:
    return Told(at("09:00"), text, since=False, origin="note", stamped=True)


def worth(text: str, phase: Named) -> float:
    return signs.score(step(text), phase)


@pytest.mark.parametrize(
    ("strong", "weak", "phase"),
    [
        ("Start: old prices in the answers", "old prices in the wrong answers", "start"),
        ("turned out it began with the list", "the bot began quoting old prices", "start"),
        ("the bot began quoting old prices", "the bot quoted old prices", "start"),
        ("Detected: the shop rang", "alert fired", "detected"),
        ("a customer complained about a price", "the wrong price again", "detected"),
        ("a guest rings: wrong prices", "a guest rings: the prices", "detected"),
        ("acked", "checked the list", "acknowledged"),
        ("bot switched off", "price list removed", "mitigated"),
        ("rolled back the list", "rolled back the list, same answers", "mitigated"),
        ("I call it resolved", "the list is live", "resolved"),
        ("verified, confirmed and all good", "verified", "resolved"),
    ],
)
def test_a_sure_sign_counts_more_than_a_weak_one(strong: str, weak: str, phase: Named) -> None:
    assert worth(strong, phase) > worth(weak, phase) > 0


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("eyes on it", "acknowledged"),
        ("we started looking at wrong answers", "start"),
        ("first look at the list", "start"),
        ("the first complaint about a price", "start"),
        ("support answered the shop", "start"),
        ("the answers were given to the shop", "start"),
        ("found the reason: the list was old", "detected"),
        ("not resolved", "resolved"),
        ("is it resolved?", "resolved"),
        ("hopefully resolved", "resolved"),
        ("closed the account of the shop", "resolved"),
        ("leaving the incident open, answers verified", "resolved"),
        ("we want to switch it off", "mitigated"),
        ("off by one in the list", "mitigated"),
        ("nobody acknowledged", "acknowledged"),
    ],
)
def test_what_only_sounds_like_a_phase_is_no_sign_of_it(text: str, phase: Named) -> None:
    assert worth(text, phase) == 0


@pytest.mark.parametrize(
    "text",
    [
        "status page updated",
        "the drift alarm stays as it is",
        "we add an alert for it",
        "the alert rule was muted",
        "the page says nothing of prices",
    ],
)
def test_pages_and_alarms_that_did_not_fire_are_no_detection(text: str) -> None:
    assert worth(text, "detected") < worth("alert fired", "detected") / 4


def test_what_nobody_took_notice_of_counts_less_as_a_detection() -> None:
    assert worth("mail from a shop, wrong price noticed, nobody picked it up", "detected") < worth(
        "mail from a shop, wrong price noticed", "detected"
    )


def test_what_an_ai_system_does_is_a_sign_of_the_start_and_what_people_do_is_none() -> None:
    assert worth("the bot refunded a shop", "start") > 0
    for person in ("we", "a responder", "support", "the team"):
        assert worth(f"{person} refunded a shop", "start") == 0


def test_a_deed_told_hours_later_is_a_surer_sign_of_the_start() -> None:
    now = step("the bot refunded a shop")
    later = Told(now.at, now.text, since=False, origin="note", back=7200.0)
    assert signs.score(later, "start") > signs.score(now, "start")


def test_what_was_seen_and_told_hours_later_counts_less_as_a_detection() -> None:
    now = Told(at("09:00"), "a shop noticed wrong prices", since=False, origin="note")
    later = Told(now.at, now.text, since=False, origin="note", back=7200.0)
    assert signs.score(later, "detected") < signs.score(now, "detected")


def test_the_message_that_opens_a_chat_speaks_more_for_the_detection() -> None:
    text = "a shop noticed wrong prices"
    opening = Told(at("09:00"), text, since=False, origin="note", stamped=True, opens=True)
    assert signs.score(opening, "detected") > worth(text, "detected")


def test_what_a_line_goes_on_to_say_can_be_the_detection_or_the_resolution() -> None:
    def told(text: str, tail: str) -> Told:
        return Told(at("09:00"), text, since=False, origin="note", tail=tail)

    calm = told("the list was read", "then we had lunch")
    odd = told("the list was read", "that is not normal, can somebody look?")
    over = told("the list was read", "I call it resolved")
    assert signs.score(calm, "detected") == signs.score(calm, "resolved") == 0
    assert signs.score(odd, "detected") > 0
    assert signs.score(over, "resolved") > 0
    assert signs.score(over, "resolved") < worth("I call it resolved", "resolved")


@pytest.mark.parametrize("phase", ["start", "detected", "acknowledged", "resolved"])
def test_neither_the_history_nor_the_log_speaks_for_a_phase_of_people(phase: Named) -> None:
    text = "first wrong price, alert fired, acked, resolved"
    told = Told(at("09:00"), text, since=False, origin="note")
    assert signs.score(told, phase) > 0
    assert signs.score(replace(told, origin="history"), phase) == 0
    assert signs.score(replace(told, origin="log"), phase) == 0


def test_a_record_in_the_log_of_what_stopped_the_harm_is_the_mitigation() -> None:
    for stops in (True, False):
        logged = Told(at("09:00"), "ranker=false", since=False, origin="log", stops=stops)
        assert (signs.score(logged, "mitigated") > 0) is stops


def test_words_that_belong_to_other_times_speak_for_no_phase_of_this_one() -> None:
    text = "the bot began quoting old prices, so it was switched off"
    retold = Told(at("09:00"), text, since=False, origin="note", retells=True)
    assert worth(text, "start") > 0
    assert worth("it was switched off", "mitigated") > 0
    assert signs.score(retold, "start") == signs.score(retold, "mitigated") == 0


def test_harmless_words_speak_for_no_phase_but_that_somebody_told_them() -> None:
    scores = {phase: worth("lunch in the hall", phase) for phase in ALL}
    assert {phase for phase, value in scores.items() if value} == {"detected"}
    unstamped = Told(at("09:00"), "lunch in the hall", since=False, origin="note")
    assert not any(signs.score(unstamped, phase) for phase in ALL)
