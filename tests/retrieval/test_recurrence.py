"""The recurrence verdict: by how incidents came about, from no history at all to a forerunner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.mechanism import Mechanism
from retrieval.records import PastAction, Record
from retrieval.recurrence import Candidate, assess, is_closed, policy

RULES = policy()


def certain(mode: str, layer: str, trigger: str) -> Mechanism:
    """Return a mechanism that is known for certain."""
    return Mechanism(((mode, 1.0),), ((layer, 1.0),), ((trigger, 1.0),))


HERE = certain("stale-content", "retrieve", "data-index-change")
SAME = HERE
OTHER = certain("prompt-instruction-dropped", "assemble", "prompt-change")


def candidate(name: str, mechanism: Mechanism, *actions: PastAction) -> Candidate:
    """Return a past incident that came about in a way."""
    record = Record(id=name, title="t", date="2026-01-05", summary="s", actions=actions)
    return Candidate(record, mechanism, 0.5)


def test_without_records_there_is_no_history_and_a_reason() -> None:
    found = assess(HERE, (), RULES, size=0)
    assert (found.recurrence.verdict, found.recurrence.incident_id) == ("no_history", None)
    assert "no library" in found.recurrence.reason


def test_the_same_mechanism_is_a_recurrence_and_says_what_is_shared() -> None:
    found = assess(HERE, (candidate("a", OTHER), candidate("b", SAME)), RULES, size=2)
    assert (found.recurrence.verdict, found.recurrence.incident_id) == ("recurrence", "b")
    assert "failure mode: stale content" in found.recurrence.reason
    assert found.matches[1].shared == (
        "failure mode: stale content", "layer: retrieve", "trigger: data index change",
    )  # fmt: skip


def test_another_mechanism_is_none_and_says_what_differs() -> None:
    found = assess(HERE, (candidate("a", OTHER),), RULES, size=1)
    assert (found.recurrence.verdict, found.recurrence.incident_id) == ("none", None)
    assert found.matches[0].shared == ()
    assert "failure mode: stale content here, prompt instruction dropped then" in (
        found.matches[0].differs
    )


def test_the_same_mode_after_another_trigger_is_no_recurrence() -> None:
    past = replace(HERE, triggers=(("attack", 1.0),), layers=(("input", 1.0),))
    assert assess(HERE, (candidate("a", past),), RULES, size=1).recurrence.verdict != "recurrence"


def test_where_it_is_not_known_how_this_came_about_nothing_is_called_its_forerunner() -> None:
    found = assess(replace(HERE, known=False), (candidate("a", SAME),), RULES, size=1)
    assert found.recurrence.verdict == "none"
    assert "not known yet how this one came about" in found.recurrence.reason


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (
            (PastAction("Reindex nightly", "open"), PastAction("Alert on age", "closed on 2 May")),
            "It recurred although the action “Alert on age” was closed on 2 May.",
        ),
        ((PastAction("Reindex nightly", "open"),), "“Reindex nightly” of then stands at open."),
    ],
)
def test_a_recurrence_tells_what_became_of_what_was_promised(
    actions: tuple[PastAction, ...], told: str
) -> None:
    found = assess(HERE, (candidate("a", SAME, *actions),), RULES, size=1)
    assert told in found.recurrence.reason


def test_what_was_done_elsewhere_is_not_told_as_if_it_had_been_done_here() -> None:
    one = candidate("a", SAME, PastAction("Tribunal ordered payment", "done"))
    public = replace(one, record=replace(one.record, metadata={"kind": "public"}))
    reason = assess(HERE, (public,), RULES, size=1).recurrence.reason
    assert "Then, elsewhere, this was done: “Tribunal ordered payment”." in reason
    assert "although" not in reason


@pytest.mark.parametrize(
    ("status", "closed"), [("done", True), ("Closed: 2 May", True), ("open", False), (None, False)]
)
def test_a_closed_action_is_told_by_its_status(status: str | None, closed: bool) -> None:
    assert is_closed(PastAction("x", status), RULES) is closed


def test_a_likelier_forerunner_goes_first_whatever_the_order() -> None:
    vague = Mechanism(
        (("stale-content", 0.6),), (("retrieve", 0.6),), (("data-index-change", 0.6),)
    )
    both = (candidate("vague", vague), candidate("sure", SAME))
    for order in (both, both[::-1]):
        assert assess(HERE, order, RULES, size=2).recurrence.incident_id == "sure"
