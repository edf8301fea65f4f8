"""The year or the day that a log leaves out, where the other inputs tell it."""

from __future__ import annotations

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

SYSLOG = "Nov 03 15:09:58 quote-1 hector[881]: INFO quote\nNov 03 15:11:31 quote-1 x[9]: WARN low\n"


def read(log: str, notes: str = "2026-11-03\n15:20 prices are off\n") -> Incident:
    items = [Input("app.log", "log", data=log.encode())]
    if notes:
        items.insert(0, Input("notes.md", "note", data=notes.encode()))
    return read_incident(Collected(tuple(items)), day=None, zone="UTC", stage=lambda _: None)


def first(found: Incident) -> str | None:
    moment = found.logs[0].first
    return None if moment is None else f"{moment.at:%Y-%m-%d %H:%M:%S} {moment.inferred}"


def test_a_log_without_a_year_is_read_in_the_year_of_the_notes_and_that_is_told() -> None:
    found = read(SYSLOG)
    assert first(found) == "2026-11-03 15:09:58 True"
    assert any("writes no year" in one.message for one in found.findings)
    assert [line.time is not None for line in found.of_kind("log")] == [True, True]


def test_the_year_is_the_one_in_which_the_log_stands_next_to_the_notes() -> None:
    log = SYSLOG.replace("Nov 03", "Dec 31")
    assert first(read(log, "2027-01-01\n00:20 prices are off\n")) == "2026-12-31 15:09:58 True"


def test_a_log_that_stands_far_from_the_notes_keeps_its_year_open() -> None:
    assert first(read(SYSLOG.replace("Nov", "May"))) is None


def test_a_log_without_a_date_is_read_on_the_day_of_the_notes() -> None:
    found = read("15:09:58 INFO quote made\n15:11:31 WARN price low\n")
    assert first(found) == "2026-11-03 15:09:58 True"
    assert any("writes no date" in one.message for one in found.findings)


def test_without_a_day_from_elsewhere_such_a_log_stays_partial() -> None:
    assert first(read(SYSLOG, notes="")) is None
