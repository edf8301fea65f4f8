"""The baseline: the figures that were last recorded, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import MalformedInput, UnreadableInput
from evals.outcome import Outcome
from evals.score import Measure

RECORDED = Path(__file__).with_name("baseline.json")
# A figure that is lower by more than this is worse. Half a hundredth: what the table shows.
TOLERANCE = 0.005
POOLED = "all"

Row = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run: by sample and measure, and pooled by measure; None is unscored."""

    samples: Mapping[str, Row]
    pooled: Row

    def rows(self) -> dict[str, Row]:
        """Return the figures by sample, the pooled ones last, under "all"."""
        return {**self.samples, POOLED: self.pooled}


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what was recorded; None is a figure that one side does not have."""

    sample: str
    measure: str
    before: float | None
    after: float | None

    @property
    def worse(self) -> bool:
        """Return whether the figure fell or is gone."""
        if self.before is None:
            return False
        return self.after is None or self.after < self.before - TOLERANCE

    @property
    def mark(self) -> str:
        """Return the difference as it stands beside a figure: "-0.05", "new" or "gone"."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return f"{self.after - self.before:+.2f}"

    def __str__(self) -> str:
        told = f"{_figure(self.before)} then, {_figure(self.after)} now"
        return f"{self.sample}: {self.measure}: {told}"


def _figure(value: float | None) -> str:
    return "no figure" if value is None else f"{value:.3f}"


def figures(outcomes: Sequence[Outcome], measures: Sequence[Measure[Any, Any]]) -> Figures:
    """Return the figures of a run; a sample that crashed has none."""
    return Figures(
        samples={
            one.slug: {
                measure.name: one.scores[measure.name].value
                for measure in measures
                if measure.name in one.scores
            }
            for one in outcomes
            if one.failure is None
        },
        pooled={
            measure.name: measure.metric(one.scores.get(measure.name) for one in outcomes)
            for measure in measures
        },
    )


def compared(before: Figures, after: Figures) -> tuple[Difference, ...]:
    """Return the figures that differ by more than the tolerance, gone and new ones too.

    Where a run left out recorded samples, only those that it drafted are compared: its pooled
    figures are of something else.
    """
    old, new = before.rows(), after.rows()
    if set(before.samples) - set(after.samples):
        del old[POOLED], new[POOLED]
    return tuple(_differences(old, new))


def _differences(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Difference]:
    for sample, row in new.items():
        known = old.get(sample, {})
        for measure in dict.fromkeys((*row, *known)):
            one = Difference(sample, measure, known.get(measure), row.get(measure))
            if one.before is None or one.after is None:
                if one.before is not one.after:
                    yield one
            elif abs(one.after - one.before) > TOLERANCE:
                yield one


def load(path: Path) -> Figures:
    """Return the recorded figures; the error names the file and says how to record them anew."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Figures(
            samples={slug: _row(row) for slug, row in raw["samples"].items()},
            pooled=_row(raw["pooled"]),
        )
    except OSError as error:
        raise UnreadableInput(
            f"{path} cannot be read ({error.strerror}). Record it: python -m evals --record"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise MalformedInput(
            f"{path}: not a baseline ({fault!r}). Record it anew: python -m evals --record"
        ) from fault


def _row(raw: Mapping[str, Any]) -> dict[str, float | None]:
    return {name: None if value is None else float(value) for name, value in raw.items()}


def as_json(found: Figures) -> str:
    """Return the figures as they are kept: four digits, so that a change shows as one line."""
    rounded = {sample: _rounded(row) for sample, row in sorted(found.samples.items())}
    kept = {"samples": rounded, "pooled": _rounded(found.pooled)}
    return json.dumps(kept, indent=2) + "\n"


def _rounded(row: Row) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in row.items()}
