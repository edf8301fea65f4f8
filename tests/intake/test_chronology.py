import time as clock
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.incident import Mention, Reference
from assistant.intake.clock.chronology import read_times

MONDAY = Reference(date(2026, 5, 4), "UTC", "given", "given")
UNKNOWN = Reference(None, "UTC", "unknown", "assumed")


def read(text: str, reference: Reference = MONDAY) -> list[Mention]:
    return [m for line in read_times(text.split("\n"), reference=reference) for m in line]


def told(text: str, reference: Reference = MONDAY) -> list[str]:
    return [
        "partial" if m.moment is None else m.moment.at.isoformat()[:16]
        for m in read(text, reference)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rolled back at noon", "2026-05-04T12:00"),
        ("until midnight", "2026-05-05T00:00"),
        ("14h05 : panne", "2026-05-04T14:05"),
        ("um 14.05 Uhr neu gestartet", "2026-05-04T14:05"),
        ("1405Z restart", "2026-05-04T14:05"),
        ("at 1405 UTC", "2026-05-04T14:05"),
        ("9:05 last night", "2026-05-03T21:05"),
        ("this morning at 9:05", "2026-05-04T09:05"),
        ("at 11 last night", "2026-05-03T23:00"),
        ("on Tuesday at 14:05", "2026-05-05T14:05"),
        ("on Friday at 14:05", "2026-05-01T14:05"),
        ("last Friday we deployed", "2026-05-01T00:00"),
        ("Yesterday we deployed", "2026-05-03T00:00"),
        ("the next day at 09:00", "2026-05-05T09:00"),
        ("10 minutes before 14:05", "2026-05-04T13:55"),
        ("2026-W19-1 14:05", "2026-05-04T14:05"),
        ("le 4 mai 2026 à 14h05", "2026-05-04T14:05"),
        ("14:05 UTC+5:30", "2026-05-04T14:05"),
        ("ts=1770000000 out of memory", "2026-02-02T02:40"),
        ('{"ts": "1770000000.123456", "text": "up"}', "2026-02-02T02:40"),
        ("createdAt: 1770000000123", "2026-02-02T02:40"),
        ("<t:1770000000:F> alert", "2026-02-02T02:40"),
    ],
)
def test_times_in_words_and_other_styles_are_read(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_stretch_of_time_counts_from_the_time_told_before_it() -> None:
    text = "14:05 deploy\nabout 10 mins later errors\n20 min after that rollback\nan hour later ok"
    assert [t[11:] for t in told(text)] == ["14:05", "14:15", "14:35", "15:35"]
    assert told("alert at 14:05, the deploy was ~2h before")[1] == "2026-05-04T12:05"
    assert all(m.moment is not None and m.moment.inferred for m in read(text)[1:])


def test_a_message_that_looks_back_counts_from_when_it_was_written() -> None:
    assert told("[2:05 PM] Responder A: deployed 5 min ago")[1] == "2026-05-04T14:00"


def test_a_countdown_counts_from_the_line_that_says_when_it_began() -> None:
    text = "T-5m deploy\nT+0 14:05 alert\nT+15 rollback\nT+1h fixed"
    assert [t[11:] for t in told(text)] == ["14:00", "14:05", "14:05", "14:20", "15:05"]
    assert told("T+15m rollback") == ["partial"]


@pytest.mark.parametrize(
    "text",
    [
        "half an hour after the deploy we saw errors",
        "This morning users complained",
        "a few minutes later it recovered",
        "10 minutes later it recovered",
        "14:?? restart",
    ],
)
def test_what_counts_from_something_unknown_stays_partial(text: str) -> None:
    assert told(text) == ["partial"]


@pytest.mark.parametrize(
    "text",
    [
        "the token expires 10 minutes after the last use",
        "retries every 5 minutes after a failure",
        "it took 5 minutes longer than 2 days earlier",
        "call 1770000000 now",
        "https://chat.example.com/archives/C1/p1747072166510619",
        "the midnight job and the Midnight theme",
        "we may 4 times retry within 2h30",
    ],
)
def test_stretches_that_state_a_rule_are_no_times(text: str) -> None:
    assert told(text) == []


def test_a_slip_in_a_date_is_not_mended_silently() -> None:
    for text in ("20202-01-16 12:00 | broke", "2026-02-30 10:00 x", "31/02/2026 10:00 x"):
        (mention,) = read(text)
        assert mention.moment is None
        assert mention.note


def test_a_day_without_its_minute_is_told_to_the_day() -> None:
    (mention,) = read("2026-05-06 14:?? restart")
    assert mention.moment is not None
    assert mention.moment.precision == "day"


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("2026-07-04 14:05 CET", 1, "summer time"),
        ("2026-01-04 14:05 PDT", -7, "winter time"),
        ("2026-05-04 14:05 IST", 5.5, "can also mean"),
        ("2026-03-29 02:30 Europe/Berlin", 1, "did not exist"),
        ("2026-10-25 02:30 Europe/Berlin", 2, "came twice"),
    ],
)
def test_a_zone_in_doubt_is_read_as_it_stands_and_said(text: str, offset: float, says: str) -> None:
    (mention,) = read(text)
    assert mention.moment is not None
    assert mention.moment.inferred
    assert mention.moment.at.utcoffset() == timedelta(hours=offset)
    assert says in (mention.note or "")


