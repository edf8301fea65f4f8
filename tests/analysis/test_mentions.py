"""Which times of a line tell steps: none that only names a thing or heads quoted words."""

from __future__ import annotations

import pytest

from assistant.analysis import timeline
from assistant.drafting.pipeline import draft_incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from tests.analysis.notebook import NOW, incident, notes, over


def steps(text: str) -> list[tuple[str, str]]:
    events = over(timeline.build, incident(*notes(text)))
    return [(e.time.strftime("%H:%M") if e.time else "?", e.text) for e in events]


@pytest.mark.parametrize(
    "text",
    [
        "restore from the backup of 07:00 begins",
        "restore from the 07:00 backup begins",
        "Responder A looked at the 15:10 release",
        "replayed the batch of 02:00 by hand",
        "told it in the 09:00 standup",
        "compared it with the release of 10:05",
    ],
)
def test_a_time_that_names_a_thing_is_no_step_of_its_own(text: str) -> None:
    found = steps(f"11:30 {text}")
    assert [at for at, _ in found] == ["11:30"]
    assert [said for _, said in found] == [text.replace("Responder A", "A responder")]


def test_a_release_at_a_time_tells_when_it_was() -> None:
    found = steps("11:30 we think since the gateway release at 11:10")
    assert [at for at, _ in found] == ["11:10", "11:30"]
    assert steps("The 10:05 deploy broke retrieval.")[0][0] == "10:05"


def told(text: str) -> list[tuple[str, str]]:
    item = Input("notes.txt", "note", data=text.encode())
    found = read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None, now=NOW)
    draft = draft_incident(found, now=NOW, stage=lambda _: None)
    return [(e.time.strftime("%H:%M") if e.time else "?", e.text) for e in draft.timeline]


def test_roughly_told_times_leave_nothing_behind_in_the_words() -> None:
    assert told("# 4 May 2026\nKim noticed 10:20 ish that answers were odd")[0] == (
        "10:20",
        "A responder noticed that answers were odd",
    )


def test_a_forwarded_complaint_is_a_step_at_the_time_it_was_sent_and_counts_once() -> None:
    quoted = "> From: client\n> Sent: Mon, 4 May 2026 16:47 +0200\n> I got a wrong statement.\n"
    text = (
        "From: Ines Roca <ines@example.org>\nTo: a@example.org\nSubject: FW: statement\n"
        f"Date: Mon, 4 May 2026 18:22 +0200\n\nWe turned it off at 18:20.\n\n{quoted}\n{quoted}"
    )
    assert told(text) == [("16:47", "I got a wrong statement."), ("18:20", "We turned it off.")]


def test_a_window_gives_no_step() -> None:
    assert told("# 4 May 2026\n09:00 alert fired\nruntime 06:00-09:52") == [
        ("09:00", "alert fired")
    ]


def test_a_stamp_in_words_heads_what_was_said() -> None:
    assert told("# 4 May 2026\nUpdate 12:30: six customers saw it") == [
        ("12:30", "six customers saw it")
    ]
    assert told('# 4 May 2026\n> Received 08:55: "I was turned down."') == [
        ("08:55", '"I was turned down."')
    ]
