"""`python -m evals recurrence`: whether the same mechanism is told from the same words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from evals.embedder import add_option, prepared
from evals.recurrence.cases import APART, TUNED, Case, cases, compared, library
from retrieval.embeddings import Embedder
from retrieval.mechanism import Mechanism
from retrieval.recurrence import Candidate, Policy, assess, features, policy

_LOOKED_AT = 20
_SIZE = 60
_PRIOR = 1e-4  # of the regression: weights are held towards zero by this much


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with how it came about and what it was compared with."""

    case: Case
    mechanism: Mechanism
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of the verdict "recurrence": right ones of all given, found ones of all pairs.

    `named` are those pairs whose own record is named; the false ones are shares of their kind.
    """

    precision: float | None
    recall: float
    named: float
    false_distractors: float
    false_novel: float
    possible_pairs: float


def main(arguments: list[str]) -> int:
    """Print the scores of the tuned sets and of the set apart."""
    parser = argparse.ArgumentParser(
        prog="python -m evals recurrence",
        description="Judges recurrence verdicts: pairs, distractors, novel incidents.",
    )
    add_option(parser)
    parser.add_argument("--fit", action="store_true", help="fit the policy to the tuned sets")
    parser.add_argument("--misses", action="store_true", help="name what was judged wrongly")
    wishes = parser.parse_args(arguments)
    embedder = prepared(wishes.models)
    tuned_sets = {name: judge(name, embedder) for name in TUNED}
    tuned = [one for found in tuned_sets.values() for one in found]
    rules = fit(tuned, policy()) if wishes.fit else policy()
    if wishes.fit:
        for name in ("intercept", "failure_modes", "layers", "triggers"):
            sys.stdout.write(f"{name} = {getattr(rules, name):.2f}\n")
        for limit in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            line = f"recurrence from {limit}"
            _print(line, score(tuned, replace(rules, recurrence=limit)))
    _print("tuned", score(tuned, rules))
    apart_sets = {name: judge(name, embedder) for name in APART}
    apart = [one for found in apart_sets.values() for one in found]
    _print("apart", score(apart, rules))
    for name, found in (tuned_sets | apart_sets).items():
        _print(f"  {name}", score(found, rules))
    if wishes.misses:
        for one in (*tuned, *apart):
            _miss(one, rules)
    return 0


def judge(name: str, embedder: Embedder) -> list[Judged]:
    """Return each case of a set with its candidates, among the records of the set."""
    found = cases(name)
    with library(found, embedder) as made:
        return [Judged(case, *compared(case, made, _LOOKED_AT)) for case in found]


def score(judged: Sequence[Judged], rules: Policy) -> Scores:
    """Return the scores of the verdicts that a policy gives."""
    given = {"pair": 0, "distractor": 0, "novel": 0}
    count = {"pair": 0, "distractor": 0, "novel": 0}
    named = possible = 0
    for one in judged:
        kind = one.case.kind
        count[kind] += 1
        found = assess(one.mechanism, one.candidates, rules, size=_SIZE).recurrence
        own = one.case.record is not None and found.incident_id == one.case.record.id
        if found.verdict == "recurrence":
            given[kind] += 1
            named += kind == "pair" and own
        elif found.verdict == "possible":
            possible += kind == "pair" and own
    every = sum(given.values())
    return Scores(
        named / every if every else None,
        given["pair"] / count["pair"],
        named / count["pair"],
        given["distractor"] / count["distractor"],
        given["novel"] / count["novel"],
        possible / count["pair"],
    )


def fit(judged: Sequence[Judged], rules: Policy) -> Policy:
    """Return the policy whose likeness fits the pairs best, by Newton's method.

    A pair with its own record, and a distractor with its own, count eight times.
    """
    rows: list[tuple[float, ...]] = []
    goal: list[float] = []
    weight: list[float] = []
    for one in judged:
        for candidate in one.candidates:
            own = one.case.record is not None and candidate.record.id == one.case.record.id
            rows.append((1.0, *features(one.mechanism, candidate.mechanism, rules)))
            goal.append(float(own and one.case.kind == "pair"))
            weight.append(8.0 if own else 1.0)
    x, y = np.array(rows), np.array(goal)
    share = np.array(weight) / sum(weight)
    held = _PRIOR * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    at = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ at))
        slope = x.T @ (share * (p - y)) + held @ at
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + held
        at = at - np.linalg.solve(curve, slope)
    intercept, modes, layers, triggers = (float(value) for value in at)
    return replace(
        rules, intercept=intercept, failure_modes=modes, layers=layers, triggers=triggers
    )


def _print(name: str, scores: Scores) -> None:
    told = ", ".join(
        f"{field.name.replace('_', ' ')} {_share(getattr(scores, field.name))}"
        for field in fields(scores)
    )
    sys.stdout.write(f"{name}: {told}\n")


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"


def _miss(one: Judged, rules: Policy) -> None:
    found = assess(one.mechanism, one.candidates, rules, size=_SIZE).recurrence
    own = one.case.record.id if one.case.record else None
    right = (found.verdict == "recurrence") == (one.case.kind == "pair")
    if not right or (one.case.kind == "pair" and found.incident_id != own):
        told = ", ".join(f"{name} {p:.2f}" for name, p in one.mechanism.failure_modes[:3])
        sys.stdout.write(
            f"{one.case.id} ({own}): {found.verdict} {found.incident_id} | {told} | "
            f"{one.mechanism.triggers[:2]}\n"
        )
