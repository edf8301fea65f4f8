"""Scores: shares of what was asked for, where nothing asked for is not a zero."""

from __future__ import annotations

from evals.score import Score, mean, pooled, tally


def test_nothing_asked_for_is_unscored_and_not_zero() -> None:
    assert Score(0, 0).value is None
    assert Score(0, 3).value == 0.0


def test_a_tally_names_what_was_missed() -> None:
    score = tally([("first", True), ("second", False)])
    assert score == Score(hits=1, asked=2, misses=("second",))


def test_samples_are_pooled_by_what_was_asked_and_unscored_ones_do_not_pull_down() -> None:
    assert pooled([Score(1, 1), Score(1, 3), Score(0, 0), None]) == 0.5
    assert pooled([None, Score(0, 0)]) is None


def test_a_mean_counts_each_sample_once_and_leaves_out_unscored_ones() -> None:
    assert mean([Score(1, 1), Score(0, 9), Score(0, 0), None]) == 0.5
    assert mean([None, Score(0, 0)]) is None
