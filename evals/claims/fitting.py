"""Fits the weights of the closeness rule, and writes them into its data file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.checks.closeness import Nearness, likeness, novel
from assistant.drafting.checks.meaning.vocabulary import CLOSENESS
from evals.claims.claims import Claim

_PRIOR = 1e-3  # of the regression: weights are held towards zero by this much
_KEPT = 0.965  # share of the honest sentences that have to stand
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """What closeness is made of, and the largest share of new words where no embedder is."""

    bias: float
    novel: float
    like: float
    statement: float


def fit(sets: Sequence[Sequence[Claim]], near: Nearness) -> Weights:
    """Return the weights that tell honest from false best, by Newton's method.

    The bias is then set so that a given share of the honest sentences stands in each of the sets.
    """
    told = [[claim for claim in found if claim.kind in {"honest", "false"}] for found in sets]
    apart = [_features(found, near) for found in told]
    x = np.concatenate(apart)
    y = np.array([float(claim.kind == "honest") for found in told for claim in found])
    at = np.zeros(x.shape[1])
    held = _PRIOR * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-x @ at))
        slope = x.T @ (p - y) / len(y) + held @ at
        curve = (x * (p * (1 - p))[:, None]).T @ x / len(y) + held
        at = at - np.linalg.solve(curve, slope)
    honest = [
        rows[[claim.kind == "honest" for claim in found]]
        for rows, found in zip(apart, told, strict=True)
    ]
    least = min(float(np.quantile(rows[:, 1:] @ at[1:], 1 - _KEPT)) for rows in honest)
    words = max(float(np.quantile(rows[:, 1], _KEPT)) for rows in honest)
    return Weights(-least, float(at[1]), float(at[2]), words)


def _features(found: Sequence[Claim], near: Nearness) -> NDArray[np.float64]:
    return np.array([(1.0, novel(c.text, c.lines), likeness(c.text, c.lines, near)) for c in found])


def write(weights: Weights) -> None:
    """Write the weights into the data file of the rule."""
    text = CLOSENESS.read_text(encoding="utf-8")
    for name in ("bias", "novel", "like", "statement"):
        value = getattr(weights, name)
        text = re.sub(rf"(?m)^{name} = \S+$", f"{name} = {value:.3f}", text)
    CLOSENESS.write_text(text, encoding="utf-8")
