"""The recurrence verdict, from no history at all to a match of mechanism."""

from __future__ import annotations

from typing import Literal

import pytest

from retrieval.records import Record
from retrieval.recurrence import Match, assess

RECORD = Record(id="a-1", title="Stale index", summary="Old pages were cited.")


def match(verdict: Literal["recurrence", "possible", "none"], score: float, name: str) -> Match:
    """Return a match with a record of the given id."""
    return Match(Record(id=name, title="t", summary="s"), score, verdict, f"because of {name}")


def test_without_records_there_is_no_history_and_a_reason() -> None:
    verdict = assess(records=(), matches=())
    assert (verdict.verdict, verdict.incident_id) == ("no_history", None)
    assert "no library" in verdict.reason


def test_records_without_a_like_mechanism_are_no_recurrence() -> None:
    verdict = assess(records=(RECORD,), matches=(match("none", 0.9, "a-1"),))
    assert (verdict.verdict, verdict.incident_id) == ("none", None)


@pytest.mark.parametrize("order", [1, -1])
def test_a_recurrence_goes_before_a_closer_possibility(order: int) -> None:
    matches = [
        match("possible", 0.9, "b"),
        match("recurrence", 0.4, "c"),
        match("recurrence", 0.6, "d"),
    ]
    verdict = assess(records=(RECORD,), matches=matches[::order])
    assert (verdict.verdict, verdict.incident_id, verdict.reason) == (
        "recurrence", "d", "because of d",
    )  # fmt: skip
