"""Pages that set the time below the words: each time goes to what stands above it."""

from __future__ import annotations

import pytest

from assistant.intake.notes import timesbelow
from assistant.intake.notes.passages import of_text

STATUS = (
    "Wrong answers in chat",
    "Incident Report for Larkspur",
    "",
    "Resolved",
    "This incident has been resolved.",
    "Posted 3 months ago. Aug 21, 2025 - 16:05 UTC",
    "Investigating",
    "We see wrong answers in chat.",
    "Posted 3 months ago. Aug 21, 2025 - 14:02 UTC",
)


def told(*lines: str) -> list[str]:
    return [p.text for p in timesbelow.clean(of_text(lines).passages, shapes=lines) if p.text]


@pytest.mark.parametrize("footer", [(), ("← Current Status", "Powered by a status page")])
def test_a_status_page_tells_each_update_at_the_time_below_it(footer: tuple[str, ...]) -> None:
    assert told(*STATUS, *footer) == [
        *STATUS[:2],
        "[Aug 21, 2025 - 16:05 UTC] Resolved - This incident has been resolved.",
        "[Aug 21, 2025 - 14:02 UTC] Investigating - We see wrong answers in chat.",
        *footer,
    ]


def test_a_standing_may_stand_on_the_line_of_its_words() -> None:
    assert told(
        "Resolved - This incident has been resolved.",
        "Dec 2, 14:40 UTC",
        "Investigating - We see wrong answers in chat.",
        "Dec 2, 11:31 UTC",
    ) == [
        "[Dec 2, 14:40 UTC] Resolved - This incident has been resolved.",
        "[Dec 2, 11:31 UTC] Investigating - We see wrong answers in chat.",
    ]


def test_a_sentence_that_goes_on_with_its_time_has_that_time() -> None:
    assert told(
        "Acknowledged by Nadia Benali through SMS.",
        "on Mar 9, 2025 at 3:33 AM",
        "Triggered through the API.",
        "on Mar 9, 2025 at 3:14 AM",
    ) == [
        "[Mar 9, 2025 at 3:33 AM] Acknowledged by Nadia Benali through SMS.",
        "[Mar 9, 2025 at 3:14 AM] Triggered through the API.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Aug 21, 2025 - 16:05 UTC", "all good", "Aug 21, 2025 - 14:02 UTC", "chat is wrong"),
        ("Chat", "Aug 21, 2025 - 16:05 UTC", "all good", "Aug 21, 2025 - 14:02 UTC", "wrong"),
        ("Chat", "On 9 March 2025 at 14:02", "it broke", "On 9 March 2025 at 15:10", "it worked"),
        ("Ana Lima", "Dec 2, 14:40", "it broke", "Bo Chen", "Dec 2, 14:52"),
        ("it broke", "we rolled back", "Ana Lima, Dec 2, 2025 14:40"),
    ],
)
def test_times_above_their_words_stay_where_they_are(lines: tuple[str, ...]) -> None:
    assert told(*lines) == list(lines)


def test_clock_times_that_go_on_with_a_sentence_belong_to_it() -> None:
    assert told(
        "INCIDENT TIMELINE",
        "Resolved by Nadia Benali through the website.",
        "at 1:25 PM",
        "Acknowledged by Nadia Benali through SMS.",
        "at 9:44 AM",
        "Triggered through the API.",
        "at 9:41 AM",
        "AUG 20, 2026",
    ) == [
        "INCIDENT TIMELINE",
        "[1:25 PM] Resolved by Nadia Benali through the website.",
        "[9:44 AM] Acknowledged by Nadia Benali through SMS.",
        "[9:41 AM] Triggered through the API.",
        "AUG 20, 2026",
    ]


def test_a_single_clock_time_below_words_stays_where_it_stands() -> None:
    lines = ("We restarted the ranker", "at 3:33 PM", "and it worked.")
    assert told(*lines) == list(lines)
