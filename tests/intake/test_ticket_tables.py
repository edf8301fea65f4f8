"""Tables of tickets as a tool exports them, and chats whose writers go by handles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.notes import sheets
from assistant.intake.reader import read_incident

FIXTURES = Path(__file__).parent / "fixtures" / "notes"


def read(item: Input) -> Incident:
    collected = Collected((item,))
    return read_incident(collected, day=date(2026, 10, 30), zone="UTC", stage=lambda _: None)


def test_a_table_of_tickets_is_read_with_its_journals_and_when_it_was_closed() -> None:
    found = read(Input("tickets.csv", "note", data=(FIXTURES / "tickets.csv").read_bytes()))
    told = [(line.text, line.time and f"{line.time.at:%H:%M}") for line in found.evidence]
    assert told[0] == ("[2026-10-30T08:14:02] Responder A: The bot tells of no excess", "08:14")
    assert told[1][1] == "08:31"
    assert ("[2026-10-30T11:48:55] Closed", "11:48") in told
    assert not any("Nystr" in text or "Vogl" in text for text, _ in told)


def test_a_copied_chat_may_name_its_writers_by_their_handles() -> None:
    text = "petra.vogl\n  9:04 AM\nwrong answers\n:eyes: 3\nlena (she/her)\n  9:41 AM\nlooking\n"
    found = read(Input("slack.txt", "note", data=text.encode()))
    told = {line.text: line.speaker for line in found.evidence}
    assert told["wrong answers"] == "Responder A"
    assert told["looking"] == "Responder B"
    assert ":eyes: 3" not in told


@pytest.mark.parametrize(
    "head",
    [
        "Number,Opened,Short description,State\n",
        "Key;Summary;Reporter;Created\n",
        "ticket\ttitle\topened by\topened\tnotes\n",
    ],
)
def test_columns_are_known_by_what_tools_call_them(head: str) -> None:
    assert sheets.mark_of(head) is not None


@pytest.mark.parametrize(
    "head",
    [
        "time,kind,component,before,after,title\n",
        "version,title,created\n",
        "timestamp,level,message,trace_id\n",
        "number,state\n",
    ],
)
def test_a_history_or_a_log_is_no_table_of_tickets(head: str) -> None:
    assert sheets.mark_of(head) is None
