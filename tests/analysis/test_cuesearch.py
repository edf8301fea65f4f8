"""Cue search: finds what one search for all the phrases would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.cuesearch import cues

WORDS = ["on", "it", "one", "only", "rolled", "back", "roll", "is", "off", "?", "alert", "alerts"]
PHRASES = ["on it", "on", "one", "only one", "rolled back", "roll*", "is off", "al*", "a*", "? on"]


def one_search(listed: list[str]) -> re.Pattern[str]:
    """Return the plain search for all phrases at once, the longest first."""
    parts = []
    for phrase in sorted(set(listed), key=lambda p: (-len(p), p)):
        words = [re.escape(w).replace(r"\*", r"\w{0,30}") for w in phrase.split()]
        left = r"(?<!\w)" if phrase[0].isalnum() else ""
        parts.append(left + r"\s+".join(words) + r"(?!\w)")
    return re.compile("|".join(parts))


@given(
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(WORDS), max_size=12),
)
def test_it_finds_where_the_phrases_begin_as_one_search_does(
    listed: list[str], said: list[str]
) -> None:
    text = " ".join(said)
    plain = [m.start() for m in one_search(listed).finditer(text)]
    assert [start for start, _ in cues(listed).spans(text)] == plain


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("don't", "We DON’T know", "DON’T"),
        ("hallucinat*", "it Hallucinated a fare", "Hallucinated"),
        ("took ... offline", "took the whole bot offline", "took the whole bot offline"),
        ("*.enabled=false", "cache.enabled=false now", "cache.enabled=false"),
        ("enabled=false", "cache.enabled=false now", "enabled=false"),
        ("???", "when???", "???"),
        ("on it", "upon it", None),
        ("5xx", "only 5xx since", "5xx"),
    ],
)
def test_a_phrase_is_found_as_whole_words(phrase: str, text: str, found: str | None) -> None:
    assert cues([phrase, "never said"]).found(text) == found


def test_no_phrase_finds_nothing() -> None:
    assert cues([]).span("anything") is None
    assert cues([]).spans("anything") == ()
    assert not cues([]).whole("anything")
