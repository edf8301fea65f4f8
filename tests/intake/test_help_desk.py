"""Tickets of a help desk: that it answered a customer is told as that, and ends no incident."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from assistant.drafting.pipeline import draft_incident
from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

TICKET = {
    "id": 40112,
    "subject": "Bot speaks Dutch to me",
    "status": "solved",
    "created_at": "2026-03-04T09:40:00Z",
    "solved_at": "2026-03-05T08:00:00Z",
    "description": "Your bot answered me in Dutch.",
}
NOTES = "2026-03-04, all times UTC\n09:15 bot answers in Dutch\n10:35 rolled back\n10:52 resolved\n"


def given(ticket: object) -> Incident:
    inputs = (
        Input("ticket.json", "note", data=json.dumps({"ticket": ticket}).encode()),
        Input("notes.txt", "note", data=NOTES.encode()),
    )
    return read_incident(Collected(inputs), day=None, zone=None, stage=lambda _: None)


def resolved(ticket: object) -> str | None:
    draft = draft_incident(
        given(ticket), now=datetime(2026, 3, 9, tzinfo=UTC), stage=lambda _: None
    )
    ends = [e.time.isoformat() for e in draft.timeline if e.phase == "resolved" and e.time]
    return ends[0] if ends else None


def test_a_customer_s_solved_ticket_ends_no_incident() -> None:
    assert resolved({**TICKET, "requester_id": 91}) == "2026-03-04T10:52:00+00:00"


def test_an_incident_s_own_ticket_tells_its_end() -> None:
    texts = [line.text for line in given(TICKET).evidence]
    assert any(text.endswith("Resolved") for text in texts)
