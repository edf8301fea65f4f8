"""What the times of a log leave out is taken from what the log says elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.intake.logs import logsummary
from tests.intake.digests import lines_of

_ASKED = '203.0.113.7 - - [14/Jan/2025:06:15:09 {zone}] "POST /api/triage HTTP/1.1" 200 812\n'
_FAILED = "2025/01/14 06:15:40 [crit] 29#29: *8890 SSL_do_handshake() failed\n"
_HEAD = (
    "-- Logs begin at Mon 2025-01-13 00:00:02 CET, end at Tue 2025-01-14 09:00:00 CET. --\n"
    "Jan 14 06:14:50 gpu03 embed[901]: model loaded\n"
)


def _times(text: str, zone: str | None = None) -> list[datetime | None]:
    found, each = lines_of(text.encode())
    summary = logsummary.summarise(found, zone=ZoneInfo(zone) if zone else None)
    return [summary.placing.at(time) for time in each.times.tolist()]


def test_a_line_without_an_offset_is_read_by_that_of_the_lines_beside_it() -> None:
    told = _times(_ASKED.format(zone="+0100") + _FAILED)
    assert told[1] == datetime(2025, 1, 14, 5, 15, 40, tzinfo=UTC)
    late = _times(_FAILED + _ASKED.format(zone="-0530"))
    assert late[0] == datetime(2025, 1, 14, 11, 45, 40, tzinfo=UTC)


def test_a_person_says_more_than_the_lines_beside_and_two_offsets_say_nothing() -> None:
    told = _times(_ASKED.format(zone="+0100") + _FAILED, "America/New_York")
    assert told[1] == datetime(2025, 1, 14, 11, 15, 40, tzinfo=UTC)
    mixed = _ASKED.format(zone="+0100") + _ASKED.format(zone="+0200").replace("POST", "GET")
    assert _times(mixed + _FAILED)[2] == datetime(2025, 1, 14, 6, 15, 40, tzinfo=UTC)


def test_the_head_of_a_journal_states_year_and_zone_and_is_no_event() -> None:
    assert _times(_HEAD) == [None, datetime(2025, 1, 14, 5, 14, 50, tzinfo=UTC)]
    found, each = lines_of(_HEAD.encode())
    assert [bool(found.rows[row].words) for row in each.rows.tolist()] == [False, True]


def test_a_journal_that_runs_over_new_year_begins_in_the_old_one() -> None:
    told = (
        "-- Logs begin at Mon 2024-12-30 00:00:02 CET, end at Wed 2025-01-01 09:00:00 CET. --\n"
        "Dec 31 23:59:00 gpu03 embed[901]: model loaded\nJan 01 00:01:00 gpu03 embed[901]: on\n"
    )
    assert _times(told)[1:] == [
        datetime(2024, 12, 31, 22, 59, tzinfo=UTC),
        datetime(2024, 12, 31, 23, 1, tzinfo=UTC),
    ]


def test_a_line_that_only_looks_like_the_head_of_a_journal_stays() -> None:
    told = _HEAD.replace("Logs begin at", "Logs of a day begin at")
    found, each = lines_of(told.encode())
    assert all(found.rows[row].words for row in each.rows.tolist())


@pytest.mark.parametrize(("zone", "hour"), [("CEST", 12), ("UTC", 14), ("+0200", 12), ("XYZT", 14)])
def test_a_zone_ahead_of_the_year_counts(zone: str, hour: int) -> None:
    (told,) = _times(f"Mon May  4 14:05:33 {zone} 2026 worker started\n")
    assert told == datetime(2026, 5, 4, hour, 5, 33, tzinfo=UTC)
