from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.incident import Reference
from assistant.intake.clock.chronology import read_times
from assistant.intake.clock.clock import find_times, parse_stamp

REFERENCE = Reference(date(2026, 5, 4), "UTC", "given", "given")
UNKNOWN = Reference(None, "UTC", "unknown", "assumed")


def told(text: str, reference: Reference = REFERENCE) -> list[str]:
    return [
        "partial" if m.moment is None else m.moment.at.isoformat()
        for m in find_times(text, reference=reference)
    ]


def told_in(text: str, reference: Reference = REFERENCE) -> list[str]:
    found = read_times(text.strip().split("\n"), reference=reference)
    return [
        "partial" if m.moment is None else m.moment.at.isoformat()
        for line in found
        for m in line
        if m.moment is None or m.moment.precision != "day"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-04T09:12:33.123Z up", "2026-05-04T09:12:33.123000+00:00"),
        ("2026-05-04 09:12:33,5 up", "2026-05-04T09:12:33.500000+00:00"),
        ("at 2026-05-04 09:12 it broke", "2026-05-04T09:12:00+00:00"),
        ("wed may 20 9:05a first wrong note", "2026-05-20T09:05:00+00:00"),
        ("put in on wed 20 may at 9:05", "2026-05-20T09:05:00+00:00"),
        ("it was 9:05 on 20 may, we think", "2026-05-20T09:05:00+00:00"),
        ("20th of march, 9:05 it began", "2026-03-20T09:05:00+00:00"),
        ("3 → 4 Sept 2026, 23:50 run starts", "2026-09-03T23:50:00+00:00"),
        ("Sept 3–4, 2026, 23:50 run starts", "2026-09-03T23:50:00+00:00"),
        ("the first one is 6:37 PM friday.", "2026-05-01T18:37:00+00:00"),
        ("4 May 2026 14:05 CEST", "2026-05-04T14:05:00+02:00"),
        ("2026-07-04 14:05 CET", "2026-07-04T14:05:00+01:00"),
        ("2026-05-04 14:05 Europe/Berlin", "2026-05-04T14:05:00+02:00"),
        ("2026-05-04, 2pm PT", "2026-05-04T14:00:00-07:00"),
        ("Mon, 04 May 2026 14:05:33 +0200", "2026-05-04T14:05:33+02:00"),
        ("Mon May  4 14:05:33 2026", "2026-05-04T14:05:33+00:00"),
        ("[04/May/2026:14:05:33 +0200]", "2026-05-04T14:05:33+02:00"),
        ("20260504T140533Z", "2026-05-04T14:05:33+00:00"),
        ("14:05 on 4 May 2026", "2026-05-04T14:05:00+00:00"),
        ("Aug 12, 2025 at 4:32PM UTC", "2025-08-12T16:32:00+00:00"),
        ("Tuesday 9th of June 2020, 11:00", "2020-06-09T11:00:00+00:00"),
        ("rolled back at 14:05.", "2026-05-04T14:05:00+00:00"),
        ("11:20: acknowledged", "2026-05-04T11:20:00+00:00"),
        ("12:05 am restart", "2026-05-04T00:05:00+00:00"),
        ("30 Dec 23:10", "2025-12-30T23:10:00+00:00"),
        ("| 2026-05-05 | 14:05 | restart |", "2026-05-05T14:05:00+00:00"),
        ("13/05/2026 14:05", "2026-05-13T14:05:00+00:00"),
        ("Yesterday at 14:05", "2026-05-03T14:05:00+00:00"),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, expected: str) -> None:
    reference = Reference(date(2026, 1, 3), "UTC", "", "") if "Dec" in text else REFERENCE
    assert told(text, reference) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a ratio of 3:1 or 16:9",
        "ratio 3:10",
        "host:8080 and 10.0.0.1:80 and localhost:9090",
        "waited for 14:05 min",
        "took 01:30 in all",
        "Time to detection: 00:53",
        "about 1:20 of downtime",
        "app.py:12:30 and line 12:30",
        "08:00:27:4e:01:aa",
        "moved to gpt-4o-2024-08-06 and model v1.2.2026",
        "we may 4 times retry",
        "p95 > 3:00",
        "https://example.com/2026/05/04/?t=12:30",
    ],
)
def test_numbers_that_are_no_times_stay_out(text: str) -> None:
    assert told(text) == []


def test_what_is_not_known_stays_partial() -> None:
    assert told("at 14:05", UNKNOWN) == ["partial"]
    assert told("on 03/04/2026 at 14:05", UNKNOWN) == ["partial"]
    assert told("on 4 May", UNKNOWN) == ["partial"]


