"""The damage done to seeds: repeatable, and each kind does what it says."""

from __future__ import annotations

from random import Random

import pytest

from evals.fuzz import mutations
from evals.fuzz.mutations import MUTATIONS, Mutation, mutated
from evals.fuzz.seeds import LONGEST, seeds

TEXT = b"one 1\ntwo 2\nthree 3"


def test_the_same_randomness_does_the_same_damage() -> None:
    made = [mutated(TEXT, Random(seed), seeds()) for seed in range(50)]
    assert made == [mutated(TEXT, Random(seed), seeds()) for seed in range(50)]
    assert len(set(made)) > 30


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("data", [b"", b"\n", b"a", TEXT], ids=repr)
def test_any_input_can_be_damaged_in_any_way(mutation: Mutation, data: bytes) -> None:
    for seed in range(20):
        assert isinstance(mutation(data, Random(seed), (b"", TEXT)), bytes)


def test_lines_are_dropped_repeated_and_swapped() -> None:
    lines = TEXT.split(b"\n")
    assert len(mutations.drop_line(TEXT, Random(1), ()).split(b"\n")) == 2
    assert len(mutations.repeat_line(TEXT, Random(1), ()).split(b"\n")) > 3
    assert sorted(mutations.swap_lines(TEXT, Random(1), ()).split(b"\n")) == sorted(lines)


def test_the_seeds_hold_every_kind_of_input_and_none_is_large() -> None:
    assert len(seeds()) > 25
    assert all(0 < len(seed) <= LONGEST for seed in seeds())
