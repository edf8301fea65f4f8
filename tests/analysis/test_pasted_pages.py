"""Pages as people paste them, from what they hold to the steps of the draft."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.export.markdown import render
from assistant.incident import Kind
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.kinds import detect
from assistant.intake.reader import read_incident
from tests.analysis.notebook import NOW

Page = tuple[str, Kind, str]


def drafted(*pages: Page) -> Draft:
    items = tuple(Input(name, kind, data=text.encode()) for name, kind, text in pages)
    found = read_incident(Collected(items), day=None, zone=None, stage=lambda _: None, now=NOW)
    return draft_incident(found, now=NOW, stage=lambda _: None)


def steps(draft: Draft, *, east: int = 0) -> list[tuple[str, str, str]]:
    """Return the steps by a clock so many hours east of Greenwich."""
    zone = timezone(timedelta(hours=east))
    return [
        (e.time.astimezone(zone).strftime("%d %H:%M") if e.time else "?", e.phase, e.text)
        for e in draft.timeline
    ]


ISSUE = """Issue: ToolCallError: schema validation failed
First seen: 3 hours ago (May 4, 2026, 2:11:09 PM UTC)
Users: 318
Activity
Wren Talloway  14:25  linked to INC-88
Ode Finnbar  14:41  model alias flipped at the vendor
System  15:34  Resolved in agent 4.7.1
Wren Talloway 16:05 zero errors since 15:59
"""


def test_an_activity_list_tells_its_steps_and_none_of_its_names() -> None:
    draft = drafted(("issue.txt", "note", ISSUE))
    told = steps(draft)
    assert ("04 14:25", "acknowledged", "linked to INC-88") in told
    assert ("04 14:41", "event", "model alias flipped at the vendor") in told
    assert any(at == "04 14:11" and "First seen" in text for at, _, text in told)
    shown = json.dumps([told, [line.text for line in draft.evidence]])
    assert not any(name in shown for name in ("Wren", "Talloway", "Finnbar"))


TEAMS = """[5/4/2026 9:02 PM] Halvard Quist
anyone else see that the triage model puts chest pain into "routine"?

[5/4/2026 9:05 PM] Bettine Oyelaran (Guest)
yes, since about 7ish. Before that fine

[5/4/2026 9:52 PM] Halvard Quist
rolled back to v5.1
[5/4/2026 10:10 PM] Bettine Oyelaran (Guest)
looks ok again
"""


def test_a_guest_of_a_chat_speaks_under_a_role_and_says_since_when() -> None:
    draft = drafted(("teams.txt", "note", TEAMS))
    assert draft.title == 'The triage model puts chest pain into "routine"'
    told = {phase: (at, text) for at, phase, text in steps(draft)}
    assert told["start"] == ("04 19:00", "yes, since about 7ish.")
    assert told["mitigated"] == ("04 21:52", "rolled back to v5.1")
    assert told["resolved"] == ("04 22:10", "looks ok again")
    assert "Oyelaran" not in json.dumps([line.text for line in draft.evidence])


SLACK = """May 4th, 2026
Ingrid Solvang
  3:02 PM
heads up support got complaints that the *fare bot* quotes the old tariff
Mateus Brill
  3:07 PM
on it
3:09
the parser dropped all pdfs after the lib bump (#2231 merged yesterday 17:40)
4:11 PM
back to 41,219 docs, bot on again
"""


def test_a_copied_chat_counts_a_bare_time_on_from_the_one_above() -> None:
    draft = drafted(("slack.txt", "note", SLACK))
    assert draft.title == "Support got complaints that the fare bot quotes the old tariff"
    told = steps(draft)
    assert ("03 17:40", "change", "#2231 merged") in told
    assert [at for at, _, _ in told if at.startswith("04")] == [
        "04 15:02", "04 15:07", "04 15:09", "04 16:11",
    ]  # fmt: skip


ROOM = """## War room 4.5. (times CEST unless noted)

* 06:20 pager: p95 answer time > 8s
* 06:24 ack /Tove
* index 0.7 -> 0.8 on Sunday
* 06:40 switched retrieval to keyword-only
* 07:55 REINDEX done, p95 back to normal
"""
POSTGRES = '2026-05-04 06:14:22.871 CEST [9921] ERROR:  vector index "kb_idx" is corrupt\n'


def test_a_page_of_timed_bullets_under_a_day_is_notes_and_its_log_keeps_its_zone() -> None:
    draft = drafted(("room.md", "note", ROOM), ("pg.log", "log", POSTGRES))
    told = steps(draft, east=2)
    assert ("04 06:14", "event", 'ERROR: vector index "kb_idx" is corrupt') in told
    assert draft.title == "Pager: p95 answer time > 8s"
    assert [phase for _, phase, _ in told if phase != "event"] == [
        "detected", "acknowledged", "mitigated", "resolved",
    ]  # fmt: skip


MAIL = """From: Odile Brandt <odile@nordwerk.example>
Date: Tue, 5 May 2026 07:48:12 +0200
Subject: Angebotsassistent rechnet falsch

seit gestern Mittag ca. 12:30 kommen Angebote ohne Mehrwertsteuer.
"""


def test_yesterday_noon_in_a_mail_lies_before_it_and_is_the_start() -> None:
    draft = drafted(("mail.txt", "note", MAIL))
    assert ("04 12:30", "start") in [(at, phase) for at, phase, _ in steps(draft, east=2)]


UNDATED = "09:02 helpbot quotes the old policy\n09:30 rolled back to prompt v4\n09:48 resolved\n"


def test_steps_without_a_day_show_their_clock_as_written_and_are_not_placed() -> None:
    draft = drafted(("chat.txt", "note", UNDATED))
    assert [e.time for e in draft.timeline] == [None, None, None]
    page = render(draft)
    assert "| 09:30 | **Mitigated** |" in page
    assert "The inputs tell no day" in page
    assert "Its line tells no day." in page


@pytest.mark.parametrize("mark", ["", "- "])
def test_an_exported_timeline_with_seconds_is_notes(mark: str) -> None:
    page = (
        "# INC-482 Embedding service returning stale vectors\n## Timeline\n"
        f"{mark}2025-12-02 14:06:11 UTC — Incident reported by Datadog Monitor\n"
        f"{mark}2025-12-02 14:09:40 UTC — Status changed from Triage → Investigating\n"
        f"{mark}2025-12-02 15:02:10 UTC — alias back on embedding-3-small\n"
        f"{mark}2025-12-02 16:30:00 UTC — Status changed from Monitoring → Closed\n"
    )
    assert detect("rootly.md", page) == "note"
    assert [phase for _, phase, _ in steps(drafted(("rootly.md", "note", page)))] == [
        "detected", "acknowledged", "mitigated", "resolved",
    ]  # fmt: skip


def test_a_log_with_levels_under_a_heading_stays_a_log() -> None:
    line = "2025-12-02 14:06:11 ERROR embed: dimension mismatch\n"
    assert detect("x", f"# Log of the embed service\n{line}{line}") == "log"
