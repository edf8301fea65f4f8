"""Words in either case: found where a search that ignores case finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.anycase import anycase, anycase_fields

_WORDS = ("bot", "bots", "chatbot", "assistant", "task", "é", "data-centre")


@given(st.text(alphabet="bBoOtTsSaAkKıİſ\u212aéÉx -", max_size=12))
def test_words_are_found_where_a_search_that_ignores_case_finds_them(text: str) -> None:
    longest_first = sorted(_WORDS, key=len, reverse=True)
    usual = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    assert re.findall(anycase(_WORDS), text) == usual.findall(text)


def test_the_longest_word_at_a_place_is_found() -> None:
    assert re.findall(anycase(("card", "cardholder")), "CardHolder card") == ["CardHolder", "card"]


@pytest.mark.parametrize("told", ["full_name", "Full Name", "FULL-NAME", "full.name", "fullname"])
def test_a_field_is_found_however_its_words_are_tied(told: str) -> None:
    assert re.fullmatch(anycase_fields(("full_name", "fuller")), told)


def test_a_field_tied_by_anything_else_is_none() -> None:
    assert re.fullmatch(anycase_fields(("full_name",)), "full/name") is None
    assert re.fullmatch(anycase(("full_name",)), "full name") is None
