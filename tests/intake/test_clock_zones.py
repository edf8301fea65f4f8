"""Zones that whoever writes states of the times written down, beside that of a log."""

from __future__ import annotations

import pytest

from assistant.intake.clock.zone_statements import zones_told
from assistant.intake.clock.zones import name_of


def told(text: str) -> list[tuple[str, str | None]]:
    return [(name_of(one.zone), one.source) for one in zones_told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Triage bot slow, 18 Feb 2025, I write CET = +1",
        "we write in CET, sorry",
        "notes of the night, CET = UTC+1",
        "ich schreibe CET",
    ],
)
def test_what_people_write_in_holds_for_their_times(text: str) -> None:
    assert told(text) == [("+01:00", None)]


def test_the_clock_of_the_box_is_that_of_the_notes_where_the_log_has_its_own() -> None:
    text = "box clock is Europe/Vienna, vllm log is UTC"
    assert told(text) == [("Europe/Vienna", None), ("UTC", "log")]


def test_the_clock_of_the_box_alone_is_that_of_its_log() -> None:
    assert told("box clock is Europe/Vienna") == [("Europe/Vienna", "log")]


def test_what_is_said_of_the_log_beside_it_stays_the_log_s() -> None:
    found = told("11 march (server logs are UTC, I write CET = +1)")
    assert found == [("UTC", "log"), ("+01:00", None)]


@pytest.mark.parametrize(
    "text",
    ["CET = UTC+1, EST = UTC-5", "I write ETL jobs", "batch MST = +12 rows", "we use EST models"],
)
def test_lists_of_zones_and_other_capitals_state_none(text: str) -> None:
    assert told(text) == []
