"""Fields of a form that tell of the page or of the shift, and lines kept by bare digits."""

from __future__ import annotations

import pytest

from assistant.analysis import impact, timeline
from tests.analysis.notebook import incident, notes, over


def steps(text: str) -> list[str]:
    return [event.text for event in over(timeline.build, incident(*notes(text)))]


def figures(text: str) -> list[tuple[float, str]]:
    return [(f.value, f.unit) for f in over(impact.figures, incident(*notes(text)))]


@pytest.mark.parametrize(
    "line",
    [
        "Shift: 14:00 - 22:00",
        "Signed: AT 03:40",
        "written 15:52 by sk",
        "Time of handover: 16:00 UTC",
        "Unterschrift: MB 06:05",
        "| Shift | Day 07:00 - 19:00 |",
        "Watch out for: retries when the jobs get requeued ~09:00",
    ],
)
def test_a_field_of_the_form_or_a_warning_is_no_step(line: str) -> None:
    assert steps(f"09:12 wrong prices\n{line}\n10:02 switched off") == [
        "wrong prices",
        "switched off",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("09:40 shift lead switched the bot off", "shift lead switched the bot off"),
        ("09:40 signed the old list off again", "signed the old list off again"),
        ("Written answers were wrong at 09:40", "Written answers were wrong"),
        ("| 09:40 | shift lead told |", "shift lead told"),
    ],
)
def test_a_step_that_opens_like_a_field_stays(line: str, told: str) -> None:
    assert told in steps(f"09:12 wrong prices\n{line}")


def test_brackets_around_a_time_stay_closed() -> None:
    assert steps("Open: ticket 5521 (closed 03:26)") == ["Open: ticket 5521 (closed)"]


def test_a_question_keeps_its_first_word() -> None:
    assert "when did it go live?" in steps("18:33 when did it go live?")


KEPT = "- 0941 wrong window\n- 0946 old documents\n- 1021 refund intent off\n- 1112 index ok"


def test_digits_of_a_clock_that_open_line_upon_line_count_nothing() -> None:
    assert figures(KEPT) == []


def test_a_count_that_opens_one_line_still_counts() -> None:
    assert (1021, "refunds") in figures("Impact\n- 1021 refunds were wrong\n- 12 were paid out")


def test_an_arrow_to_a_value_parts_no_step_and_one_to_a_time_does() -> None:
    assert steps("08:12 threshold 0.35 -> 0.85 by the nightly job") == [
        "threshold 0.35 -> 0.85 by the nightly job"
    ]
    assert steps("10:02 alert fired -> 10:05 acknowledged") == ["alert fired", "acknowledged"]


def test_the_first_line_of_a_transcript_is_no_step() -> None:
    text = "Review of the bot (2026-05-04 14:00) - Transcript\n09:12 wrong prices"
    assert steps(text) == ["wrong prices"]


def test_who_took_part_is_no_step_of_the_day_above() -> None:
    assert steps("2026-05-04\nParticipants: Responder A, Responder B\n09:12 wrong prices") == [
        "wrong prices"
    ]


@pytest.mark.parametrize(
    "words", ["https://tickets.example/88213", "attached: IMG_2231.jpg", "<https://x.example/a>"]
)
def test_a_link_or_a_file_alone_is_no_step(words: str) -> None:
    assert steps(f"09:41 wrong prices\n09:42 {words}\n09:44 switched off") == [
        "wrong prices",
        "switched off",
    ]


def test_what_is_expected_is_no_step() -> None:
    assert "cache TTL is 10 min so expect recovery" not in steps(
        "14:14 rolled back, cache TTL is 10 min so expect recovery by 14:25"
    )


def test_a_message_of_signs_alone_is_no_step() -> None:
    assert steps("10:14 wrong prices\n10:31 👍\n10:44 switched off") == [
        "wrong prices",
        "switched off",
    ]


def test_a_bracket_that_another_clause_closes_is_left_out() -> None:
    assert steps("08:30 cache key without tenant found (summary 5.2.0, released 05:50)")[-1] == (
        "cache key without tenant found"
    )
