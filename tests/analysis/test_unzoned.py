"""Files without a zone: their times are asked about where others state theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from assistant.analysis.unzoned import about_zones
from assistant.incident import Evidence, Incident, Moment, Reference
from tests.analysis.notebook import DAY, incident, notes

CHAT = "09:41 wrong prices\n09:44 looking\n10:21 switched off"


def zoned(text: str, source: str = "alerts.txt") -> tuple[Evidence, ...]:
    """Return lines whose times state that they are UTC."""
    return tuple(
        replace(
            line,
            mentions=tuple(
                replace(m, moment=replace(m.moment, inferred=False)) for m in line.mentions
                if m.moment is not None
            ),
        )
        for line in notes(text, source=source, prefix="N2-")
    )  # fmt: skip


def asked(made: Incident) -> list[str]:
    inferred = replace(made, reference=Reference(DAY, "UTC", "named", "taken from the alerts"))
    return [question.text for question in about_zones(inferred)]


def test_a_chat_without_a_zone_beside_alerts_with_one_is_asked_about() -> None:
    made = incident(*notes(CHAT, source="chat.txt"), *zoned("08:41 alert fired"))
    assert asked(made) == ["In which time zone are the times of chat.txt told?"]


def test_a_chat_alone_is_not_asked_about() -> None:
    assert asked(incident(*notes(CHAT, source="chat.txt"))) == []


def test_one_time_in_a_file_is_too_few_to_ask() -> None:
    made = incident(*notes("09:41 wrong prices", source="chat.txt"), *zoned("08:41 alert fired"))
    assert asked(made) == []


def test_a_file_that_says_how_its_times_are_meant_is_not_asked_about() -> None:
    chat = notes(f"all times are UTC\n{CHAT}", source="chat.txt")
    assert asked(incident(*chat, *zoned("08:41 alert fired"))) == []


def test_nothing_is_asked_where_a_person_gave_the_zone() -> None:
    made = incident(*notes(CHAT, source="chat.txt"), *zoned("08:41 alert fired"))
    assert list(about_zones(made)) == []


def test_a_file_that_marks_one_time_otherwise_is_asked_about() -> None:
    first, *rest = notes(CHAT, source="chat.txt")
    there = timezone(timedelta(hours=8))
    marked = tuple(
        replace(m, moment=Moment(m.moment.at.replace(tzinfo=there))) for m in first.mentions
        if m.moment is not None
    )  # fmt: skip
    made = incident(replace(first, mentions=marked), *rest, *zoned("08:41 alert fired"))
    assert asked(made) == ["In which time zone are the times of chat.txt told?"]
