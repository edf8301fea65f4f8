"""Which thing had which done to it, where lines tell of several."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

TWO = ("10:07 Responder A: restarted the ranker", "10:12 Responder A: drained the indexer")
DENIED = ("12:00 Responder B: cache was flushed, index was not",)
SWITCHED = (
    "13:07 Responder C: switched the summariser to the second model",
    "13:12 Responder C: translator still on the first",
)
SPOKEN = ("11:02 Responder D: the loader hangs", "11:09 Responder E: restarted it")
NAMED = ("09:12 Responder F: moved the traffic from node-1 to node-2",)
LARGER = ("INFO router default_model northwind-small -> northwind-large",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The indexer was restarted and the ranker drained.", TWO),
        ("The index was flushed and the cache was not.", DENIED),
        ("The translator was switched to the second model.", SWITCHED),
        ("The traffic was moved from node-2 to node-1.", NAMED),
        ("The default model went from northwind-large to northwind-small.", LARGER),
    ],
)
def test_a_thing_in_the_place_of_another_is_told(text: str, lines: tuple[str, ...]) -> None:
    assert direction.broken_by(text, lines) is not None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The ranker was restarted and the indexer drained.", TWO),
        ("The indexer was drained, and before that the ranker was restarted.", TWO),
        ("The cache was flushed and the index was not.", DENIED),
        ("The summariser was switched to the second model.", SWITCHED),
        ("The loader was restarted.", SPOKEN),
        ("The traffic was moved from node-1 to node-2.", NAMED),
        ("The default model went from northwind-small to northwind-large.", LARGER),
    ],
)
def test_each_thing_in_its_place_stands(text: str, lines: tuple[str, ...]) -> None:
    assert direction.broken_by(text, lines) is None
