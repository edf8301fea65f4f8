"""The recurrence verdicts on the sets that nothing was tuned against."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.jsonlines import load
from evals.mechanisms.command import EXAMPLES
from evals.mechanisms.command import example as example_of
from evals.recurrence.cases import APART, TUNED, cases
from evals.recurrence.command import fit, judge, score
from retrieval.embeddings import MiniLM
from retrieval.recurrence import policy
from retrieval.signing import signer


@pytest.mark.parametrize("name", [*TUNED, *APART])
def test_a_set_holds_pairs_look_alikes_and_novel_incidents_each_once(name: str) -> None:
    found = cases(name)
    kinds = [case.kind for case in found]
    assert [kinds.count(kind) for kind in ("pair", "distractor", "novel")] == [30, 30, 20]
    assert len({case.id for case in found}) == len(found)
    assert len({case.record.id for case in found if case.record}) == 60


def test_the_verdicts_hold_on_incidents_that_nothing_was_tuned_against(tmp_path: Path) -> None:
    judged = [one for name in APART for one in judge(name, MiniLM(tmp_path))]
    scores = score(judged, policy())
    assert scores.precision is not None
    assert scores.precision >= 0.8
    assert scores.recall >= 0.65
    assert scores.false_distractors <= 0.1
    assert scores.false_novel <= 0.05
    refitted = fit(judged, policy())
    assert refitted.failure_modes > refitted.layers


def test_every_example_is_labelled_in_the_vocabulary() -> None:
    names = signer().names
    examples = load(EXAMPLES, example_of)
    assert len(examples) > 5000
    for one in examples:
        assert one.text.strip()
        assert all(one.labels[kind] in names[kind] for kind in names)
