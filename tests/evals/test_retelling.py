"""Lies that tell lines' own words of other things."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from evals.loopback import scene as scenes
from evals.loopback.prompts import Prompt
from evals.loopback.retelling import retold

EXCHANGED = {"N1": "10:02 the gateway asked the planner for a second draft of the reply"}
STEPS = {
    "N1": "10:02 the crawler was paused by hand",
    "N2": "10:09 the queue was emptied by hand",
}
OPEN = {"N1": "10:02 maybe the tokenizer changed over night"}


def _lies(lines: Mapping[str, str]) -> set[tuple[str, tuple[str, ...]]]:
    """Return what is told of some lines with different randomness, and the ids that it cites."""
    prompt = Prompt(lines, {}, {}, None, "", "none")
    made = (retold(tuple(lines), scenes.of(prompt, (), Random(seed), "key")) for seed in range(40))
    return {(text, ids) for text, _, ids in filter(None, made)}


def test_two_things_change_sides_of_what_one_did_to_the_other() -> None:
    assert (
        "The planner asked the gateway for a second draft of the reply.",
        ("N1",),
    ) in _lies(EXCHANGED)


def test_the_later_step_is_told_first() -> None:
    text = "The queue was emptied by hand. Then the crawler was paused by hand."
    assert (text, ("N1", "N2")) in _lies(STEPS)


def test_what_a_line_leaves_open_is_told_as_a_fact() -> None:
    assert _lies(OPEN) == {("At 10:02, the tokenizer changed over night.", ("N1",))}


def test_nothing_is_told_where_no_line_can_be_turned() -> None:
    assert _lies({"N1": "10:02 all quiet here"}) == set()
