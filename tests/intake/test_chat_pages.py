"""Copied chat pages: the headers of several tools, and what nobody wrote."""

from __future__ import annotations

from assistant.intake.notes import chat
from assistant.intake.notes.passages import Passage, of_text


def read(*lines: str) -> tuple[Passage, ...]:
    return chat.clean(of_text(lines).passages)


def spoken(*lines: str) -> list[tuple[str | None, str]]:
    return [(p.who, p.text) for p in read(*lines) if p.text and not p.header]


def test_signs_beside_a_name_leave_a_header_a_header() -> None:
    lines = ("mira ✨ — 10:04 AM", "wrong prices", "🔥 theo — 10:06 AM", "looking")
    found = read(*lines)
    assert [p.text for p in found] == [
        "mira — 10:04 AM",
        "wrong prices",
        "theo — 10:06 AM",
        "looking",
    ]
    assert [p.who for p in found if p.header] == ["mira", "theo"]


def test_handles_over_their_times_head_messages() -> None:
    assert [
        p.who
        for p in read("olga.petrova", "7:58 AM", "wrong prices", "sam_k", "8:02 AM", "looking")
        if p.header
    ] == ["olga.petrova", "olga.petrova", "sam_k", "sam_k"]


def test_machines_over_their_times_head_none() -> None:
    lines = ("gpu-01", "7:58", "gpu-02", "8:02", "gpu-03", "8:05")
    assert not any(p.header for p in read(*lines))


def test_one_handle_over_a_time_is_no_chat() -> None:
    assert not any(p.header for p in read("batch-size", "10:02", "was set to 8"))


def test_words_over_times_are_no_handles() -> None:
    assert not any(p.header for p in read("restart", "10:02", "ok now", "rollback", "10:09", "ok"))


def test_a_status_before_the_time_is_left_out() -> None:
    lines = ("Ana Lima", ":palm_tree:  9:16 AM", "wrong prices", "Bo Chen", "  9:20 AM", "looking")
    found = read(*lines)
    assert [p.text for p in found if p.header] == ["Ana Lima", "9:16 AM", "Bo Chen", "  9:20 AM"]


def test_a_header_over_nothing_but_furniture_is_blank() -> None:
    found = read(
        "dev.raj  10:06 AM",
        "set the channel topic: SEV2 helpbot wrong prices",
        "dev.raj  10:07 AM",
        "joined #inc-77 along with 3 others.",
        "dev.raj  10:09 AM",
        "helpbot tells wrong prices",
    )
    assert [p.text for p in found if p.text] == ["dev.raj  10:09 AM", "helpbot tells wrong prices"]


def test_a_header_over_words_and_furniture_stays() -> None:
    found = read("dev.raj  10:06 AM", "wrong prices", "3 replies", "mo.ek  10:09 AM", "looking")
    assert [p.text for p in found if p.text][:2] == ["dev.raj  10:06 AM", "wrong prices"]


def test_how_long_ago_a_message_was_is_left_out_and_its_writer_known() -> None:
    found = read(
        "Nadia Benali",
        "wrong prices since 14:02",
        "8h ago",
        "You",
        "which version?",
        "8h ago",
    )
    assert [p.text for p in found if not p.header] == [
        "wrong prices since 14:02",
        "",
        "which version?",
        "",
    ]
    assert [p.who for p in found if p.header] == ["Nadia Benali", None]


def test_ages_in_notes_stay() -> None:
    lines = ("last deploy", "8h ago", "last alert", "2h ago")
    assert [p.text for p in read(*lines)] == list(lines)
