"""Times as people write them in a hurry: one letter, words, roughly, by two clocks."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.incident import Mention, Reference
from assistant.intake.clock.chronology import read_times
from assistant.intake.clock.hours import find_hours

MONDAY = Reference(date(2026, 5, 4), "UTC", "given", "given")


def read(text: str) -> list[Mention]:
    found = read_times(text.split("\n"), reference=MONDAY)
    return [m for line in found for m in line if m.moment is None or m.moment.precision != "day"]


def told(text: str) -> list[str]:
    """Return month, day and minute of each clock time in UTC."""
    return [
        "partial" if m.moment is None else m.moment.at.astimezone(UTC).strftime("%m-%dT%H:%M")
        for m in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6:20a page", ["05-04T06:20"]),
        ("7:04p room control off", ["05-04T19:04"]),
        ("6.20a page. mismatch 22%", ["05-04T06:20"]),
        ("12:10p lunch restart", ["05-04T12:10"]),
        ("first wrong command 5:52a (room 1408)", ["05-04T05:52"]),
        ("everything PT unless marked\n6:20a page", ["05-04T13:20"]),
        ("all ET\n9:15a stand up", ["05-04T13:15"]),
        ("stamps are CT\n9:15a stand up", ["05-04T14:15"]),
        ("picked it up at quarter past eleven", ["05-04T11:15"]),
        ("half past nine: bot answered in Dutch", ["05-04T09:30"]),
        ("14:30 noticed\nback to v3 at ten to three", ["05-04T14:30", "05-04T14:50"]),
        ("15:00 noticed\ntwenty past 4 we rolled back", ["05-04T15:00", "05-04T16:20"]),
        ("um Viertel nach elf war der Bot wieder da", ["05-04T11:15"]),
        ("gegen halb zehn kam die erste Meldung", ["05-04T09:30"]),
        ("kurz nach 9 ging nichts mehr", ["05-04T09:00"]),
        ("fünf vor halb zehn: Neustart", ["05-04T09:25"]),
        ("the job died shortly after nine", ["05-04T09:00"]),
        ("restarted at 9 o'clock", ["05-04T09:00"]),
        ("marta pinged me 10:20 ish", ["05-04T10:20"]),
        ("14:00 noticed\nseen around 3pm-ish", ["05-04T14:00", "05-04T15:00"]),
        ("~9ish first report", ["05-04T09:00"]),
        ("noon-ish: first caller complains", ["05-04T12:00"]),
        ("8:20p-ish Dana acks", ["05-04T20:20"]),
        ("the queue was full about 8-ish, then drained", ["05-04T08:00"]),
        (
            "12:45 restore complete\napprox. 1h after that the last user confirmed",
            ["05-04T12:45", "05-04T13:45"],
        ),
        ("12:45 restore complete\nan hour later all was calm", ["05-04T12:45", "05-04T13:45"]),
        (
            "22:10 stopped it\nthe next morning at 9 we counted the chats",
            ["05-04T22:10", "05-05T09:00"],
        ),
        ("[14:05] Kim: it started about half an hour ago", ["05-04T14:05", "05-04T13:35"]),
        ("runtime 06:00-09:52", []),
        ("16:21 our time, so 14:21 UTC we stopped it", ["05-04T14:21"]),
        ("14:30 stopped it (16:30 in Berlin)", ["05-04T14:30"]),
    ],
)
def test_a_time_is_read_in_the_way_people_tell_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


# Written before the rules or after them, and set aside until they were done.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:05a desk calls\n8:40a model pinned", ["05-04T08:05", "05-04T08:40"]),
        ("times MT\n11:59p last wrong answer", ["05-05T05:59"]),
        ("11.45p cache flushed", ["05-04T23:45"]),
        ("Everything is in Pacific time.\n1:15p rollback", ["05-04T20:15"]),
        ("we noticed at a quarter to twelve", ["05-04T11:45"]),
        ("16:00 release\nusers wrote in from ten past five on", ["05-04T16:00", "05-04T17:10"]),
        ("at five to ten the index was swapped", ["05-04T09:55"]),
        ("cut from ten to three replicas at 14:05", ["05-04T14:05"]),
        ("at noon the queue was empty", ["05-04T12:00"]),
        ("Viertel vor zwölf: Index zurückgesetzt", ["05-04T11:45"]),
        ("kurz vor halb elf war alles ruhig", ["05-04T10:30"]),
        ("13:50 page\njust before two the second page came", ["05-04T13:50", "05-04T14:00"]),
        ("13:10 deploy\n2ish first complaint", ["05-04T13:10", "05-04T14:00"]),
        ("Sam saw it 11:40-ish on the dashboard", ["05-04T11:40"]),
        ("about 10ish users complained", []),
        ("09:30 off\ntwo hours later it was back", ["05-04T09:30", "05-04T11:30"]),
        ("09:30 off\n~45 mins later it was back", ["05-04T09:30", "05-04T10:15"]),
        ("downtime 10:05 to 10:50", []),
        ("18:05 CEST (16:05 UTC) rolled back", ["05-04T16:05"]),
        ("yesterday at half past four the batch ran", ["05-03T16:30"]),
        ("3:15p ticket, 3:20p ack", ["05-04T15:15", "05-04T15:20"]),
        ("alert at 11:05p, fixed 11:40p", ["05-04T23:05", "05-04T23:40"]),
        ("All stamps PT.\n9:05a alert", ["05-04T16:05"]),
        ("clock is Toronto\n2:47 PM noticed", ["05-04T18:47"]),
        ("it broke at quarter to eight", ["05-04T07:45"]),
        ("at about twenty to nine the first call came", ["05-04T08:40"]),
        ("13:05 page\nfive past one restart", ["05-04T13:05", "05-04T13:05"]),
        ("Um fünf nach halb zehn lief es wieder", ["05-04T09:35"]),
        ("dreiviertel elf: wieder da", ["05-04T10:45"]),
        ("by half past ten all was calm", ["05-04T10:30"]),
        ("seen around 4ish in the dashboard", ["05-04T16:00"]),
        ("10:05 off, 20 mins later on again", ["05-04T10:05", "05-04T10:25"]),
        ("15:05 CET (14:05 UTC) fixed", ["05-04T14:05"]),
        ("19:30 IST / 14:00 UTC restart", ["05-04T14:00"]),
        ("14:10 off (that is 16:10 in Berlin)", ["05-04T14:10"]),
        (
            "09:00 start\nthe following morning at half past eight we looked again",
            ["05-04T09:00", "05-05T08:30"],
        ),
        ("uptime 03:10-09:20", []),
        ("it took from ten to three to restore", []),
        ("we halved it from 8 to 4 at noon", ["05-04T12:00"]),
        ("[16:20] Bo: rolled back an hour ago", ["05-04T16:20", "05-04T15:20"]),
        ("midnight: batch begins", ["05-04T00:00"]),
        ("the bot had been wrong since eight", ["05-04T08:00"]),
        ("checked twice between five and six", []),
        ("at 9 sharp the job ran", ["05-04T09:00"]),
    ],
)
def test_a_line_set_aside_is_read_as_well(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "at one point we had ten to twenty users",
        "version 2.10a of the tool",
        "see section 5.30p",
        "cut from 6:1 to 3:1",
        "the other half nine users",
        "we have twenty past incidents",
        "ten after five retries",
        "open nine to five",
        "at five percent",
        "he moved from half to three quarters",
        "they finished in ten to twelve minutes",
        "a quarter past due invoices",
        "runtime of the bad menu: 11:30 - 13:25",
    ],
)
def test_counts_and_amounts_in_words_are_no_times(text: str) -> None:
    assert told(text) == []


def test_what_is_told_roughly_is_inferred_and_read_to_the_minute() -> None:
    for text in ("kurz nach 9 ging nichts", "seen 10:20 ish", "at half past nine it broke"):
        moments = [m.moment for m in read(text)]
        assert [(m.precision, m.inferred) for m in moments if m] == [("minute", True)]


def test_what_belongs_to_a_time_is_part_of_it() -> None:
    text = "marta pinged me 10:20 ish, then 3pm-ish"
    assert [text[m.start : m.end] for m in read(text)] == ["10:20 ish", "3pm-ish"]


def test_days_later_are_told_to_the_day() -> None:
    found = read_times(["14:00 noticed", "2 days later the customer called"], reference=MONDAY)
    moment = found[1][0].moment
    assert moment is not None
    assert (moment.at.date(), moment.precision) == (date(2026, 5, 6), "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-05 09:00 Kim: it began yesterday at 15:00", "05-04T15:00"),
        ("# fri 6 nov 2026\n10:00 noticed\nit began yesterday 3pm", "11-05T15:00"),
    ],
)
def test_yesterday_counts_from_the_day_that_the_line_or_the_notes_state(
    text: str, expected: str
) -> None:
    assert told(text)[-1] == expected


def test_without_any_date_yesterday_stays_partial() -> None:
    unknown = Reference(None, "UTC", "", "")
    found = read_times(["seen around 3pm yesterday", "reindex last night"], reference=unknown)
    assert [[m.moment for m in line] for line in found] == [[None], [None]]


@pytest.mark.parametrize(
    ("statement", "summer", "winter"),
    [("PT", "13:20", "14:20"), ("ET", "10:20", "11:20"), ("CT", "11:20", "12:20")],
)
def test_a_zone_without_a_season_follows_the_summer_time(
    statement: str, summer: str, winter: str
) -> None:
    for day, expected in (("2026-07-06", summer), ("2026-01-14", winter)):
        assert told(f"# {day}\neverything {statement} unless marked\n6:20a page")[0][6:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("saw one at 20:15 on the 3rd", "05-03T20:15"),
        ("on the 30th at 9:05 pm it was fine", "04-30T21:05"),
        ("14:05 the 3rd time it failed", "05-04T14:05"),
        ("we put it in on sunday 3rd at 23:00ish", "05-03T23:00"),
        ("Sun 3rd, 22:10 it was fine", "05-03T22:10"),
    ],
)
def test_a_day_told_by_its_number_is_the_nearest_one(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_the_lines_below_a_next_morning_go_on_from_it() -> None:
    text = "7:50p tweet\nthe next morning at 8 we rolled back\n8:40a fine"
    assert told(text)[1:] == ["05-05T08:00", "05-05T08:40"]
    assert told("23:50 off\nthe next day at 00:10 back\n00:40 fine")[1:] == [
        "05-05T00:10",
        "05-05T00:40",
    ]


def test_values_raised_from_one_to_another_are_no_time() -> None:
    for text in ("top_k raised from 4 to 12", "batch size set from 8 to 1, answers fine"):
        assert find_hours(text) == []
    assert len(find_hours("no answers since 4 to 12")) == 1


def test_a_message_that_reads_its_own_clock_tells_no_other_step() -> None:
    chat = "Kim  3:06 PM\ngood evening from Berlin where it is 9:06 in the evening. what broke"
    assert told(chat) == ["05-04T15:06"]
    assert told("it is 9:06 in the evening here and still broken") == ["05-04T21:06"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("we had deployed it the evening before, around six, v31", "05-03T18:00"),
        ("it went out the previous evening at 6:30", "05-03T18:30"),
        ("the night before at 11 the job ran", "05-03T23:00"),
        ("am Vorabend um 6 ging die neue Version raus", "05-03T18:00"),
    ],
)
def test_an_hour_of_the_evening_before_lies_on_the_day_before(text: str, at: str) -> None:
    assert told(f"# 4 May 2026\n{text}") == [at]


def test_two_steps_by_one_clock_stay_two() -> None:
    assert len(told("14:05 UTC, 15:05 UTC")) == 2
    assert len(told("stopped at 14:05 CEST, 15:05 CEST back")) == 2


def test_a_window_past_midnight_lies_before_its_message() -> None:
    chat = "Kim  2:05 PM\ncounted 640 chats between 11:05 PM and 9:35 AM"
    assert told(chat) == ["05-04T14:05", "05-03T23:05", "05-04T09:35"]


def test_a_stretch_counts_from_the_step_and_not_from_what_it_undid() -> None:
    text = "1:25p rolled back the push of 11:30\nhalf an hour later calls were normal"
    assert told(text)[-1] == "05-04T13:55"


def test_a_bare_time_in_a_line_of_words_is_near_the_times_in_figures() -> None:
    text = "11:40p alert\n12:40a paged\nten past one: confirmed, since the 11:30 push"
    assert told(text)[2] == "05-05T01:10"


def test_whose_clock_is_not_known_leaves_a_time_partial() -> None:
    assert told("picked it up at quarter past eleven your time") == ["partial"]


@given(st.text(max_size=120))
def test_any_line_is_searched_for_hours(text: str) -> None:
    for span in find_hours(text):
        assert 0 <= span.start < span.end <= len(text)


def test_a_stretch_over_midnight_that_opens_a_line_goes_on_from_the_line_above() -> None:
    text = "# 3 → 4 May 2026\n- 23:50 start\n- 23:53–00:20 calls fail\n- 00:21 off"
    assert told(text) == ["05-03T23:50", "05-03T23:53", "05-04T00:20", "05-04T00:21"]
