"""Tickets as trackers export them: when they moved on, their remarks and their journals."""

from __future__ import annotations

import json

import pytest

from assistant.incident import Incident
from assistant.intake.files import Collected, paste
from assistant.intake.item import Input
from assistant.intake.notes import feeds
from assistant.intake.notes.cells import cell_stamp, joined
from assistant.intake.notes.journal import mark
from assistant.intake.notes.passages import of_text
from assistant.intake.reader import read_incident

JIRA = (
    "Issue key,Summary,Created,Resolved,Description,Comment,Comment\n"
    'OPS-412,Letters hold wrong numbers,24/Apr/25 8:05 AM,24/Apr/25 1:40 PM,"Found by the office.",'
    '"24/Apr/25 9:10 AM;5f1c9e;Batch size set from 8 to 1, letters are correct.",'
    '"24/Apr/25 1:30 PM;mina.osei;Deployed the fix."\n'
)
FEED = (
    '<?xml version="1.0"?>\n<rss version="0.92"><channel><title>Jira</title>\n<item>\n'
    "<title>[OPS-412] Letters hold wrong numbers</title>\n"
    "<description>&lt;p&gt;Found by the office.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;</description>\n"
    "<created>Tue, 11 Mar 2025 13:20:11 +0100</created>\n"
    "<updated>Tue, 11 Mar 2025 16:20:00 +0100</updated>\n"
    "<resolved>Tue, 11 Mar 2025 15:05:40 +0100</resolved>\n"
    '<comments><comment author="lo" created="Tue, 11 Mar 2025 14:10:02 +0100">&lt;p&gt;Batch size '
    "is 1 now.&lt;/p&gt;</comment></comments>\n</item></channel></rss>\n"
)
JOURNAL = (
    "2025-05-20 08:02:31 - Priya Raman (Work notes)\nIndex of 18 May is back.\n\n"
    "2025-05-20 07:05:00 - Priya Raman (Work notes)\nLooking at the index."
)
TICKET = {
    "number": "INC0012345",
    "short_description": "Search shows documents of others",
    "opened_at": "2025-05-20 06:48:10",
    "resolved_at": "2025-05-20 10:15:44",
    "closed_at": "2025-05-27 10:16:00",
}


def read(text: str) -> Incident:
    item = paste(text)
    assert item.kind == "note"
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def told(text: str) -> list[tuple[str, str]]:
    """Return the timed lines as their clock and what they say behind the stamp."""
    lines = [line for line in read(text).evidence if line.time]
    return [
        (f"{line.time.at:%m-%d %H:%M}", line.text.partition("] ")[2] or line.text)
        for line in lines
        if line.time
    ]


def test_the_remarks_of_a_jira_table_are_steps_at_their_own_times() -> None:
    found = told(JIRA)
    assert ("04-24 08:05", "Found by the office.") in found
    assert ("04-24 09:10", "Batch size set from 8 to 1, letters are correct.") in found
    assert ("04-24 13:30", "Responder A: Deployed the fix.") in found
    assert ("04-24 13:40", "Resolved") in found
    assert read(JIRA).reference.day is not None
    assert f"{read(JIRA).reference.day}" == "2025-04-24"


def test_a_table_tells_when_work_began_and_ended_with_the_zone_of_a_browser() -> None:
    text = (
        "ID,Title,Description,Status,Created,Started,Completed\n"
        "INC-8,Bot answers in Dutch,Language lost with 5.2.,Done,"
        + ",".join(f"Tue Jul 22 2025 1{n}:31:40 GMT+0200 (CEST)" for n in range(3))
        + "\n"
    )
    assert told(text) == [
        ("07-22 10:31", "Language lost with 5.2."),
        ("07-22 11:31", "Response started"),
        ("07-22 12:31", "Resolved"),
    ]
    assert next(line.time.at.utcoffset() for line in read(text).evidence if line.time)


def test_a_start_ahead_of_the_report_is_that_of_the_incident() -> None:
    head = "Title,Description,Reported,Started,Resolved\n"
    row = "Odd answers,Wrong tariff,2025-05-01 10:00,2025-05-01 09:10,2025-05-01 11:00\n"
    assert ("05-01 09:10", "Started") in told(head + row)


def test_a_ticket_that_was_not_solved_says_its_state_at_its_end() -> None:
    found = told(
        "Key,Title,Created,Resolved,Status\nA-1,Odd,2025-05-01 10:00,2025-05-01 11:00,Void\n"
    )
    assert found[-1] == ("05-01 11:00", "Void")


def test_a_table_wider_than_notes_is_read_where_a_tracker_made_it() -> None:
    more = [f"Custom field ({number}, which has a very long name indeed)" for number in range(80)]
    head, row, _ = JIRA.split("\n")
    text = "\n".join((",".join((head, *more)), row + "," * len(more), ""))
    assert told(text) == told(JIRA)


def test_a_ticket_of_one_record_tells_its_title_its_journal_and_its_end() -> None:
    found = told(json.dumps({**TICKET, "work_notes": JOURNAL}))
    assert found == [
        ("05-20 06:48", "Search shows documents of others"),
        ("05-20 08:02", "Responder A: Index of 18 May is back."),
        ("05-20 07:05", "Responder A: Looking at the index."),
        ("05-20 10:15", "Resolved"),
    ]


