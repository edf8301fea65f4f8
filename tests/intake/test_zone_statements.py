from datetime import UTC, date
from pathlib import Path

import pytest

from assistant.incident import Mention, Reference
from assistant.intake.clock.chronology import read_times
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.source_zones import of_lines
from assistant.intake.clock.zone_statements import zone_told, zones_told
from assistant.intake.clock.zone_words import source_of_file
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.intake.reference import infer

AUTUMN = Reference(date(2026, 11, 3), "UTC", "given", "assumed")
SUMMER = Reference(date(2026, 7, 3), "UTC", "given", "assumed")


def read(text: str, reference: Reference = AUTUMN, source: str = "") -> list[Mention]:
    lines = read_times(text.split("\n"), reference=reference, source=source)
    return [mention for line in lines for mention in line]


def last(text: str, reference: Reference = AUTUMN, source: str = "") -> str:
    moment = read(text, reference, source)[-1].moment
    return "partial" if moment is None else moment.at.astimezone(UTC).strftime("%H:%M")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Working notes, Halifax time unless a line says UTC", "18:05"),
        ("Times are Eastern unless it says otherwise.", "19:05"),
        ("all times are US Pacific", "22:05"),
        ("3 Nov 2026, HKT. Written by the desk", "06:05"),
        ("3 Nov 2026, Singapore office, SGT", "06:05"),
        ("desk of 3 Nov 2026, SGT. I had it till six", "06:05"),
        ("Times on this page are local (MEZ).", "13:05"),
        ("Zeiten sind MEZ", "13:05"),
        ("times: Geneva", "13:05"),
        ("times = Reykjavik", "14:05"),
        ("all clocks Bogota", "19:05"),
        ("my notes. local time (Lyon).", "13:05"),
        ("We sit in Pune, IST.", "08:35"),
        ("I am in Vilnius so EET", "12:05"),
        ("local (Sao Paulo)", "17:05"),
        ("Tuesday 3 November 2026 (Nairobi)", "11:05"),
        ("everything German time", "13:05"),
        ("Created: 3 Nov 2026 9:00 AM (times are US Eastern)", "19:05"),
        ("response times in London were bad", "14:05"),
        ("two times in Tokyo and then again", "14:05"),
        ("messages in Tokyo", "14:05"),
        ("Eastern Europe times were bad", "14:05"),
    ],
)
def test_a_zone_stated_in_passing_holds_for_the_times_below(line: str, expected: str) -> None:
    assert last(f"{line}\n14:05 bot offline") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("14:05 (Riga) opened", "12:05"),
        ("14:05 riga time opened", "12:05"),
        ("14:05 local (Riga) opened", "12:05"),
        ("2:05 PM Eastern it was opened", "19:05"),
        ("2:05 PM (US Pacific) it was opened", "22:05"),
        ("14:05 Adelaide (ACDT) opened", "03:35"),
        ("14:05 NZDT opened", "01:05"),
        ("14:05 Eastern Europe lost its queue", "14:05"),
        ("14:05 (Sofia) restarted it", "14:05"),
        ("14:05 Boston team took over", "14:05"),
    ],
)
def test_a_place_right_after_a_time_is_its_zone(line: str, expected: str) -> None:
    assert last(line) == expected


def test_a_city_keeps_its_summer_time() -> None:
    text = "times are Riga\n14:05 opened"
    assert (last(text), last(text, SUMMER)) == ("12:05", "11:05")


def test_a_city_and_a_label_that_do_not_agree_leave_a_doubt() -> None:
    agreed = read("times are Adelaide (ACDT)\n14:05 offline")[-1]
    clashing = read("times are Adelaide (ACDT)\n14:05 offline", SUMMER)[-1]
    assert agreed.note is None
    assert clashing.note is not None
    assert "ACDT stands beside Australia/Adelaide" in clashing.note
    assert clashing.moment is not None
    assert clashing.moment.inferred


def test_a_zone_stated_for_a_log_is_not_that_of_the_notes() -> None:
    text = "times are Adelaide unless there's a Z on it. the pipeline log is all Z"
    assert [(one.label, one.source) for one in zones_told(text)] == [
        ("Adelaide", None),
        ("Z", "log"),
    ]
    assert infer([text]).zone == "Australia/Adelaide"
    assert last(f"{text}\n14:05 offline") == "03:35"


def test_a_zone_stated_for_the_chat_holds_in_the_chat() -> None:
    text = "chat is CET\n14:05 offline"
    assert last(text, source="export/slack-2026.txt") == "13:05"
    assert last(f"times are Riga\n{text}") == "12:05"


def test_a_file_is_known_as_chat_or_tracker_by_its_name() -> None:
    names = ("teams.txt", "OPS-8842.txt", "inputs/jira_export.json", "notes.md", "timeline.md")
    assert [source_of_file(n) for n in names] == ["chat", "tracker", "tracker", None, None]


@pytest.mark.parametrize(
    "line",
    [
        "Database outage timeline (UTC)",
        "Pipeline outage, all times UTC",
        "API incident, times: UTC",
    ],
)
def test_a_word_for_a_log_in_a_title_states_no_zone_of_its_own(line: str) -> None:
    told = zone_told(line)
    assert told is not None
    assert told.source is None


def test_a_stated_zone_does_not_overrule_an_offset_in_a_line() -> None:
    text = "all times Riga\n2026-11-03T14:05:00-05:00 deploy\n14:05 offline"
    assert [m.moment.at.isoformat()[11:] for m in read(text) if m.moment] == [
        "14:05:00-05:00",
        "14:05:00+02:00",
    ]


def test_a_zone_stated_in_the_notes_for_another_source_holds_there() -> None:
    lines = [
        read_line("times are Riga. tracker times are CET"),
        read_line("the gateway log is EST"),
    ]
    stated = of_lines(lines)
    assert stated.of("log") == "-05:00"
    assert stated.of("history") is None
    assert stated.reference(AUTUMN, "OPS-12.txt").zone == "+01:00"
    assert stated.reference(AUTUMN, "notes.txt") == AUTUMN


def test_bare_stamps_of_a_log_are_read_by_the_zone_that_the_notes_state_for_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "notes.md").write_text("3 Nov 2026, all times Riga, the server log is EST\n")
    stamps = "".join(f"2026-11-03 09:0{n}:00 INFO request {n} served\n" for n in range(9))
    (tmp_path / "server.log").write_text(stamps)
    incident = read_incident(collect([tmp_path]), day=None, zone=None, stage=lambda _: None)
    first = incident.logs[0].first
    assert first is not None
    assert first.at.astimezone(UTC).hour == 14
    assert incident.reference.zone == "Europe/Riga"


@pytest.mark.parametrize(
    "line",
    [
        "Chat copied out by the desk, she is in Adelaide, times are hers",
        "exported from a phone in Adelaide, all times are local",
    ],
)
def test_a_place_and_whose_the_times_are_state_its_zone(line: str) -> None:
    told = zone_told(line)
    assert told is not None
    assert told.label == "Adelaide"


def test_a_zone_stated_for_the_tracker_alone_is_the_peoples_clock_and_never_the_logs() -> None:
    found = infer(["exported, tracker times are CEST. box + provider = UTC, as always"])
    assert found.zone == "+02:00"
    assert infer(["box + provider = UTC, as always"]).zone_why.startswith("no input states")
