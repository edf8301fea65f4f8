"""Cells are counted and put together as a plain loop over the lines would do it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.logs import cells, logtimes, ordering
from assistant.intake.logs.stampreader import Longs

_TIMES = st.sampled_from([logtimes.NONE, 0, 59_999_999, logtimes.BARE, logtimes.CLOCK + 1])
_LINES = st.lists(st.tuples(st.integers(0, 3), _TIMES), max_size=40)
_KEYS = st.lists(st.integers(-(2**60), 2**60))


@given(_LINES)
def test_lines_are_counted_by_row_and_minute(lines: list[tuple[int, int]]) -> None:
    told = defaultdict(list)
    for number, (row, time) in enumerate(lines, start=1):
        told[row, time // logtimes.MINUTE].append((time, number))
    found = _counted(lines)
    assert list(zip(*(one.tolist() for one in _columns(found)), strict=True)) == [
        (
            *key, len(here), min(here)[0], max(here)[0],
            min(n for _, n in here), max(n for _, n in here),
        )
        for key, here in sorted(told.items())
    ]  # fmt: skip


@given(_LINES)
def test_cells_of_two_parts_add_up_to_those_of_the_whole(lines: list[tuple[int, int]]) -> None:
    found = _counted(lines)
    assert cells.together([found, cells.none()]).summed() == found
    twice = cells.together([found, found]).summed()
    assert len(twice) == len(found)
    assert int(twice.n.sum()) == 2 * len(lines)


@given(_KEYS)
def test_keys_are_put_in_order_and_equal_ones_stay_as_they_stand(keys: list[int]) -> None:
    found = ordering.order(np.array(keys, np.int64)).tolist()
    assert found == sorted(range(len(keys)), key=keys.__getitem__)


@given(st.lists(st.tuples(st.integers(-(2**60), 2**60), st.integers(-(2**60), 2**60))))
def test_pairs_that_lie_far_apart_are_put_in_order_too(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array([pair[n] for pair in pairs], np.int64) for n in (0, 1))
    found = ordering.order_by(first, second).tolist()
    assert found == sorted(range(len(pairs)), key=pairs.__getitem__)


def _counted(lines: list[tuple[int, int]]) -> cells.Cells:
    rows = np.array([row for row, _ in lines], np.int64)
    times = np.array([time for _, time in lines], np.int64)
    return cells.counted(rows, times // logtimes.MINUTE, times)


def _columns(found: cells.Cells) -> tuple[Longs, ...]:
    return found.row, found.m, found.n, found.t0, found.t1, found.r0, found.r1
