"""Digits in the place of letters: judged apart only where they can spell what orders are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.alike import alike
from assistant.intake.redaction.spelling import digits_spell, folded, respelled

_PIECES = ("pr", "0", "1", "3", "5", "7", "mpt", "rul", "ev", "rything above", "$", "@", "!", " x")


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_what_a_text_spells_with_digits_is_foreseen_from_its_shape(text: str) -> None:
    spelled = list(respelled(text, folded(text)))
    assert not spelled or digits_spell(folded(alike(text)))


@pytest.mark.parametrize("text", ["pr0mpt", "1nstruct10n5", "ru1e$", "gu!deline5", "pr0mpt7"])
def test_digits_that_may_spell_a_word_of_orders_tell(text: str) -> None:
    assert digits_spell(folded(alike(text)))


@pytest.mark.parametrize(
    "text", ["v12", "prompt v2,v13", "k3dd8Qz000123w; password: pa12Ss!", "INC-4711 at 14:05"]
)
def test_digits_that_spell_nothing_of_the_kind_do_not(text: str) -> None:
    assert not digits_spell(folded(alike(text)))
