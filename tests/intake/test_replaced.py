"""What was replaced by what is read from words and from one-line replacements only."""

from __future__ import annotations

import pytest

from assistant.intake.history import replaced
from assistant.intake.history.swaps import swap_in


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Bump ranker from 1.2.0 to 1.3.0", ("1.2.0", "1.3.0")),
        ("temperature: 0.2 -> 0.7", ("0.2", "0.7")),
        ("alias routes-v41 → routes-v42.", ("routes-v41", "routes-v42")),
        ('Mode from "full" to "huts only"', None),
        ("Mode from `full` to `safe`", ("full", "safe")),
        ("Moved the desk from Berlin to Paris", None),
        ("Window from 10:00 to 12:00", None),
        ("Raise the threshold to 0.80", None),
    ],
)
def test_words_state_a_replacement(text: str, pair: tuple[str, str] | None) -> None:
    told = replaced.told(text)
    assert (told and (told.before, told.after)) == pair


@pytest.mark.parametrize(
    ("lines", "pair"),
    [
        (["-model: alpha-1", "+model: alpha-2"], ("alpha-1", "alpha-2")),
        (['-  "model": "alpha-1",', '+  "model": "alpha-2",'], ("alpha-1", "alpha-2")),
        (["-TEMPERATURE = 0.2  # calm", "+TEMPERATURE = 0.7  # lively"], ("0.2", "0.7")),
        (["-requests==2.1", "+requests==2.2"], ("2.1", "2.2")),
        (["-# prompt v17", "-Be polite", "+# prompt v18", "+Be warm"], ("v17", "v18")),
        (["-a: 1", "-b: 2", "+a: 2", "+b: 3"], None),
        (["-Be polite", "+Be warm"], None),
        (["+model: alpha-2"], None),
    ],
)
def test_a_diff_shows_a_single_replacement(lines: list[str], pair: tuple[str, str] | None) -> None:
    swap = replaced.in_diff(lines)
    assert (swap and (swap.before, swap.after)) == pair


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("model chat-2 (was chat-1)", ("chat-1", "chat-2")),
        ("temperature 0.7 (was: 0.2)", ("0.2", "0.7")),
        ("prompt `refund` is now v13 (previously v12)", ("v12", "v13")),
        ("Changed the prompt (was too long)", None),
        ("filter on for all tenants (was demo only)", None),
    ],
)
def test_what_there_was_may_stand_in_brackets(text: str, pair: tuple[str, str] | None) -> None:
    found = swap_in(text)
    told = dict(found.named()) if found else {}
    spans = [told.get("before"), told.get("after")]
    assert (None if found is None else tuple(text[s[0] : s[1]] for s in spans if s)) == pair
