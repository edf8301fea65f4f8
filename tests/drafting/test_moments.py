"""Times and spans of time in words."""

from __future__ import annotations

import pytest

from assistant.drafting.moments import listed, spell


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59.6, "1 minute"),
        (90, "1 minute 30 seconds"),
        (3599, "59 minutes 59 seconds"),
        (3600, "1 hour"),
        (3660, "1 hour 1 minute"),
        (7499, "2 hours 5 minutes"),
        (172_800, "2 days"),
        (200_000, "2 days 7 hours"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert spell(seconds) == words


def test_parts_are_listed_as_in_a_sentence() -> None:
    assert [listed(("a",)), listed(("a", "b")), listed(("a", "b", "c"))] == [
        "a",
        "a and b",
        "a, b and c",
    ]
