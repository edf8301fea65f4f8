"""Times that a message speaks of: what a bot says, a timetable, what is still to come."""

from __future__ import annotations

import pytest

from assistant.drafting.pipeline import draft_incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from tests.analysis.notebook import NOW
from tests.analysis.test_mentions import told

CHAT = (
    "#ferry-bot, Tuesday, 10 March 2026\n[6:12 PM] Ada Example: {}\n[6:35 PM] Bo Sample: checked\n"
)


def times(text: str) -> list[str]:
    return [at for at, _ in told(CHAT.format(text))]


@pytest.mark.parametrize(
    "text",
    [
        "people on the pier say the bot told them 18:40 is the last boat",
        "asked five times, it says 17:40 now",
        'the page reads "17:40" again',
        "the last boat goes 19:30 this week",
        "it's 17:40 since the winter plan ended. the bot answers 18:40",
        "wrong all day. 212 answers between 17:10 and 17:40.",
        "pinned the feature snapshot 2026-03-08, ranker restarts take a while",
    ],
)
def test_a_time_that_a_message_speaks_of_is_no_step(text: str) -> None:
    assert times(text) == ["18:12", "18:35"]


@pytest.mark.parametrize(
    "text",
    [
        "rolled back at 17:40, errors gone since 17:52",
        "deploy went out 17:40, first wrong answer 17:52",
        "17:40 flag was flipped; 17:52 first complaint",
    ],
)
def test_times_of_what_happened_before_the_message_stay_steps(text: str) -> None:
    assert times(text)[:2] == ["17:40", "17:52"]


def test_a_time_spoken_of_elsewhere_is_no_step_where_it_stands_alone() -> None:
    notes = CHAT.format("the bot says 17:40").replace("checked", "timetable is right, 17:40. hm")
    assert [at for at, _ in told(notes)] == ["18:12", "18:35"]


def test_a_greeting_before_a_report_is_left_out_of_the_step() -> None:
    notes = CHAT.format("moin. the voice line names a boat that does not go")
    assert told(notes)[0] == ("18:12", "the voice line names a boat that does not go")
    assert told(CHAT.format("no. the voice line is right"))[0][1] == "no. the voice line is right"


def test_a_line_whose_only_time_bounds_a_count_tells_no_step() -> None:
    notes = CHAT.format("212 answers were wrong between Tue 06:30 and now")
    assert [at for at, _ in told(notes)] == ["18:12", "18:35"]
    assert told("# 2026-05-12\nnot only them: 212 answers between 06:30 and now\n") == []


THREAD = """From: Ada Example <ada@larkspur.example>
To: on-call@larkspur.example
Date: Thu, 14 May 2026 09:12:44 +0530
Subject: shortlist looks weird

> From: Bo Sample <bo@quarry.example>
> Sent: Wednesday, May 13, 2026 6:40 PM
> odd one. the shortlist has no night-school people at all, 46 applied, 0 passed

---
From: Cy Muster
Date: Thu, 14 May 2026 10:05 +0530
Re: shortlist looks weird

looking. threshold unchanged

---
From: Cy Muster
Date: Thu, 14 May 2026 11:31 +0530

rolled back to v6 at 11:20.
"""


def test_a_thread_pasted_with_quoted_mail_reads_as_its_people_meant_it() -> None:
    steps = dict(told(THREAD))
    assert steps["10:05"] == "looking. threshold unchanged"
    assert steps["11:20"] == "rolled back to v6."
    assert "23:20" not in steps
    assert steps["18:40"].startswith("odd one.")


def test_a_report_that_asks_whether_others_see_it_too_is_the_detection() -> None:
    lines = (
        "# 2026-05-04",
        "14:02 has anyone else got the bot telling parents that dinners are free? nine calls since",
        "14:20 the leaflets were uploaded again, one file instead of four",
        "14:40 put the old file back, all right now",
    )
    notes = "\n".join(lines)
    item = Input("notes.txt", "note", data=notes.encode())
    found = read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None, now=NOW)
    events = draft_incident(found, now=NOW, stage=lambda _: None).timeline
    seen = [e.time.strftime("%H:%M") for e in events if e.phase == "detected" and e.time]
    assert seen == ["14:02"]


def test_two_times_joined_by_and_are_two_steps() -> None:
    page = "Notes of 10 March 2026\nRolled it back at 10:05 and at 10:20 we ran the tests again.\n"
    assert told(page) == [("10:05", "Rolled it back"), ("10:20", "we ran the tests again.")]
    page = (
        "Notes of 10 March 2026\nWe paused the bot at 11:10, and at 11:30 support told customers.\n"
    )
    assert told(page) == [("11:10", "We paused the bot"), ("11:30", "support told customers.")]


def test_a_time_told_once_more_in_its_line_cuts_no_words_off() -> None:
    words = "guest asked for a call, then it rang five rooms at half one"
    assert told(f"Notes of 10 March 2026\n01:30 {words}\n") == [("01:30", words)]
