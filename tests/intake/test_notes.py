from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.incident import Evidence, Reference
from assistant.intake.clock.chronology import read_times
from assistant.intake.notes import notes

REFERENCE = Reference(date(2026, 5, 4), "UTC", "", "")
PEOPLE = ("Responder A", "Responder B", "Customer 1")


def read(text: str) -> tuple[Evidence, ...]:
    lines = text.split("\n")
    times = read_times(lines, reference=REFERENCE)
    return notes.read(lines, times, source="notes.md", prefix="N", people=PEOPLE)


def test_every_line_with_text_is_evidence_under_its_true_number() -> None:
    assert [(e.id, e.line, e.text) for e in read("a\n\n  b \n```\nc\n```")] == [
        ("N1", 1, "a"), ("N3", 3, "  b "), ("N4", 4, "```"), ("N5", 5, "c"), ("N6", 6, "```"),
    ]  # fmt: skip


def test_a_line_stands_under_its_heading_however_that_is_written() -> None:
    for heading in (
        "## Impact",
        "Impact\n------",
        "IMPACT",
        "Impact:",
        "**Impact**",
        "**Impact**:",
    ):
        last = read(f"intro\n\n{heading}\n14% of users")[-1]
        assert (last.section or "").lower() == "impact", heading


def test_a_heading_that_is_only_a_time_starts_no_section() -> None:
    lines = read("## Timeline\n### 20:15\nalert fired")
    assert lines[-1].section == "Timeline"


def test_a_line_that_is_only_a_time_gives_it_to_the_next_line_with_text() -> None:
    _, heading, first, second = read("## Timeline\n### 20:15\n\nalert fired\nand again")
    assert first.carried_from == heading.id
    assert first.time is not None
    assert first.time.at.isoformat() == "2026-05-04T20:15:00+00:00"
    assert second.carried is None


def test_a_chat_line_has_its_speaker() -> None:
    for line in (
        "[14:02] Responder A: looking", "14:02 Responder A: looking", "14:02 <Responder A> looking",
        "Responder A: looking", "**Responder A** (14:02): looking",
        "2026-05-04, 14:05 - Responder A: looking", "[2026-05-04, 14:05:10] Responder A: looking",
    ):  # fmt: skip
        assert read(line)[0].speaker == "Responder A", line


def test_a_person_mentioned_in_passing_is_no_speaker() -> None:
    assert read("14:02 Responder A rolled it back")[0].speaker is None
    assert read("14:02 Update: rolled back")[0].speaker is None


def test_a_chat_copys_header_gives_its_name_and_time_to_the_message() -> None:
    header, first, second, other, bot, fired = read(
        "Responder A  2:05 PM\nwrong refunds\nlooking\nResponder B  2:07 PM\n"
        "PagerDuty APP  2:10 PM\nTriggered: p95"
    )
    assert header.speaker == first.speaker == second.speaker == "Responder A"
    assert first.carried is not None
    assert (first.carried.at.hour, first.carried_from) == (14, "N1")
    assert (second.carried, other.speaker) == (None, "Responder B")
    assert (bot.speaker, fired.speaker, fired.carried_from) == (None, None, "N5")


@given(st.lists(st.text(alphabet="aAR :#-*[]()14:05PM|\t", max_size=40), max_size=10))
def test_no_lines_break_the_reading(lines: list[str]) -> None:
    found = read("\n".join(lines))
    assert [e.text for e in found] == [line for line in lines if line.strip()]
