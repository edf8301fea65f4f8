"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.mechanism import Mechanism
from retrieval.records import Record


@dataclass(frozen=True, slots=True)
class Hit:
    """A past incident that a search found.

    `score` is from 0 to 1, the fused rank; 0 where only the mechanism is alike.
    """

    record: Record
    score: float
    mechanism: Mechanism


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, the closest first, how the query's incident came about, and what was missing."""

    hits: tuple[Hit, ...]
    mechanism: Mechanism
    findings: tuple[str, ...]