def test_a_zone_that_fits_the_season_is_not_in_doubt() -> None:
    for text in ("2026-07-04 14:05 CEST", "2026-01-04 14:05 CET", "2026-07-04 14:05 SGT"):
        (mention,) = read(text)
        assert mention.note is None


def test_both_names_of_a_zone_follow_the_season() -> None:
    for day, offset in (("2026-07-04", 2), ("2026-01-04", 1)):
        (mention,) = read(f"All times CET/CEST\n{day} 14:05 x")
        assert mention.moment is not None
        assert mention.moment.at.utcoffset() == timedelta(hours=offset)


def test_weekdays_over_lists_run_forward() -> None:
    text = "Tuesday\n14:05 x\nWednesday\n09:00 y"
    assert told(text) == ["2026-05-05T14:05", "2026-05-06T09:00"]
    assert told("Tuesday at 14:05", UNKNOWN) == ["partial"]


def test_a_half_of_the_day_that_was_worked_out_is_inferred() -> None:
    text = "All times in UTC\n## 2026-05-04\nResponder A  2:07 PM\nrolled back at 2:06"
    found = read(text)
    assert [m.moment.inferred for m in found if m.moment and m.moment.precision != "day"] == [
        False,
        True,
    ]


def test_a_time_far_into_a_long_line_is_read() -> None:
    assert told("word " * 4_000 + "at 14:05 it broke") == ["2026-05-04T14:05"]


_STYLES = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%d %B %Y %H:%M",
    "%d %b %Y, %H:%M",
    "%B %d, %Y at %H:%M",
    "%b %d, %Y %I:%M %p",
    "%A, %d %B %Y %H:%M",
    "%d.%m.%Y %H:%M",
    "%d/%b/%Y:%H:%M:00",
    "%Y/%m/%d %H:%M",
    "%H:%M on %d %B %Y",
    "%d %B %Y %Hh%M",
)


@settings(deadline=None)
@given(
    at=st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2099-12-31")),
    style=st.sampled_from(_STYLES),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
)
def test_every_style_reads_back_the_minute_that_was_written(
    at: datetime, style: str, zone: str
) -> None:
    whole = at.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone))
    stated = f"{whole.strftime(style)} {zone}"
    if style.startswith("%H"):
        stated = f"{whole.strftime('%H:%M')} {zone} on {whole.strftime('%d %B %Y')}"
    (mention,) = read(f"- {stated}: it broke")
    assert mention.moment is not None
    assert mention.moment.at.replace(tzinfo=None) == whole.replace(tzinfo=None)
    assert mention.moment.at.utcoffset() == whole.utcoffset()


_PIECES = st.sampled_from(
    [
        *("14:05 ", "2026-05-04 ", "10 minutes later ", "T+5m ", "until midnight ", "last Friday "),
        *("May 4 ", "1770000000 ", "ts=1770000000 ", "14:?? ", "CET ", "(", ")", "-", ":", "."),
        *("/", "1", "9 ", ", ", "# ", "\n", "\n\n", "Tuesday\n", "x "),
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_heap_of_times_breaks_the_clock(text: str) -> None:
    lines = text.split("\n")
    for line, found in zip(lines, read_times(lines, reference=MONDAY), strict=True):
        assert all(0 <= m.start < m.end <= len(line) for m in found)


@pytest.mark.parametrize(
    "piece",
    ["14:05 ", "10 minutes later ", "until midnight ", "2026-05-04 14:05 CET ", "1:", "T+1 "],
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    began = clock.process_time()
    read_times([line], reference=MONDAY)
    assert clock.process_time() - began < 2