def test_a_ticket_without_a_journal_is_told_by_its_title() -> None:
    assert [clock for clock, _ in told(json.dumps(TICKET))] == ["05-20 06:48", "05-20 10:15"]


def test_an_end_that_an_update_tells_in_words_is_told_once() -> None:
    update = {"body": "This incident has been resolved.", "created_at": "2025-05-20T10:15:02Z"}
    page = {"title": "Bot is slow", "body": "Slow.", "created_at": "2025-05-20T09:00:00Z"}
    text = json.dumps({**page, "resolved_at": "2025-05-20T10:15:00Z", "comments": [update]})
    assert [words for _, words in told(text)] == ["Slow.", "This incident has been resolved."]


def test_a_feed_of_tickets_is_read_without_its_markup() -> None:
    assert told(FEED) == [
        ("03-11 13:20", "Found by the office."),
        ("03-11 15:05", "Resolved"),
        ("03-11 14:10", "lo: Batch size is 1 now."),
    ]
    lines = [line.text for line in read(FEED).evidence]
    assert "Twice." in lines
    assert not any("<" in text or "&lt;" in text for text in lines)


@pytest.mark.parametrize("text", [FEED[:-20], FEED.replace("</title>", "", 1)])
def test_a_broken_feed_is_read_as_it_stands(text: str) -> None:
    assert feeds.items_of(text) == []
    assert read(text).evidence


def test_a_feed_that_declares_entities_is_none() -> None:
    assert not feeds.is_feed('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>')
    assert not feeds.is_feed("the <rss> feed was down\n")


def test_fields_of_a_page_that_tell_times_head_no_words() -> None:
    page = (
        "Mina Osei added a comment - 11 March 2025 at 14:10\nBatch size is 1 now.\n\n"
        "Created 11 March 2025 at 13:20\nUpdated 11 March 2025 at 16:20\n"
        "Resolved 11 March 2025 at 15:05\n"
    )
    lines = {line.text: line for line in read(page).evidence}
    resolved = lines["Resolved 11 March 2025 at 15:05"]
    assert resolved.carried is None
    assert resolved.speaker is None
    assert not any(text.startswith("Updated") for text in lines)


def test_an_update_that_stands_alone_still_heads_its_words() -> None:
    found = mark(of_text(["Updated 11 March 2025 at 16:20", "Answers are right again."]).passages)
    assert found[0].header


@pytest.mark.parametrize(
    ("cell", "stamp"),
    [
        ("24/Apr/25 8:05 AM", "2025-04-24T08:05"),
        ("24-Apr-2025 12:05 AM", "2025-04-24T00:05"),
        ("May 4, 2025 2:05 PM", "2025-05-04T14:05"),
        ("04.02.25 07:55", "2025-02-04T07:55"),
        ("2025-02-04 07:55:10", "2025-02-04T07:55:10"),
        ("04/02/2025 07:55", "04/02/2025 07:55"),
        ("Tue Jul 22 2025 10:31:40 GMT-0500 (CDT)", "2025-07-22T10:31:40-05:00"),
        ("32/Apr/25 8:05 AM", None),
        ("restarted at 10:05 and again", None),
        ("404", None),
        ("", None),
    ],
)
def test_a_cell_is_a_time_where_it_holds_nothing_else(cell: str, stamp: str | None) -> None:
    assert cell_stamp(cell) == stamp


@pytest.mark.parametrize(
    ("day", "clock", "stamp"),
    [
        ("04.02.25", "07:55", "2025-02-04T07:55"),
        ("2025-02-04", "7h55", "2025-02-04T07:55"),
        ("2025-02-04", "0755", "2025-02-04T07:55"),
        ("", "9.05", "09:05"),
        ("04/02/2025", "07:55", "04/02/2025 07:55"),
        ("2025-02-04", "early", None),
        ("", "2025-02-04 10:00", None),
    ],
)
def test_a_day_and_a_clock_in_two_cells_are_one_time(
    day: str, clock: str, stamp: str | None
) -> None:
    assert joined(day, clock) == stamp


def test_a_table_kept_by_hand_has_its_day_and_its_clock_in_two_columns() -> None:
    text = (
        "Nr.;Datum;Uhrzeit;Was ist passiert?;Wer;erl.\n"
        "1;04.02.25;07:55;Chatbot nennt falschen Tarif;Vogt;x\n"
        "2;04.02.25;08:40;Prompt auf Version 12;Brandl;x\n3;;09:05;Antworten richtig;Vogt;\n"
    )
    assert told(text) == [
        ("02-04 07:55", "Responder A: Chatbot nennt falschen Tarif"),
        ("02-04 08:40", "Responder B: Prompt auf Version 12"),
        ("02-04 09:05", "Responder A: Antworten richtig"),
    ]


def test_a_table_in_markdown_above_other_words_is_no_sheet() -> None:
    text = "| Time | Event |\n|---|---|\n| 10:05 | bot is slow |\n\nThe cache was full.\n"
    found = read_incident(
        Collected((Input("n.md", "note", data=text.encode()),)),
        day=None,
        zone=None,
        stage=lambda _: None,
    )
    assert found.evidence[-1].text == "The cache was full."
