"""The report of an evaluation: one plain table, and what each sample missed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from evals.score import Measure, pooled
from evals.tasks import Outcome


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _cells(outcome: Outcome, measures: Sequence[Measure]) -> list[str]:
    if outcome.failure is not None:
        return ["crash"] * len(measures)
    return [_share(outcome.scores[measure.name].value) for measure in measures]


def table(outcomes: Sequence[Outcome], measures: Sequence[Measure]) -> str:
    """Return the table: a row a sample, a column a measure, `-` where nothing was asked for."""
    head = ["sample", *(measure.name for measure in measures)]
    rows = [[outcome.slug, *_cells(outcome, measures)] for outcome in outcomes]
    totals = [
        _share(pooled(outcome.scores.get(measure.name) for outcome in outcomes))
        for measure in measures
    ]
    grid = [head, *rows, ["all", *totals]]
    widths = [max(len(row[i]) for row in grid) for i in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in grid
    ]
    return "\n".join(lines) + "\n"


def misses(outcomes: Sequence[Outcome], measures: Sequence[Measure]) -> str:
    """Return what was missed, a line each, empty where nothing was."""
    lines: list[str] = []
    for outcome in outcomes:
        if outcome.failure is not None:
            lines.append(f"{outcome.slug}: {outcome.failure}")
            continue
        lines += [
            f"{outcome.slug}: {measure.name}: {miss}"
            for measure in measures
            for miss in outcome.scores[measure.name].misses
        ]
    return "".join(f"{line}\n" for line in lines)


def as_json(outcomes: Sequence[Outcome], measures: Sequence[Measure]) -> str:
    """Return the same figures as JSON: `null` where a measure is unscored."""
    rows = [
        {
            "sample": outcome.slug,
            "failure": outcome.failure,
            "scores": {
                measure.name: outcome.scores[measure.name].value
                for measure in measures
                if measure.name in outcome.scores
            },
        }
        for outcome in outcomes
    ]
    return json.dumps(rows, indent=2) + "\n"
