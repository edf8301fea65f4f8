"""The report prints what is known and a dash for what is not."""

from __future__ import annotations

import json

from evals import report
from evals.outcome import Outcome
from evals.score import Measure, Score, mean


def full(gold: object, output: object) -> Score:
    """Return a full score."""
    return Score(1, 1)


MEASURES = (Measure("any", full),)
SCORED = Outcome("two", {"any": Score(1, 1)})


def test_a_crash_is_a_row_and_does_not_pull_down_the_others() -> None:
    outcomes = [Outcome("one", {}, "ValueError: no"), SCORED]
    rows = report.table(outcomes, MEASURES).splitlines()
    assert [row.split()[-1] for row in rows] == ["any", "crash", "1.00", "1.00"]
    assert report.misses(outcomes, MEASURES) == "one: ValueError: no\n"


def test_an_unscored_measure_prints_a_dash_and_null() -> None:
    outcome = Outcome("one", {"any": Score(0, 0)})
    assert report.table([outcome], MEASURES).splitlines()[1].split() == ["one", "-"]
    assert json.loads(report.as_json([outcome], MEASURES))[0]["scores"] == {"any": None}


def test_a_sheet_has_a_row_a_measure_and_marks_beside_the_figures() -> None:
    rows = report.sheet([SCORED], MEASURES, {("two", "any"): "-0.05"}).splitlines()
    assert [row.split() for row in rows] == [
        ["measure", "two", "all"],
        ["any", "1.00", "-0.05", "1.00"],
    ]


def test_a_measure_is_summed_up_by_its_own_metric() -> None:
    outcomes = [Outcome("one", {"any": Score(1, 1)}), Outcome("two", {"any": Score(0, 9)})]
    by_mean = (Measure("any", full, mean),)
    assert report.total("all", outcomes, MEASURES) == ["all", "0.10"]
    assert report.total("all", outcomes, by_mean) == ["all", "0.50"]
