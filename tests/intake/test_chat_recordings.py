"""Transcripts and summaries of recorded meetings: the recording's clock tells no time of day."""

from __future__ import annotations

import pytest

from assistant.intake.notes import captions
from assistant.intake.notes.passages import of_text

TRANSCRIPT = (
    "Mon, Nov 17, 2025 2:05 PM • 38:22",
    "SUMMARY KEYWORDS",
    "model, alert",
    "Dana Whitfield  00:03",
    "The alert fired at 9:12.",
    "Luis Ortega  21:40",
    "We rolled back at 10:05.",
)
SUMMARY = (
    "🕒 Detection (03:12 - 07:45)",
    "The alert fired at 9:12 and nobody saw it (04:20)",
    "🕒 Fix (07:45 - 22:10)",
    "Add a check for empty features (12:31)",
)


def told(*lines: str) -> list[str]:
    return [p.text for p in captions.clean(of_text(lines).passages)[0] if p.text]


def test_a_transcript_tells_who_said_what_on_which_day() -> None:
    assert told(*TRANSCRIPT) == [
        "Mon, Nov 17, 2025",
        "Dana Whitfield: The alert fired at 9:12.",
        "Luis Ortega: We rolled back at 10:05.",
    ]


def test_more_minutes_than_a_day_has_hours_show_a_recording() -> None:
    lines = ("Dana Whitfield  0:03", "hello", "Luis Ortega  35:10", "rolled back")
    assert told(*lines) == ["Dana Whitfield: hello", "Luis Ortega: rolled back"]


def test_the_marks_of_a_summary_are_left_out() -> None:
    assert told(*SUMMARY) == [
        "Detection:",
        "The alert fired at 9:12 and nobody saw it",
        "Fix:",
        "Add a check for empty features",
    ]


def test_whoever_reads_is_told_of_a_recording() -> None:
    assert captions.clean(of_text(TRANSCRIPT).passages)[1]


@pytest.mark.parametrize(
    "lines",
    [
        ("Dana Whitfield  00:03", "it broke", "Luis Ortega  00:21", "rolled back"),
        ("Dana Whitfield  09:12", "it broke, recorded in the meeting transcript", "Luis  09:40"),
        ("Detection (03:12 - 07:45)", "Mitigation (07:45 - 09:10)", "Closed (09:10)"),
        ("17 Nov 2025 • 10:02 alert fired", "Dana Whitfield  10:04", "seen", "Luis  10:05", "ok"),
    ],
)
def test_times_of_day_stay(lines: tuple[str, ...]) -> None:
    assert told(*lines) == list(lines)


def test_offsets_ahead_of_who_speaks_are_no_times_of_day() -> None:
    found = told(
        "Review",
        "Jul 14, 2026, 12:00 PM CEST • 24 mins",
        "",
        "00:00 Ines Roca: Thanks for coming.",
        "00:22 Bo Chen: The filter was off since June.",
        "05:00 Ines Roca: We stopped two runs at 11:15.",
    )
    assert found == [
        "Review",
        "Jul 14, 2026",
        "Ines Roca: Thanks for coming.",
        "Bo Chen: The filter was off since June.",
        "Ines Roca: We stopped two runs at 11:15.",
    ]


def test_notes_of_a_night_without_the_length_of_a_recording_keep_their_times() -> None:
    lines = ("00:05 Ines Roca: restarted", "00:40 Bo Chen: still wrong", "01:10 Bo Chen: fine")
    assert told(*lines) == list(lines)
