"""An outcome: what one evaluated case came to, a crash as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from evals.score import Score


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case came to: its scores by measure, or `failure`, the error in one line."""

    slug: str
    scores: Mapping[str, Score]
    failure: str | None = None


def outcome_of(slug: str, work: Callable[[], Mapping[str, Score]]) -> Outcome:
    """Return the outcome of one case; whatever `work` raises becomes its `failure`."""
    # A future holds whatever was raised as a value: one crash never hides the other cases.
    with ThreadPoolExecutor(max_workers=1) as one:
        future = one.submit(work)
        fault = future.exception()
    if fault is None:
        return Outcome(slug, future.result())
    return Outcome(slug, {}, f"{type(fault).__name__}: {fault}")
