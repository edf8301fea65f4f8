"""The order of day and month in dates that can be read both ways, and how it is told."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.incident import Incident
from assistant.intake.clock.dateorder import likely_order
from assistant.intake.clock.linetimes import read_line
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from assistant.intake.reference import infer


def read(text: str, *, day: date | None = None) -> Incident:
    item = Input("notes.md", "note", data=text.encode())
    return read_incident(Collected((item,)), day=day, zone=None, stage=lambda _: None)


def order(*lines: str) -> str | None:
    found = likely_order([read_line(line) for line in lines])
    return found.order if found else None


def told(text: str) -> list[str]:
    return [f"{m.moment.at:%m-%d}" for e in read(text).evidence for m in e.mentions if m.moment]


@pytest.mark.parametrize("text", ["Outage 3/5/2025", "Outage 3/5/2025 (UTC)", "3/5/2025 broke"])
def test_a_date_that_nothing_settles_is_not_guessed(text: str) -> None:
    found = infer([text, "", "10:05: broke"], now=date(2030, 1, 1))
    assert found.day is None
    assert "both ways (line 1)" in found.day_why


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3/5/2025 7:42 AM EST broke", "mdy"),
        ("Times are US Eastern", "mdy"),
        ("3/5/2025 07:42 CET broke", "dmy"),
        ("All times Europe/Warsaw", "dmy"),
        ("All times UTC", None),
        ("07:42 CET Berlin, 01:42 EST Toronto", None),
    ],
)
def test_the_zone_of_the_times_speaks_for_an_order(line: str, expected: str | None) -> None:
    assert order("Outage of 3/5/2025 and", line) == expected


def test_dates_that_lie_close_one_way_speak_for_it() -> None:
    assert told("3/5/2025 10:05 broke\n3/6/2025 09:00 fixed\n") == ["03-05", "03-06"]
    assert told("3/5/2025 10:05 broke\n4/5/2025 09:00 fixed\n") == ["05-03", "05-04"]
    assert told("3/5/2025 10:05 broke\n9/11/2025 09:00 fixed\n") == []


def test_a_half_of_the_day_without_noughts_speaks_for_the_month_first() -> None:
    assert order("[3/5/25, 2:03:11 PM] Ana: broken", "[3/5/25, 2:20:40 PM] Bo: fixed") == "mdy"
    assert order("[03/05/25, 2:03:11 pm] Ana: broken") is None
    assert order("[3/5/25, 14:03:11] Ana: broken") is None


def test_an_order_that_was_taken_is_inferred_and_told() -> None:
    found = read("3/5/2025 10:05 broke\n3/6/2025 09:00 fixed\n")
    (mention,) = found.evidence[0].mentions
    assert mention.moment is not None
    assert mention.moment.inferred
    assert mention.note is not None
    assert "month was taken to come first" in mention.note
    assert any("month was taken" in finding.message for finding in found.findings)
    assert "month was taken" in found.reference.day_why


def test_a_date_that_proves_the_order_leaves_no_doubt() -> None:
    found = read("3/5/2025 10:05 UTC broke\n3/13/2025 09:00 UTC fixed\n")
    assert [m.note for e in found.evidence for m in e.mentions] == [None, None]


def test_a_day_that_a_person_states_settles_it() -> None:
    found = read("Outage 3/5/2025 (UTC)\n10:05 broke\n", day=date(2025, 3, 5))
    (mention,) = found.evidence[-1].mentions
    assert mention.moment is not None
    assert mention.moment.at.date() == date(2025, 3, 5)
