"""What a lexical index keeps of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.passages import SIZE, STEP, passages
from retrieval.terms import terms


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ERR-4410x came back", {"err4410x", "err", "4410x"}),
        ("S3AInputStream.readVectored failed", {"s3ainputstreamreadvectored", "stream", "vector"}),
        ("the filters were ignored", {"filter", "ignor"}),
        ("Große Übersicht", {"große", "übersicht"}),
        ("発注が重複", {"発注", "重複"}),
    ],
)
def test_codes_stay_whole_and_names_give_their_parts(text: str, held: set[str]) -> None:
    assert held <= set(terms(text))


@given(st.text(max_size=300))
def test_any_text_gives_terms_that_an_index_can_hold(text: str) -> None:
    assert all(term and len(term) <= 64 and '"' not in term for term in terms(text))


@given(st.integers(min_value=0, max_value=1500))
def test_every_word_stands_in_some_passage_and_neighbours_overlap(count: int) -> None:
    cut = passages("title", " ".join(f"w{number}" for number in range(count)))
    held = [passage.split("\n")[-1].split() if count else [] for passage in cut]
    assert {word for words in held for word in words} == {f"w{n}" for n in range(count)}
    assert all(len(words) <= SIZE for words in held)
    for before, after in pairwise(held):
        assert before[STEP:] == after[: SIZE - STEP] or len(after) < SIZE - STEP


def test_a_document_without_text_is_its_title() -> None:
    assert passages("Stale index", "  ") == ("Stale index",)
