from datetime import UTC, date, datetime

import pytest

from assistant.errors import SettingsError
from assistant.incident import Change, LogFile, Moment
from assistant.intake.reference import infer


def log_from(at: datetime, *, inferred: bool = False) -> LogFile:
    return LogFile("app.log", 1, 1, Moment(at, "second", inferred), None, {}, ())


LOG = log_from(datetime(2026, 5, 7, 9, 0, tzinfo=UTC))


def test_a_persons_word_comes_first() -> None:
    found = infer(
        ["# Outage 4 May 2026", "All times in CET"], day=date(2026, 5, 5), zone="Europe/Oslo"
    )
    assert (found.day, found.zone) == (date(2026, 5, 5), "Europe/Oslo")
    assert found.day_why == found.zone_why == "given as an option"


def test_an_unknown_zone_is_a_plain_error() -> None:
    with pytest.raises(SettingsError, match="Mars/Phobos"):
        infer([], zone="Mars/Phobos")


@pytest.mark.parametrize(
    "lines",
    [
        ["Written 9 May 2026", "Incident date: 4 May 2026"],
        ["# Outage of 4 May 2026", "The last review was on 2 May 2026."],
        ["Report date: 2026-05-09", "2026-05-04 09:12 it broke"],
        ["2026-05-03 15:40 release", "2026-05-04 08:17 noticed", "2026-05-04 08:25 acked"],
        ["## Impact (as of 9 May 2026)", "2026-05-04 09:12 it broke"],
        ["pasted from the chat on 4 May 2026", "", "14:05 alert", "", "", "", "see 9 May 2026"],
    ],
)
def test_the_notes_say_the_day(lines: list[str]) -> None:
    found = infer(lines, logs=[LOG])
    assert found.day == date(2026, 5, 4)
    assert "line" in found.day_why


def test_the_file_name_and_then_the_log_stand_in_for_a_date_in_the_notes() -> None:
    named = infer(["it broke at 14:05"], logs=[LOG], names=["2026-05-04-outage.md"])
    assert named.day == date(2026, 5, 4)
    assert "2026-05-04-outage.md" in named.day_why
    assert infer(["it broke at 14:05"], logs=[LOG]).day == date(2026, 5, 7)


def test_without_any_date_the_day_stays_unknown() -> None:
    found = infer(["it broke at 14:05"])
    assert found.day is None
    assert "--date" in found.day_why


@pytest.mark.parametrize(
    ("lines", "zone"),
    [
        (["All times in CET"], "+01:00"),
        (["| Time (UTC+2) | What |", "|---|---|"], "+02:00"),
        (["14:05 PDT it broke", "14:10 fixed"], "-07:00"),
        (["times are Europe/Berlin"], "Europe/Berlin"),
        (["Thursday 7 May 2026 (all times Lisbon)"], "Europe/Lisbon"),
    ],
)
def test_the_notes_say_the_zone(lines: list[str], zone: str) -> None:
    assert infer(lines, logs=[LOG]).zone == zone


def test_the_logs_zone_is_used_only_where_its_stamps_state_one() -> None:
    assert "app.log" in infer([], logs=[LOG]).zone_why
    assumed = infer([], logs=[log_from(datetime(2026, 5, 7, tzinfo=UTC), inferred=True)])
    assert (assumed.zone, "assumed" in assumed.zone_why) == ("UTC", True)


def test_the_last_change_dates_notes_that_nothing_else_dates() -> None:
    moved = Change(
        "prompt", None, None, None, Moment(datetime(2026, 5, 6, 9, tzinfo=UTC)), None, "x", ("H1",)
    )
    found = infer(["it broke at 14:05"], changes=[moved])
    assert found.day == date(2026, 5, 6)
    assert "last change" in found.day_why
    assert infer(["it broke at 14:05"], changes=[moved], logs=[LOG]).day == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("my notes, fri 6 nov", date(2020, 11, 6)),
        ("Tuesday, March 3rd", date(2026, 3, 3)),
        ("it broke 6 nov", date(2025, 11, 6)),
        ("it broke on 12/9 at noon", date(2025, 12, 9)),
        ("am 12.4. ging nichts", date(2026, 4, 12)),
        ("sat 29 feb", date(2020, 2, 29)),
    ],
)
def test_a_year_that_no_input_tells_is_the_latest_that_fits(line: str, expected: date) -> None:
    found = infer([line], now=date(2026, 5, 6))
    assert found.day == expected
    assert "no input tells the year" in found.day_why
    assert infer([line]).day is None


def test_a_year_told_anywhere_stands_over_the_clock() -> None:
    found = infer(["my notes, fri 6 nov"], logs=[LOG], now=date(2030, 1, 1))
    assert found.day == date(2026, 11, 6)
    assert "no input tells the year" not in found.day_why


@pytest.mark.parametrize(
    "line", ["on 3/4 of the pods it failed", "on 1/2 nodes", "since wednesday"]
)
def test_shares_and_bare_weekdays_are_no_dates(line: str) -> None:
    assert infer([line], now=date(2026, 5, 6)).day is None


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("kea room voice, everything PT unless marked", "America/Los_Angeles"),
        ("I am in Helsinki like everybody here, so EET.", "+02:00"),
        ("my scribbles, day/month, IST", "+05:30"),
    ],
)
def test_a_zone_is_stated_in_passing(line: str, zone: str) -> None:
    assert infer([line]).zone == zone


@pytest.mark.parametrize(
    "line",
    ["# Machine translation (MT)", "we use MT unless the customer opts out", "so CT scans failed"],
)
def test_short_labels_with_another_meaning_state_no_zone(line: str) -> None:
    assert infer([line]).zone == "UTC"


def test_a_line_that_looks_back_on_a_later_hour_of_a_day_was_written_after_that_day() -> None:
    notes = ["[08:02] wrong deck on the leaflet", "[08:40] the earliest is Fri 20/11/2026 21:40"]
    moved = Change(
        kind="config",
        component="glossary",
        before=None,
        after=None,
        time=Moment(datetime(2026, 11, 23, 9, 8, tzinfo=UTC), "second", False),
        diff=None,
        text="pin the glossary again",
        evidence=(),
    )
    assert infer(notes, changes=[moved]).day == date(2026, 11, 23)
    assert infer(notes).day == date(2026, 11, 21)
    assert "look back" in infer(notes).day_why


def test_a_line_that_dates_what_came_before_it_leaves_the_day_as_it_is() -> None:
    notes = ["[22:40] the earliest is Fri 20/11/2026 21:40"]
    assert infer(notes).day == date(2026, 11, 20)
