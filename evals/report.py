"""The report of an evaluation: one plain table, and what each case missed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from evals.outcome import Outcome
from evals.score import Measure

Gold = TypeVar("Gold")
Output = TypeVar("Output")
Form = Callable[[float | None], str]


def share(value: float | None) -> str:
    """Return a share as it prints: two digits behind the point, `-` where unscored."""
    return "-" if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """Return a share in per cent as it prints, `-` where unscored."""
    return "-" if value is None else f"{100 * value:.1f} %"


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as aligned lines, the first column to the left."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cells(outcome: Outcome, measures: Sequence[Measure[Gold, Output]], form: Form) -> list[str]:
    if outcome.failure is not None:
        return ["crash"] * len(measures)
    return [form(outcome.scores[measure.name].value) for measure in measures]


def total(
    name: str,
    outcomes: Sequence[Outcome],
    measures: Sequence[Measure[Gold, Output]],
    *,
    form: Form = share,
) -> list[str]:
    """Return the row of a group of outcomes: its name and each measure pooled."""
    return [
        name,
        *(
            form(measure.metric(outcome.scores.get(measure.name) for outcome in outcomes))
            for measure in measures
        ),
    ]


def table(
    outcomes: Sequence[Outcome],
    measures: Sequence[Measure[Gold, Output]],
    *,
    case: str = "sample",
    form: Form = share,
    totals: Sequence[Sequence[str]] = (),
) -> str:
    """Return the table: a row a case, then `totals`; `-` where nothing was asked for."""
    head = [case, *(measure.name for measure in measures)]
    rows = [[outcome.slug, *_cells(outcome, measures, form)] for outcome in outcomes]
    return grid([head, *rows, *(totals or [total("all", outcomes, measures)])])


def sheet(
    outcomes: Sequence[Outcome],
    measures: Sequence[Measure[Gold, Output]],
    marks: Mapping[tuple[str, str], str],
) -> str:
    """Return the table the other way round, for many measures: a row a measure, "all" last.

    `marks` holds, by sample and measure, what stands beside a figure.
    """
    columns = [*(outcome.slug for outcome in outcomes), "all"]
    shown = [
        *(_cells(outcome, measures, share) for outcome in outcomes),
        total("all", outcomes, measures)[1:],
    ]
    width = max((1 + len(mark) for mark in marks.values()), default=0)
    rows = [
        [
            measure.name,
            *(
                cells[i] + _beside(marks.get((column, measure.name)), width)
                for column, cells in zip(columns, shown, strict=True)
            ),
        ]
        for i, measure in enumerate(measures)
    ]
    return grid([["measure", *(column + " " * width for column in columns)], *rows])


def _beside(mark: str | None, width: int) -> str:
    return (f" {mark}" if mark else "").ljust(width)


def misses(outcomes: Sequence[Outcome], measures: Sequence[Measure[Gold, Output]]) -> str:
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


def as_rows(
    outcomes: Sequence[Outcome], measures: Sequence[Measure[Gold, Output]], *, case: str = "sample"
) -> list[dict[str, object]]:
    """Return the figures of each case as JSON values: `null` where a measure is unscored."""
    return [
        {
            case: outcome.slug,
            "failure": outcome.failure,
            "scores": {
                measure.name: outcome.scores[measure.name].value
                for measure in measures
                if measure.name in outcome.scores
            },
        }
        for outcome in outcomes
    ]


def as_json(outcomes: Sequence[Outcome], measures: Sequence[Measure[Gold, Output]]) -> str:
    """Return the same figures as JSON: `null` where a measure is unscored."""
    return json.dumps(as_rows(outcomes, measures), indent=2) + "\n"
