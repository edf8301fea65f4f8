"""Sighting: a search is passed over only where none of its phrases can stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.cuesearch import cues, standing
from assistant.analysis.sighting import Sighting, lowered, stem_of

WORDS = ["the", "rollback", "rolled", "back", "alert", "nobody", "was", "alerted"]


def test_a_search_is_in_sight_where_both_of_its_keys_stand() -> None:
    sighting = Sighting()
    mark = sighting.enter([("rolled", "back")], everywhere=False)
    assert sighting.of("They rolled it BACK").marks & mark
    assert not sighting.of("They rolled it out").marks & mark
    assert not sighting.of("They went back").marks & mark


def test_a_key_with_an_open_ending_is_met_by_every_word_that_begins_so() -> None:
    sighting = Sighting()
    mark = sighting.enter([(stem_of("alert"),)], everywhere=False)
    assert sighting.of("three alerts").marks & mark
    assert not sighting.of("three calls").marks & mark


def test_a_search_for_no_word_is_in_sight_everywhere() -> None:
    sighting = Sighting()
    mark = sighting.enter([], everywhere=True)
    assert sighting.of("").marks & mark


def test_a_search_entered_later_is_seen_in_a_text_that_was_read_before() -> None:
    sighting = Sighting()
    sighting.enter([("rolled", "back")], everywhere=False)
    assert sighting.of("nobody was alerted").keys == ()
    mark = sighting.enter([("nobody",)], everywhere=False)
    assert sighting.of("nobody was alerted").marks & mark
    assert sighting.of("nobody was alerted").keys == ("nobody",)


@given(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=4),
)
def test_a_phrase_that_stands_in_a_text_is_always_in_sight(text: str, listed: list[str]) -> None:
    stands = any(f" {phrase} " in f" {text} " for phrase in listed)
    assert (cues(listed).span(text) is not None) == stands


def test_of_many_searches_only_those_that_find_something_are_told() -> None:
    searches = {"undone": cues(["rolled back"]), "unseen": cues(["nobody was alerted"])}
    assert standing("We rolled back; nobody saw it", searches) == {"undone": ((3, 14),)}


@pytest.mark.parametrize(("text", "low"), [("ÄRGER", "ärger"), ("İzmir IS down", "İzmir is down")])
def test_a_text_in_small_letters_keeps_every_character_in_its_place(text: str, low: str) -> None:
    assert lowered(text) == low
