"""Times and durations as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.export.times import clock, duration, offset_from_start, zone_of


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "not known"),
        (0, "0 s"),
        (0.25, "250 ms"),
        (45, "45 s"),
        (90, "1 min 30 s"),
        (4320, "1 h 12 min"),
        (3600, "1 h"),
        (7199.9, "2 h"),
        (97200, "1 d 3 h"),
        (-600, "-10 min"),
    ],
)
def test_a_duration_reads_in_its_two_largest_units(seconds: float | None, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(42, "42 min before"), (-75, "1 h 15 min after"), (0, "at the start"), (None, "not known")],
)
def test_a_change_stands_before_or_after_the_start(minutes: float | None, words: str) -> None:
    assert offset_from_start(minutes) == words


def test_the_date_is_left_out_where_the_incident_is_on_one_day() -> None:
    noon = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    moving = clock("Europe/Berlin", [noon, noon + timedelta(hours=2)])
    assert moving.at(noon) == "12:00"
    assert moving.at(noon - timedelta(days=1)) == "2026-03-01 12:00"


def test_every_step_has_its_date_where_the_incident_spans_days() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    moving = clock("Europe/Berlin", [late, late + timedelta(hours=1)])
    assert moving.dates == ("2026-03-02", "2026-03-03")
    assert moving.at(late, "second") == "2026-03-02 23:30:00"


def test_an_unknown_zone_falls_back_to_the_offset_that_all_times_share() -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    moving = clock(None, [datetime(2026, 3, 2, 9, 0, tzinfo=zone)])
    assert moving.label == "UTC+05:30"
    assert moving.at(datetime(2026, 3, 2, 9, 0, tzinfo=zone)) == "09:00"


def test_seconds_are_never_dropped_from_a_time_that_has_them() -> None:
    time = datetime(2026, 3, 2, 9, 0, 7, 250000, tzinfo=UTC)
    moving = clock("UTC", [time])
    assert moving.at(time, "minute") == "09:00:07"
    assert moving.at(time, "millisecond") == "09:00:07.250"
    assert moving.at(time, "day") == "2026-03-02"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "", "+99:00", "/abs", "a\0b"])
def test_a_name_that_is_no_zone_is_not_known(name: str) -> None:
    assert zone_of(name) is None


def test_fixed_offsets_are_zones() -> None:
    zone = zone_of("UTC-03:30")
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=-3, minutes=-30)
