"""The digest reads the time of each line in the layout it is written in, or says what it lacks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.clock import zones
from assistant.intake.logs import logsummary, logtimes, stamptable
from assistant.intake.logs.layouts import LABELS
from tests.intake.digests import FIXTURES, lines_of


def _told(data: bytes) -> list[datetime | dict[str, int | str] | None]:
    """Return the time of each line, what is known of it, or None."""
    found, each = lines_of(data)
    placing = logsummary.summarise(found).placing
    told: list[datetime | dict[str, int | str] | None] = []
    for time in each.times.tolist():
        partial = logtimes.partial(time)
        at = placing.at(time)
        told.append(at if at is not None else dict(partial) if partial else None)
    return told


def test_every_layout_of_one_file_is_read() -> None:
    day = datetime(2026, 6, 11, 8, tzinfo=UTC)

    def at(seconds: float) -> datetime:
        return day + timedelta(seconds=seconds)

    # The lines without a year are placed by the dated ones around them.
    assert _told((FIXTURES / "log_mixed.log").read_bytes()) == [
        at(0.125),
        at(1) - timedelta(hours=2),
        at(2),
        at(3),
        at(4.25),
        at(5.5),
        {"time": "08:00:06.125"},
        at(7.606),
        at(8.000101),
        at(9) + timedelta(hours=6),
        None,
    ]


def test_a_log_without_years_stays_partial() -> None:
    data = b"Dec 31 23:59:59 host a: b c d\nJan  1 00:00:00 host a: b c d\n"
    assert _told(data) == [
        {"month": 12, "day": 31, "time": "23:59:59"},
        {"month": 1, "day": 1, "time": "00:00:00"},
    ]


def test_stamps_of_programs_are_read_wherever_they_are_whole() -> None:
    data = (
        b"13.05.2025 10:06:02.014 *WARN* [main] a\n"
        b"05/13/2025-10:06:03.014226  [**] [1:71:7] b\n"
        b"I20250513 10:06:04.014226 71 ranker.cc:88] c\n"
    )
    at = datetime(2025, 5, 13, 10, 6, tzinfo=UTC)
    assert _told(data) == [
        at + timedelta(seconds=2.014),
        at + timedelta(seconds=3.014226),
        at + timedelta(seconds=4.014226),
    ]


def test_a_stamp_behind_the_priority_of_syslog_or_with_the_day_first_stays_partial() -> None:
    data = b"<134>May 13 10:06:02 quote-1 ranker[71]: a\n[71] 13 May 10:06:03.014 * b\n"
    assert _told(data) == [
        {"month": 5, "day": 13, "time": "10:06:02"},
        {"month": 5, "day": 13, "time": "10:06:03.014"},
    ]


def test_a_year_told_beside_a_stamp_places_the_others_over_new_year() -> None:
    told = _told((FIXTURES / "log_syslog.log").read_bytes())
    assert told[0] == datetime(2025, 12, 31, 23, 58, 41, tzinfo=UTC)
    assert told[-1] == datetime(2026, 1, 1, 0, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("log_json.jsonl", [0.125, 1.25, 2, 3.5]),
        ("log_logfmt.log", [0, 1, 2]),
        ("log_export.csv", [None, 0, 5, 9]),
    ],
)
def test_times_are_read_by_their_key_or_column(name: str, times: list[float | None]) -> None:
    start = datetime(2026, 6, 11, 8, tzinfo=UTC)
    assert _told((FIXTURES / name).read_bytes()) == [
        None if second is None else start + timedelta(seconds=second) for second in times
    ]


_FORMS = (
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S,%f",
    "%d/%b/%Y:%H:%M:%S.%f",
    "%b %d %Y %H:%M:%S.%f",
    "%Y%m%d-%H:%M:%S.%f",
)


@given(
    st.datetimes(datetime.fromisoformat("2001-09-10"), datetime.fromisoformat("2033-01-01")),
    st.sampled_from(_FORMS),
    st.sampled_from([3, 6]),
    st.sampled_from(["", "Z", "+02:00", "-0730"]),
)
def test_a_written_time_is_read_to_its_last_digit(
    at: datetime, form: str, digits: int, zone: str
) -> None:
    text = at.strftime(form)[: digits - 6 or None]
    exact = at.replace(microsecond=at.microsecond // 10 ** (6 - digits) * 10 ** (6 - digits))
    shift = {"+02:00": timedelta(hours=-2), "-0730": timedelta(hours=7, minutes=30)}
    data = f"{text}{zone} INFO served 1 2\n".encode()
    assert _told(data) == [exact.replace(tzinfo=UTC) + shift.get(zone, timedelta())]


def test_a_day_that_is_none_leaves_the_days_around_it_their_times() -> None:
    days = ("10", "10", "41", "41", "11", "00", "12")
    data = "".join(f"2026-06-{day} 08:00:00 INFO served page {day}\n" for day in days).encode()
    assert _told(data) == [
        datetime(2026, 6, int(day), 8, tzinfo=UTC) if 0 < int(day) < 31 else None for day in days
    ]


def test_stamps_with_and_without_fraction_and_zone_stand_in_one_log() -> None:
    start = datetime(2026, 6, 11, 8, tzinfo=UTC)
    data = b"".join(
        f"2026-06-11T08:00:00{tail} INFO served\n".encode()
        for tail in ("", ".250", "Z", "+02:00", ".250Z", "", " -1 of")
    )
    assert _told(data) == [
        start + timedelta(seconds=second, hours=hours)
        for second, hours in ((0, 0), (0.25, 0), (0, 0), (0, -2), (0.25, 0), (0, 0), (0, 0))
    ]


def test_past_the_most_layouts_lines_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamptable.Stamps.__init__, "__defaults__", (3,))
    lines = [f"{'x' * n} 2026-06-11T08:00:{n:02}Z INFO served\n" for n in range(12)]
    start = datetime(2026, 6, 11, 8, tzinfo=UTC)
    assert _told("".join(lines).encode()) == [start + timedelta(seconds=n) for n in range(12)]


def test_no_time_is_made_of_what_is_none(tmp_path: Path) -> None:
    data = b"version 10.4.7 of 2026-13-45 25:61:00\n1234567 units\n12:00 sharp\n\n"
    assert _told(data) == [None, None, None, None]


@pytest.mark.parametrize("label", LABELS)
def test_a_zone_named_behind_a_time_is_that_of_the_time(label: str) -> None:
    zone = zones.resolve(label)
    assert zone is not None
    (found,) = _told(f"2026-11-24 06:14:22.871 {label} [9921] ERROR:  boom\n".encode())
    assert found == datetime(2026, 11, 24, 6, 14, 22, 871_000, tzinfo=zone)


def test_words_that_stand_where_others_state_a_zone_are_none() -> None:
    lines = (b"2026-11-24 06:14:22 EDT x\n", b"2026-11-24 06:14:23 INFO x\n")
    first, *others = _told(b"".join((*lines, b"2026-11-24 06:14:24 CSTX failed\n")))
    assert first == datetime(2026, 11, 24, 10, 14, 22, tzinfo=UTC)
    assert others == [datetime(2026, 11, 24, 6, 14, second, tzinfo=UTC) for second in (23, 24)]
    assert [row.level for row in lines_of(b"".join(lines))[0].rows] == [None, "INFO"]
