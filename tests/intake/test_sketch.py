"""A sketch of a line may be wrong about a Yes, never about a No."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.clock.dates import find_dates
from assistant.intake.clock.epochs import find_epochs
from assistant.intake.clock.sketch import sketch_of
from assistant.intake.clock.stretches import find_stretches, opens_with_plus
from assistant.intake.clock.times import find_clocks
from assistant.intake.clock.words import words
from assistant.intake.clock.wordtimes import with_words

_PIECES = st.sampled_from([
    "14", "05", "2", "2026", "26", "1789000000", "20260504", "T1405", "1405", "30", ":", "-", "/",
    ".", " ", ",", "(", "am", "p.m.", "PM", "a", "h", "hrs", "Uhr", "Z", "UTC", "GMT", "noon",
    "midnight", "this morning", "last night", "May", "de", "of", "Mai", "Sept", "W19-2", "st", "th",
    "at", "on", "Fri", "T", "until", "users", "t=", "epoch ", "_", "~", "ish", "+", "min", "later",
    "last ", "yesterday",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_a_sketch_rules_out_is_not_found(text: str) -> None:
    sketch = sketch_of(text)
    assert find_dates(text, starts=sketch.dates) == find_dates(text)
    assert find_clocks(text, starts=sketch.clocks) == find_clocks(text)
    assert sketch.epochs or not find_epochs(text)
    assert sketch.spoken or find_clocks(text) == find_clocks(text, named=False)
    assert sketch.stretches or opens_with_plus(text) or not find_stretches(text)
    assert sketch.phrases or not with_words(text, [])


@pytest.mark.parametrize("text", ["refunded 14 users", "we saw 3 and then 512 errors", "id 7-a"])
def test_a_line_of_mere_numbers_is_searched_for_no_date_and_no_clock(text: str) -> None:
    sketch = sketch_of(text)
    assert not any((sketch.dates, sketch.clocks, sketch.spoken, sketch.epochs))


def test_no_time_with_a_name_has_a_digit_in_it() -> None:
    assert not any(map(str.isdigit, "".join([*words().spoken, *words().months])))
