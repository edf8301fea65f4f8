"""Flips by the way in which they turn their lines round, each with an honest sentence beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from evals.claims.claims import DATA, Claim
from evals.jsonlines import load

DEVELOPED_KINDS = "kinds"
APART_KINDS = "kinds_apart"


@dataclass(frozen=True, slots=True)
class Kind:
    """How many pairs of a kind there are, how many honest sentences of them stand, and flips."""

    name: str
    pairs: int
    honest: int
    flips: int


def pairs(name: str) -> tuple[Claim, ...]:
    """Return the honest sentences and the flips of a set; their style is the kind of flip."""
    return tuple(claim for pair in load(DATA / f"{name}.jsonl", _pair) for claim in pair)


def _pair(row: dict[str, Any]) -> tuple[Claim, ...]:
    lines = tuple(str(line) for line in row["lines"])
    kind = str(row["kind"])
    return tuple(Claim(str(row[what]), lines, what, kind) for what in ("honest", "flipped"))


def counted(claims: Iterable[Claim], stands: Callable[[Claim], bool]) -> tuple[Kind, ...]:
    """Return what stands of each kind of flip, and of all of them, in the order of the claims."""
    told = [(claim, stands(claim)) for claim in claims]
    names = dict.fromkeys(claim.style for claim, _ in told)
    by_kind = [_kind(name, [(c, stood) for c, stood in told if c.style == name]) for name in names]
    return (*by_kind, _kind("all kinds", told))


def _kind(name: str, told: list[tuple[Claim, bool]]) -> Kind:
    stood = {
        what: sum(stands for claim, stands in told if claim.kind == what)
        for what in ("honest", "flipped")
    }
    return Kind(name, len(told) // 2, stood["honest"], stood["flipped"])
