"""Whether an incident has happened before, as far as a library of past incidents can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.records import Record

Verdict = Literal["recurrence", "possible", "none", "no_history"]


@dataclass(frozen=True, slots=True)
class Match:
    """A past incident that is like this one; `verdict` compares their mechanisms."""

    record: Record
    score: float
    verdict: Literal["recurrence", "possible", "none"]
    reason: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The verdict, the past incident that it rests on (None where none does) and why."""

    verdict: Verdict
    incident_id: str | None
    reason: str


def assess(*, records: Sequence[Record], matches: Sequence[Match]) -> Recurrence:
    """Return the strongest verdict of the matches, "no_history" where there are no records."""
    if not records:
        return Recurrence(
            "no_history",
            None,
            "There is no library of past incidents to compare with, so it is not known whether "
            "this has happened before.",
        )
    for verdict in ("recurrence", "possible"):
        found = [m for m in matches if m.verdict == verdict]
        if found:
            best = max(found, key=lambda m: m.score)
            return Recurrence(best.verdict, best.record.id, best.reason)
    noun = "incident" if len(records) == 1 else "incidents"
    return Recurrence(
        "none", None, f"None of the {len(records)} past {noun} shares how this one came about."
    )
