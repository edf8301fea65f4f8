"""The day that times without one are of: a line that heads them, dashes, and "since"."""

from __future__ import annotations

import pytest

from assistant.incident import Incident
from assistant.intake.clock.dates import find_dates
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.clock.halves import with_halves
from assistant.intake.clock.linetimes import read_line
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

MAIL = """\
From: Vendor Support <help@vendor.example>
Date: Thu, 12 Jun 2025{sent}
Subject: Planned model retirement

Dear customer,
summarise-v1 is retired in July.

{rule}
{head}
17:58 all summaries are errors
18:40 switched to summarise-v2
"""
HEAD = "our incident, mon 14 july 2025 (london time):"


def read(text: str) -> Incident:
    item = Input("notes.txt", "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def told(incident: Incident, word: str) -> list[str]:
    line = next(line for line in incident.evidence if word in line.text)
    return [f"{m.moment.at:%m-%d %H:%M%z}" for m in line.mentions if m.moment]


def mail(*, sent: str = "", rule: str = "----", head: str = HEAD) -> Incident:
    return read(MAIL.format(sent=sent, rule=rule, head=head))


def test_a_dated_line_above_times_is_their_day_and_not_that_of_the_mail_above() -> None:
    found = mail()
    assert str(found.reference.day) == "2025-07-14"
    assert told(found, "summarise-v2") == ["07-14 18:40+0100"]


def test_notes_below_a_mail_are_told_by_their_own_clock() -> None:
    found = mail(sent=" 09:12:00 +0000")
    assert told(found, "all summaries") == ["07-14 17:58+0100"]
    assert told(found, "switched") == ["07-14 18:40+0100"]


def test_what_a_mail_plans_for_later_is_no_step() -> None:
    found = mail(sent=" 09:12:00 +0000", rule="")
    assert told(found, "all summaries") == []
    assert told(found, "switched") == []


def test_a_mail_without_such_a_line_dates_its_own_times() -> None:
    found = mail(rule="", head="")
    assert told(found, "all summaries") == ["06-12 17:58+0000"]


def test_a_date_mentioned_within_a_list_moves_no_times() -> None:
    found = read(
        "Date: 14 July 2025\n10:02 alert\nWe compared it with 3 May 2025:\n10:20 rolled back\n"
    )
    assert told(found, "rolled back") == ["07-14 10:20+0000"]


def test_dashes_put_the_day_first_and_the_reader_is_asked() -> None:
    found = read("Datum: 12-09-2025\n22:50 verkeerde tarieven\n")
    assert str(found.reference.day) == "2025-09-12"
    assert any("written with dashes" in one.message for one in found.findings)


def test_another_date_that_puts_the_month_first_counts_more() -> None:
    found = read("Date: 09-12-2025\n22:50 wrong prices\nfollow-up on 09-25-2025\n")
    assert str(found.reference.day) == "2025-09-12"
    assert not any("written with dashes" in one.message for one in found.findings)


def test_since_a_time_of_the_evening_lies_before_the_night_that_tells_it() -> None:
    found = read("Datum: 12 september 2025\n22:50 fout\n23:40 gemeld\n00:20 storing sinds 23:28\n")
    assert told(found, "sinds") == ["09-13 00:20+0000", "09-12 23:28+0000"]


def test_since_a_time_shortly_after_its_line_stays_on_that_day() -> None:
    found = read("Date: 12 September 2025\n09:55 v17 is back since 10:48\n")
    assert told(found, "since") == ["09-12 09:55+0000", "09-12 10:48+0000"]


@pytest.mark.parametrize("day", ["16 Sep 2025.", "September 16, 2025."])
def test_a_year_that_ends_a_sentence_is_told(day: str) -> None:
    (found,) = find_dates(f"Answers were wrong on {day}")
    assert (found.year, found.month, found.day) == (2025, 9, 16)


def test_an_end_told_in_a_header_leaves_the_times_below_in_the_morning() -> None:
    page = ("Start: ~8:55am", "End: 11:30am", "9:10 alarm", "10:05 limit set")
    lines = with_halves([read_line(text) for text in page])
    assert [f"{line.told[0].clock.at:%H:%M}" for line in lines if line.told[0].clock] == [
        "08:55", "11:30", "09:10", "10:05",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "stamp"),
    [
        ("May 4, 2025 2:05 PM", "2025-05-04T14:05"),
        ("Tue Jul 22 2025 10:31:40 GMT+0200 (CEST)", "2025-07-22T10:31:40+02:00"),
        ("Tue, 22 Jul 2025 10:31:40 +0200", "2025-07-22T10:31:40+02:00"),
    ],
)
def test_a_field_tells_its_half_of_the_day_and_its_offset(field: str, stamp: str) -> None:
    assert stamp_of(field) == stamp
