"""How an incident came about: failure modes, layers and triggers, the likeliest first."""

from __future__ import annotations

import json
from dataclasses import dataclass

Weighted = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Ids of a vocabulary with the probability of each, from 0 to 1; empty where not known.

    `known` is False where what is there is too little to name a forerunner by.
    """

    failure_modes: Weighted = ()
    layers: Weighted = ()
    triggers: Weighted = ()
    known: bool = True


def dump(mechanism: Mechanism) -> str:
    """Return a mechanism as JSON."""
    kinds = (mechanism.failure_modes, mechanism.layers, mechanism.triggers)
    rounded = [[[name, round(weight, 3)] for name, weight in kind] for kind in kinds]
    return json.dumps([*rounded, mechanism.known], separators=(",", ":"))


def load(text: str) -> Mechanism:
    """Return the mechanism of what `dump` wrote."""
    *kinds, known = json.loads(text)
    modes, layers, triggers = (
        tuple((str(name), float(weight)) for name, weight in kind) for kind in kinds
    )
    return Mechanism(modes, layers, triggers, known=bool(known))
