"""Looking up the phrases of a vocabulary by the words of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.cueindex import index
from assistant.analysis.vocabulary import keys, phrases, words

WORDS = sorted(
    {
        word.replace("*", "ing")
        for name in keys("signature", "layers")
        for phrase in words("signature", "layers", name, "cues")
        for word in phrase.split()
    }
)


@given(st.lists(st.sampled_from([*WORDS, "the", "was", "?", "and"]), max_size=12).map(" ".join))
def test_the_index_finds_what_a_search_for_every_phrase_finds(text: str) -> None:
    one_by_one = {
        name
        for name in keys("signature", "layers")
        if phrases("signature", "layers", name, "cues").found(text)
    }
    assert index("signature", "cues", "layers").standing(text) == one_by_one


def test_open_endings_and_gaps_are_found() -> None:
    found = index("signature", "cues", "failure_modes")
    assert "latency-degradation" in found.standing("p99 latency rose to nine seconds")
    assert "retrieval-filter-ignored" in found.standing("the filter let all of them through")
    assert "over-refusal" in found.standing("a wave of over-refusals")


def test_a_text_without_words_of_the_vocabulary_is_near_to_nothing() -> None:
    assert index("signature", "cues", "failure_modes").near("lunch at noon") == {}
