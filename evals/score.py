"""A score: how much of what was asked for was found; nothing asked for is unscored, never zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Gold = TypeVar("Gold")
Output = TypeVar("Output")


@dataclass(frozen=True, slots=True)
class Score:
    """`hits` out of `asked`; `misses` says in words what was not right, for the reader."""

    hits: int
    asked: int
    misses: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """Return the share of hits between 0 and 1, None where nothing was asked for."""
        return self.hits / self.asked if self.asked else None


Metric = Callable[[Iterable[Score | None]], float | None]


def tally(found: Iterable[tuple[str, bool]]) -> Score:
    """Return the score of named yes/no findings; the names of the noes are the misses."""
    rows = tuple(found)
    return Score(
        hits=sum(right for _, right in rows),
        asked=len(rows),
        misses=tuple(name for name, right in rows if not right),
    )


def pooled(scores: Iterable[Score | None]) -> float | None:
    """Return the share of hits over all samples that were scored, None where none was."""
    known = [score for score in scores if score is not None]
    asked = sum(score.asked for score in known)
    return sum(score.hits for score in known) / asked if asked else None


def mean(scores: Iterable[Score | None]) -> float | None:
    """Return the mean of the samples' own shares, unscored ones left out, None without any."""
    values = [score.value for score in scores if score is not None and score.value is not None]
    return sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True)
class Measure(Generic[Gold, Output]):
    """A named scorer of an output against its gold, and the metric that sums up its scores.

    The name is as it prints at the head of its row; a higher figure is always the better one.
    """

    name: str
    score: Callable[[Gold, Output], Score]
    metric: Metric = pooled
