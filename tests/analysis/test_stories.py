"""Stories: what groups of words tell together in a sentence, and what they do not."""

from __future__ import annotations

import pytest

from assistant.analysis import stories
from assistant.analysis.vocabulary import keys


def told(said: str, kind: str = "failure_modes") -> dict[str, bool]:
    """Return the entries that a line tells, with whether they are doubted."""
    found: dict[str, bool] = {}
    for story in stories.heard(kind, said, reach="reach"):
        found[story.entry] = story.doubted and found.get(story.entry, True)
    return found


def test_the_groups_of_a_story_stand_in_any_order() -> None:
    assert told("over the limit the tail is cut off") == {"context-truncation": False}
    assert told("what is cut off lies beyond the token limit") == {"context-truncation": False}


@pytest.mark.parametrize(
    "said", ["the tail was not cut off by the limit", "nothing was cut off by the limit"]
)
def test_a_denied_story_is_not_told(said: str) -> None:
    assert "context-truncation" not in told(said)


@pytest.mark.parametrize(
    "said",
    ["maybe the limit cut off the tail", "did the limit cut off the tail?"],
)
def test_a_story_that_is_asked_or_only_thought_of_is_doubted(said: str) -> None:
    assert told(said) == {"context-truncation": True}


def test_what_only_two_sentences_tell_together_is_doubted() -> None:
    said = "is it since the shield thing? we flipped it from strict on Sunday"
    assert told(said) == {"guardrail-failed-open": True}


def test_groups_that_stand_far_apart_tell_nothing() -> None:
    assert (
        told("the limit " + "of a very long and winding account of the day " * 5 + "cut off") == {}
    )


def test_a_unit_story_needs_two_different_units() -> None:
    assert "unit-mix-up" in told("the feed is now in hours, the model still expects days")
    assert "unit-mix-up" not in told("the feed is now in hours")


def test_an_ordered_story_needs_its_words_close_and_in_order() -> None:
    assert "monitoring" in told("there is no alarm on the share of refunds", "factors")
    assert "monitoring" not in told("the alarm went off, no question", "factors")


def test_a_word_inside_a_name_or_an_address_is_none() -> None:
    assert told("see https://box/alerts?key=key-not-real and tests-not-here", "factors") == {}


def test_a_change_points_to_a_mode_by_the_words_of_its_settings() -> None:
    assert "context-truncation" in stories.moved("failure_modes", "-maxInputTokens: 12000")
    assert "chunk-lost-context" in stories.moved("failure_modes", "+chunk_size: 200")
    assert stories.moved("failure_modes", "+replicas: 5") == frozenset()


@pytest.mark.parametrize("kind", ["failure_modes", "triggers", "factors"])
def test_every_story_is_made_of_known_groups_and_entries(kind: str) -> None:
    known = keys("factors") if kind == "factors" else keys("signature", kind)
    groups = keys("mechanism", "words")
    for story in (*stories.listing(kind), *stories.listing(kind, "moved")):
        assert story.entry in known
        assert {part.group for part in story.parts} <= {*groups}, story


def test_sentences_read_alone_tell_nothing_that_only_two_tell_together() -> None:
    said = "is it since the shield thing? we flipped it from strict on Sunday"
    assert not list(stories.within_sentences("failure_modes", said, reach="reach"))
    assert list(stories.within_sentences("failure_modes", f"{said} as a guardrail", reach="reach"))
