"""The zone of a log without one: told where its lines stand beside the notes, else left open."""

from __future__ import annotations

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

NOTES = (
    "night of 3 → 4 Sept 2026 (CEST)\n- 23:53 calls time out\n- 00:20 run ended\n- 06:40 phoned\n"
)
LOG = """2026-09-03 23:53:22,010 ERROR tools place_order timeout order=7f0e
2026-09-04 00:19:58,120 ERROR tools place_order timeout order=d4d2
2026-09-04 00:20:30,000 WARN run step limit reached, run ends
"""


def read(log: str, *, zone: str | None = None) -> Incident:
    items = (
        Input("notes.md", "note", data=NOTES.encode()),
        Input("agent.log", "log", data=log.encode()),
    )
    return read_incident(Collected(items), day=None, zone=zone, stage=lambda _: None)


def first_of(found: Incident) -> str:
    moment = found.logs[0].first
    assert moment is not None
    return moment.at.isoformat()


def test_a_log_is_read_in_the_zone_of_the_notes_where_its_lines_stand_beside_theirs() -> None:
    found = read(LOG)
    assert first_of(found) == "2026-09-03T23:53:22.010000+02:00"
    (said,) = [one for one in found.findings if "states no zone" in one.message]
    assert said.where == "agent.log"
    stamps = [m.moment for line in found.evidence if line.kind == "log" for m in line.mentions]
    assert stamps
    assert all(one is not None and one.inferred for one in stamps)


def test_a_log_that_stands_beside_nothing_stays_in_utc() -> None:
    found = read(LOG.replace("23:53", "20:11").replace("00:19", "21:40").replace("00:20", "21:41"))
    assert first_of(found).endswith("+00:00")
    assert not any("states no zone" in one.message for one in found.findings)


def test_a_log_that_stands_beside_the_notes_in_utc_stays_there() -> None:
    utc = LOG.replace("2026-09-04 00:", "2026-09-03 22:").replace("23:53", "21:53")
    assert first_of(read(utc)) == "2026-09-03T21:53:22.010000+00:00"


def test_a_stated_zone_is_never_overruled() -> None:
    stated = LOG.replace(",010", ",010Z").replace(",120", ",120Z").replace(",000", ",000Z")
    assert first_of(read(stated)).endswith("+00:00")
    assert first_of(read(LOG, zone="America/New_York")).endswith("-04:00")
