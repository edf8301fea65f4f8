"""Copied chat pages: apps and handles over their times, and the times of threads."""

from __future__ import annotations

from assistant.intake.notes import chat
from assistant.intake.notes.passages import Passage, of_text


def read(*lines: str) -> tuple[Passage, ...]:
    return tuple(p for p in chat.clean(of_text(lines).passages) if p.text)


def test_an_app_over_its_time_heads_its_own_message() -> None:
    found = read(
        "Ana Lima", "  9:41 AM", "wrong prices", "pager-bot", "APP  9:47 AM", "incident declared"
    )
    assert [(p.text, p.voice) for p in found if p.header][2:] == [
        ("pager-bot APP  9:47 AM", "system")
    ]
    assert [p.voice for p in found if not p.header] == [None, "system"]


def test_a_mark_between_an_app_and_its_time_is_part_of_the_header() -> None:
    found = read(
        "kit — 11/03/2026 9:12 PM",
        "short answers",
        "Watchman",
        "APP",
        " — 11/03/2026 9:21 PM",
        "incident opened",
    )
    assert [p.text for p in found if p.header] == [
        "kit — 11/03/2026 9:12 PM",
        "Watchman APP  11/03/2026 9:21 PM",
    ]
    assert found[-1].voice == "system"


def test_a_handle_over_a_dash_and_its_time_heads_a_message() -> None:
    found = read("kit", " — 11/03/2026 9:12 PM", "short", "ana_b", " — 11/03/2026 9:14 PM", "yes")
    assert [p.who for p in found if p.header] == ["kit", "ana_b"]


def test_the_time_of_a_thread_s_last_reply_is_nobody_s_message() -> None:
    found = read(
        "Ana Lima",
        "  9:41 AM",
        "wrong prices",
        "1 reply",
        "Today at 9:52 AM",
        "View thread",
        "Bo Chen",
        "  9:55 AM",
        "looking",
    )
    assert not any("9:52" in p.text for p in found)


def test_a_bare_time_behind_reactions_still_heads_what_follows() -> None:
    found = read(
        "Ana Lima", "  9:41 AM", "wrong prices", ":eyes:", "3", "9:44", "all of them", "Bo Chen",
        "  9:55 AM", "looking",
    )  # fmt: skip
    assert [p.text for p in found if p.header] == [
        "Ana Lima",
        "  9:41 AM",
        "9:44",
        "Bo Chen",
        "  9:55 AM",
    ]


def test_handles_beside_their_times_head_messages() -> None:
    found = read(
        "oskar.nyman 7:02 AM",
        "recall dropped",
        "",
        "bea_costa 7:20 AM",
        "stopping ingest",
        "(edited)",
        "",
        "System 7:45 AM",
        "bea_costa updated the channel header to: INC-77 | mitigating",
    )
    assert [p.who for p in found if p.header] == ["oskar.nyman", "bea_costa"]
    assert [p.text for p in found if not p.header] == ["recall dropped", "stopping ingest"]


def test_jobs_beside_their_times_head_none() -> None:
    lines = ("kb-reindex 02:14", "kb-embed 02:20", "kb-rank 02:31")
    assert not any(p.header for p in read(*lines))


def test_a_mark_of_the_page_over_a_time_is_nobody_s_name() -> None:
    found = read(
        "Elif Demir", "10:12 AM", "answers in Dutch", "EDITED", "10:14 AM", "and in French",
        "Jonas Weber", "10:21 AM", "looking",
    )  # fmt: skip
    assert not any("EDITED" in p.text for p in found)
    assert [p.who for p in found if p.header and p.who] == [
        *["Elif Demir"] * 2,
        *["Jonas Weber"] * 2,
    ]


def test_a_date_with_the_month_in_letters_in_brackets_heads_a_message() -> None:
    found = read(
        "[03-Nov-26 09:12 PM] kit",
        "short answers",
        "",
        "[03-Nov-26 09:41 PM] kit (pinned)",
        "pinned the old model",
        "",
        "{Reactions}",
        "👍 (2)",
    )
    assert [p.text for p in found if not p.header] == ["short answers", "pinned the old model"]
    assert {p.who for p in found if p.header} == {"kit"}


def test_the_day_before_is_told_in_the_language_of_the_page() -> None:
    found = read("Carmen Roca", "ayer 18:04", "cita en domingo", "Luis Prado", "hoy 9:15", "ya no")
    assert [p.who for p in found if p.header] == [*["Carmen Roca"] * 2, *["Luis Prado"] * 2]


def test_a_time_under_a_note_of_the_page_belongs_to_the_note() -> None:
    found = read(
        "Paula Nunes",
        "Mar 11 19:42",
        "it is invalid",
        "",
        "Kofi Mensah",
        "Mar 12 08:03",
        "closing",
        "",
        "Ticket was solved by Kofi Mensah",
        "Mar 12 08:10",
    )
    assert found[-1].text == "[Mar 12 08:10] Ticket was solved by Kofi Mensah"
    assert not found[-1].header


def test_a_weekday_before_the_time_heads_a_message() -> None:
    found = read(
        "Ravi Menon",
        "Monday at 4:58 PM",
        "charges twice",
        "14 replies",
        "Marta Kowalska",
        ":speech_balloon:  Monday at 5:03 PM",
        "since when?",
        "Saved for later • Due Thursday",
    )
    assert [p.text for p in found if not p.header] == ["charges twice", "since when?"]


def test_what_a_reply_repeats_below_the_writer_s_name_is_left_out() -> None:
    found = read(
        "Diego Ruiz",
        "Today 14:09",
        "v37 asks for prose first",
        "Hannah Vogel",
        "Today 14:10",
        "Diego Ruiz",
        "v37 asks for prose first",
        "can we go back?",
    )
    assert [p.text for p in found if not p.header] == [
        "v37 asks for prose first",
        "can we go back?",
    ]


def test_the_same_words_of_two_people_stay() -> None:
    found = read(
        "Diego Ruiz", "Today 14:09", "all wrong", "Hannah Vogel", "Today 14:10", "all wrong"
    )
    assert [p.text for p in found if not p.header] == ["all wrong", "all wrong"]
