"""Every parser survives what nobody would write: it ends, or ends in an error with advice."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.fuzz.fault import attempt
from evals.fuzz.mutations import mutated
from evals.fuzz.seeds import seeds
from evals.fuzz.targets import TARGETS

SEEDS = seeds()
WHOLE = {"draft", "paste"}
PARSERS = sorted(set(TARGETS) - WHOLE)
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from(
        "0123456789:-/.,TZ+|#>*_[](){}<>@=\"'\\ \t\r\n\x00\x1b\u200b\u202e\ufe0f\U000e0041"
    ),
    st.sampled_from("apmAPMCESTUTGwxyzüé日"),
)
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def damaged(random: Random) -> bytes:
    """Return a seed that was damaged in a few ways."""
    return mutated(SEEDS[random.randrange(len(SEEDS))], random, SEEDS)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_seed_is_read(target: str) -> None:
    assert [attempt(target, seed) for seed in SEEDS] == [None] * len(SEEDS)


@pytest.mark.parametrize("target", PARSERS)
@some
@given(random=st.randoms(use_true_random=False))
def test_a_damaged_input_is_read_or_refused_with_advice(target: str, random: Random) -> None:
    assert attempt(target, damaged(random)) is None


@pytest.mark.parametrize("target", sorted(WHOLE))
@few
@given(random=st.randoms(use_true_random=False))
def test_a_draft_comes_out_of_a_damaged_input(target: str, random: Random) -> None:
    assert attempt(target, damaged(random)) is None


@pytest.mark.parametrize("target", sorted(TARGETS))
@some
@given(text=st.text(CHARACTERS, max_size=400))
def test_any_text_is_read_or_refused_with_advice(target: str, text: str) -> None:
    assert attempt(target, text.encode("utf-8", "surrogatepass")) is None


@pytest.mark.parametrize("target", sorted(TARGETS))
@few
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_advice(target: str, data: bytes) -> None:
    assert attempt(target, data) is None
