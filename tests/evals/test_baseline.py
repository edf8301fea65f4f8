"""The baseline: a figure that got worse is seen, and one that was never there is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import MalformedInput, UnreadableInput
from evals import baseline
from evals.baseline import Figures, compared
from evals.outcome import Outcome
from evals.score import Measure, Score


def full(gold: object, output: object) -> Score:
    """Return a full score."""
    return Score(1, 1)


def run(**values: float | None) -> Figures:
    """Return the figures of a run of one measure over samples."""
    return Figures({slug: {"recall": value} for slug, value in values.items()}, {"recall": 0.5})


@pytest.mark.parametrize(
    ("before", "after", "mark", "worse"),
    [
        (0.9, 0.85, "-0.05", True),
        (0.9, 0.894, "-0.01", True),
        (0.8, 0.9, "+0.10", False),
        (0.9, None, "gone", True),
        (None, 0.0, "new", False),
    ],
)
def test_a_difference_says_what_it_is_and_whether_it_is_worse(
    before: float | None, after: float | None, mark: str, worse: bool
) -> None:
    (found,) = compared(run(one=before), run(one=after))
    assert (found.sample, found.measure, found.mark, found.worse) == ("one", "recall", mark, worse)


def test_a_difference_below_the_tolerance_is_none() -> None:
    assert not compared(run(one=0.9), run(one=0.896))
    assert not compared(run(one=None), run(one=None))


def test_a_difference_names_both_figures() -> None:
    (found,) = compared(run(one=0.9), run(one=None))
    assert str(found) == "one: recall: 0.900 then, no figure now"


def test_a_measure_that_is_no_longer_scored_is_gone() -> None:
    now = Figures({"one": {}}, {"recall": 0.5})
    assert [one.mark for one in compared(run(one=0.9), now)] == ["gone"]


def test_a_run_of_some_samples_is_not_held_to_the_figures_of_all() -> None:
    some = Figures({"one": {"recall": 1.0}}, {"recall": 0.1})
    assert not compared(run(one=1.0, two=0.0), some)
    assert [d.sample for d in compared(run(one=1.0), some)] == ["all"]


def test_a_sample_that_crashed_has_no_figures_and_does_not_count_as_zero() -> None:
    outcomes = [Outcome("one", {"any": Score(1, 2)}), Outcome("two", {}, "ValueError: no")]
    found = baseline.figures(outcomes, (Measure("any", full),))
    assert found == Figures({"one": {"any": 0.5}}, {"any": 0.5})


def test_figures_are_kept_to_four_digits_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    found = Figures({"one": {"recall": 2 / 3, "fairness": None}}, {"recall": 2 / 3})
    path.write_text(baseline.as_json(found), encoding="utf-8")
    kept = baseline.load(path)
    assert kept.samples == {"one": {"recall": 0.6667, "fairness": None}}
    assert not compared(kept, found)


def test_a_missing_or_damaged_baseline_says_how_to_record_one(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    with pytest.raises(UnreadableInput, match="--record"):
        baseline.load(path)
    path.write_text('{"samples": []}', encoding="utf-8")
    with pytest.raises(MalformedInput, match=r"figures\.json.*--record"):
        baseline.load(path)