def test_day_and_month_are_ordered_as_the_document_proves() -> None:
    assert told_in("03/04/2026 14:05 a\n25/04/2026 14:05 b", UNKNOWN)[0].startswith("2026-04-03")
    assert told_in("03/04/2026 14:05 a\n04/25/2026 14:05 b", UNKNOWN)[0].startswith("2026-03-04")
    assert told_in("Friday 03/04/2026 14:05", UNKNOWN)[0].startswith("2026-04-03")


def test_a_span_of_time_is_two_times_that_share_day_and_zone() -> None:
    assert told("2026-05-06 09:00 - 11:00") == [
        "2026-05-06T09:00:00+00:00",
        "2026-05-06T11:00:00+00:00",
    ]
    assert told("2026-05-06 09:12-10:30")[1] == "2026-05-06T10:30:00+00:00"
    assert told("2:05–2:20 pm PT") == ["2026-05-04T14:05:00-07:00", "2026-05-04T14:20:00-07:00"]


@pytest.mark.parametrize(
    "heading",
    [
        "## 2026-05-06",
        "Wednesday, May 6th, 2026",
        "--- 6 May 2026 ---",
        "Date: 6 May 2026",
        "6 May",
    ],
)
def test_a_bare_time_belongs_to_the_day_above_it(heading: str) -> None:
    assert told_in(f"{heading}\n14:05 it broke") == ["2026-05-06T14:05:00+00:00"]


def test_a_date_about_the_document_does_not_move_the_day() -> None:
    text = "Date: 6 May 2026\nLast updated: 12 May 2026\n14:05 it broke"
    assert told_in(text) == ["2026-05-06T14:05:00+00:00"]


def test_a_days_heading_ends_with_its_section() -> None:
    text = "# Outage 4 May 2026\n## May 6\n10:00 fixed\n## Impact\nfrom 09:00 on"
    assert told_in(text) == ["2026-05-06T10:00:00+00:00", "2026-05-04T09:00:00+00:00"]


@pytest.mark.parametrize(
    "statement",
    ["All times in IST", "_All times in IST_", "Times are IST.", "time zone: IST", "all times IST"],
)
def test_a_stated_zone_holds_for_the_times_below(statement: str) -> None:
    assert told_in(f"{statement}\n\n14:05 it broke") == ["2026-05-04T14:05:00+05:30"]


def test_a_headings_zone_ends_with_its_section() -> None:
    text = "## Timeline (times in BST)\n14:05 a\n## More\n14:10 b"
    assert told_in(text) == ["2026-05-04T14:05:00+01:00", "2026-05-04T14:10:00+00:00"]


def test_a_tables_columns_have_the_zones_of_their_headers() -> None:
    text = "| Time (UTC) | Local (PDT) | What |\n|---|---|---|\n| 09:12 | 02:12 | x at 09:10 |"
    assert [t[10:] for t in told_in(text)] == [
        "T09:12:00+00:00",
        "T02:12:00-07:00",
        "T09:10:00+00:00",
    ]


def test_a_statement_about_the_table_leaves_the_chat_its_own_zone() -> None:
    text = (
        "Times in the table are UTC. The chat below is BST because that is what my laptop says.\n"
        "| when | what |\n|---|---|\n| 09:12 | alert |\n\n10:20 is it the release?"
    )
    assert [t[10:] for t in told_in(text)] == ["T09:12:00+00:00", "T10:20:00+01:00"]


def test_a_city_stands_for_its_zone() -> None:
    text = (
        "Notes of Thursday 11 June 2026 (all times Lisbon unless I say UTC)\n14:05 a, 13:10 UTC b"
    )
    reference = Reference(date(2026, 6, 11), "UTC", "", "")
    assert [t[10:] for t in told_in(text, reference)] == ["T14:05:00+01:00", "T13:10:00+00:00"]
    assert told("14:05 New York time") == ["2026-05-04T14:05:00-04:00"]


def test_a_sentence_end_is_no_part_of_a_date() -> None:
    (mention,) = find_times("announced on 4 June.", reference=REFERENCE)
    assert mention.end == len("announced on 4 June")


def test_a_list_in_order_runs_past_midnight() -> None:
    text = "## 2026-05-04\n- 23:50 a\n- 23:58 b\n- 00:10 c\nseen since 00:05"
    assert [t[:16] for t in told_in(text)] == [
        "2026-05-04T23:50", "2026-05-04T23:58", "2026-05-05T00:10", "2026-05-05T00:05",
    ]  # fmt: skip


