from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.incident import Moment
from assistant.intake.clock.logstamps import Partial, parse_log_stamp


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2005-06-03-15.42.50.675872 R02-M1 RAS", "2005-06-03T15:42:50.675872+00:00"),
        ("1117838570 2005.06.03 R02-M1", "2005-06-03T22:42:50+00:00"),
        ("2015-10-18 18:01:47,978 INFO [main]", "2015-10-18T18:01:47.978000+00:00"),
        ("20171223-22:15:29:606|Step|30002312", "2017-12-23T22:15:29.606000+00:00"),
        ("20171224-0:0:0:5|Step", "2017-12-24T00:00:00.005000+00:00"),
        ("[Sun Dec 04 04:47:44 2005] [notice] ok", "2005-12-04T04:47:44+00:00"),
        ("[10/Oct/2025:13:55:36 +0200] GET", "2025-10-10T13:55:36+02:00"),
        ("081109 203615 148 INFO", "2008-11-09T20:36:15+00:00"),
        ("17/06/09 20:10:40 INFO executor", "2017-06-09T20:10:40+00:00"),
        ("2016-09-28 04:30:30, Info CBS", "2016-09-28T04:30:30+00:00"),
        ("04-May-2026 14:05:33.123 INFO", "2026-05-04T14:05:33.123000+00:00"),
        ("May 04, 2026 2:05:33 PM org.example.Main", "2026-05-04T14:05:33+00:00"),
        ("Mon, 04 May 2026 14:05:33 +0200 x", "2026-05-04T14:05:33+02:00"),
        ("Mon May  4 14:05:33 CEST 2026 x", "2026-05-04T14:05:33+02:00"),
        ("1286536309.450    180 10.0.0.1", "2010-10-08T11:11:49.450000+00:00"),
        ("1770000000123 x", "2026-02-02T02:40:00.123000+00:00"),
    ],
)
def test_the_layouts_of_logs_are_read(line: str, expected: str) -> None:
    found = parse_log_stamp(line, zone=None)
    assert found is not None
    moment, end = found
    assert isinstance(moment, Moment)
    assert moment.at.isoformat() == expected
    assert 0 < end < len(line)


@pytest.mark.parametrize(
    ("line", "month", "day", "at"),
    [
        ("Jun 14 15:16:01 combo sshd[1]: x", 6, 14, "15:16:01"),
        ("<34>Oct 11 22:14:15 host su: x", 10, 11, "22:14:15"),
        ("Feb 29 09:00:55 host kernel[0]: x", 2, 29, "09:00:55"),
        ("03-17 16:13:38.811  1702  2395 D", 3, 17, "16:13:38.811000"),
        ("[10.30 16:49:06] app.exe x", 10, 30, "16:49:06"),
        ("I0504 14:05:33.123456 1 x.go:1]", 5, 4, "14:05:33.123456"),
    ],
)
def test_a_stamp_without_a_year_stays_partial(line: str, month: int, day: int, at: str) -> None:
    found = parse_log_stamp(line, zone=None)
    assert found is not None
    assert isinstance(found[0], Partial)
    assert found[0].known() == {"month": month, "day": day, "time": at}
    assert found[0].time == time.fromisoformat(at)


@pytest.mark.parametrize(
    "line", ["", "x", "[12345.678901] usb 1-1: new", "081399 203615 x", "Foo 14 15:16:01 x"]
)
def test_what_is_no_stamp_gives_nothing(line: str) -> None:
    assert parse_log_stamp(line, zone=None) is None


_WRITTEN = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%dT%H%M%S",
    "[%a %b %d %H:%M:%S %Y]",
    "%a %b %d %H:%M:%S %Y",
    "[%d/%b/%Y:%H:%M:%S]",
    "%d-%b-%Y %H:%M:%S",
    "%Y-%m-%d-%H.%M.%S",
    "%Y%m%d-%H:%M:%S",
    "%b %d, %Y %I:%M:%S %p",
    "%y/%m/%d %H:%M:%S",
    "%y%m%d %H%M%S",
)


@settings(deadline=None)
@given(
    at=st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2089-12-31")),
    written=st.sampled_from(_WRITTEN),
)
def test_every_layout_reads_back_the_second_that_was_written(at: datetime, written: str) -> None:
    zone = ZoneInfo("Asia/Tokyo")
    whole = at.replace(microsecond=0, tzinfo=zone)
    found = parse_log_stamp(f"{whole.strftime(written)} INFO up", zone=zone)
    assert found is not None
    assert isinstance(found[0], Moment)
    assert found[0].at == whole
    assert found[0].inferred


@settings(deadline=None)
@given(st.integers(min_value=1_000_000_000, max_value=1_999_999_999), st.integers(0, 999_999))
def test_an_epoch_is_its_instant_in_every_unit(seconds: int, micros: int) -> None:
    expected = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
    for text in (f"{seconds}.{micros:06d} x", f"{seconds}{micros:06d} x"):
        found = parse_log_stamp(text, zone=None)
        assert found is not None
        assert isinstance(found[0], Moment)
        assert found[0].at == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_stamps(text: str) -> None:
    found = parse_log_stamp(text, zone=None)
    assert found is None or 0 < found[1] <= len(text)
