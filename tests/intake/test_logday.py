"""Notes without a date beside a log of more than one day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from assistant.incident import LogFile, Moment
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.intake.reference import infer


def _log(first: str, last: str) -> LogFile:
    begin, end = (datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (first, last))
    return LogFile("app.log", 2, 80, Moment(begin, "second"), Moment(end, "second"), {}, ())


_NIGHT = _log("2026-11-26T22:58:10", "2026-11-27T09:25:00")
_CHAT = ["[9:02 AM] Odalys: the bot quotes last winter's menu", "[9:20 AM] Bram: index is old"]


def test_the_day_is_that_on_which_the_times_of_the_notes_lie_within_the_log() -> None:
    found = infer(_CHAT, logs=[_NIGHT])
    assert found.day == date(2026, 11, 27)
    assert "on which most of their times lie" in found.day_why


def test_times_that_lie_in_the_log_s_first_day_as_well_stay_on_it() -> None:
    found = infer(_CHAT, logs=[_log("2026-11-25T06:00:00", "2026-11-27T09:25:00")])
    assert found.day == date(2026, 11, 25)
    assert "on which the log begins" in found.day_why


def test_times_outside_of_the_log_take_the_day_on_which_it_begins() -> None:
    found = infer(_CHAT, logs=[_log("2026-11-26T22:58:10", "2026-11-27T03:00:00")])
    assert found.day == date(2026, 11, 26)


def test_a_weekday_in_a_heading_names_the_day_of_the_logs() -> None:
    week = _log("2026-11-23T00:00:00", "2026-11-27T23:00:00")
    found = infer(["#inc-concierge — Wednesday", *_CHAT], logs=[week])
    assert found.day == date(2026, 11, 25)
    assert "line 1 names the weekday" in found.day_why


def test_a_weekday_that_the_logs_do_not_hold_or_hold_twice_names_none() -> None:
    fortnight = _log("2026-11-10T08:00:00", "2026-11-27T09:25:00")
    for heading, log in (("#inc-concierge — Tuesday", _NIGHT), ("Friday", fortnight)):
        assert "weekday" not in infer([heading, *_CHAT], logs=[log]).day_why


def test_a_weekday_in_a_sentence_about_something_else_names_none() -> None:
    week = _log("2026-11-23T00:00:00", "2026-11-27T23:00:00")
    told = "notes on what the bot told guests about the pool that is closed since Wednesday"
    assert infer([told, *_CHAT], logs=[week]).day == date(2026, 11, 23)


def test_notes_beside_a_log_are_told_by_the_clock_that_its_stamps_write(tmp_path: Path) -> None:
    lines = [f"2026-11-26T00:{n:02}:00+01:00 INFO answer {n}" for n in range(3)]
    (tmp_path / "app.log").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("00:01 queue grows\n00:02 pinned", encoding="utf-8")
    incident = read_incident(collect([tmp_path]), day=None, zone=None, stage=lambda _: None)
    assert incident.reference.zone == "+01:00"
    assert incident.reference.day == date(2026, 11, 26)