def test_a_list_out_of_order_does_not() -> None:
    text = "## 2026-05-04\n- 23:10 a\n- 01:00 b\n- 14:00 c\n- 09:00 d"
    assert {t[:10] for t in told_in(text)} == {"2026-05-04"}


def test_a_bare_time_beside_a_twelve_hour_one_takes_its_half_of_the_day() -> None:
    text = "Responder A  2:07 PM\nrolled back at 2:06\nResponder B  2:30 PM\nok"
    assert [t[11:16] for t in told_in(text)] == ["14:07", "14:06", "14:30"]


def test_inferred_says_whether_the_text_stated_day_and_zone() -> None:
    def inferred(text: str) -> bool:
        found = read_times(text.split("\n"), reference=REFERENCE)[-1]
        assert found[0].moment is not None
        return found[0].moment.inferred

    assert inferred("14:05 it broke")
    assert inferred("2026-05-04 14:05 it broke")
    assert not inferred("2026-05-04 14:05Z it broke")
    assert not inferred("All times in UTC\n## 2026-05-04\n14:05 it broke")


def test_a_stamp_says_how_exact_it_is_and_where_it_ends() -> None:
    for text, precision in (
        ("2026-05-04 09:12", "minute"),
        ("2026-05-04T09:12:33Z", "second"),
        ("2026-05-04 09:12:33,120", "millisecond"),
    ):
        found = parse_stamp(f"{text} WARN slow", zone=None)
        assert found is not None
        assert (found[0].precision, found[1]) == (precision, len(text))


def test_a_stamp_without_a_zone_takes_the_given_one() -> None:
    found = parse_stamp("2026-05-04 09:12:33 x", zone=ZoneInfo("Europe/Berlin"))
    assert found is not None
    assert found[0].inferred
    assert found[0].at.isoformat() == "2026-05-04T09:12:33+02:00"
    stated = parse_stamp("2026-05-04T09:12:33Z", zone=ZoneInfo("Europe/Berlin"))
    assert stated is not None
    assert not stated[0].inferred


@pytest.mark.parametrize("text", ["", "x", "2026-13-04 09:12", "2026-05-04", "12026-05-04 09:12"])
def test_what_is_no_stamp_gives_nothing(text: str) -> None:
    assert parse_stamp(text, zone=None) is None


@given(
    st.datetimes(
        min_value=datetime.fromisoformat("1990-01-01"),
        max_value=datetime.fromisoformat("2090-01-01"),
    ),
    st.integers(min_value=-12 * 60, max_value=14 * 60),
)
def test_a_written_moment_reads_back_as_the_same_instant(at: datetime, minutes: int) -> None:
    zoned = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    text = zoned.isoformat(timespec="microseconds")
    stamp = parse_stamp(text, zone=None)
    assert stamp is not None
    assert stamp[0].at == zoned
    (mention,) = find_times(f"seen {text} again", reference=REFERENCE)
    assert mention.moment is not None
    assert mention.moment.at == zoned


@given(st.lists(st.text(max_size=80), max_size=8))
def test_no_text_breaks_the_clock_and_offsets_lie_within_their_line(lines: list[str]) -> None:
    found = read_times(lines, reference=REFERENCE)
    assert len(found) == len(lines)
    for line, mentions in zip(lines, found, strict=True):
        for mention in mentions:
            assert 0 <= mention.start < mention.end <= len(line)
            assert mention.moment is None or mention.moment.at.tzinfo is not None


@given(st.text(alphabet="0123456789:-/. TZampMay,|#\n", max_size=200))
def test_no_heap_of_digits_breaks_the_clock(text: str) -> None:
    assert len(read_times(text.split("\n"), reference=UNKNOWN)) == text.count("\n") + 1


def test_utc_is_assumed_where_nothing_says_otherwise() -> None:
    (mention,) = find_times("2026-05-04 14:05", reference=Reference(None, None, "", ""))
    assert mention.moment is not None
    assert mention.moment.at == datetime(2026, 5, 4, 14, 5, tzinfo=UTC)


def test_a_short_weekday_in_small_letters_is_one_where_a_word_leads_it_in() -> None:
    assert told("feed empty since sun 22:14") == ["2026-05-03T22:14:00+00:00"]
    assert told("left in the sun 22:14") == ["2026-05-04T22:14:00+00:00"]
