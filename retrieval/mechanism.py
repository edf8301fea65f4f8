"""How an incident came about: failure modes, layers and triggers, the likeliest first."""

from __future__ import annotations

import json
from dataclasses import dataclass

Weighted = tuple[tuple[str, float], ...]
_LIKELY, _LEAST = 4, 0.02  # terms that are looked for, and how likely the least of them is


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Ids of a vocabulary with the probability of each, from 0 to 1; empty where not known.

    `known` is False where what is there is too little to name a forerunner by, `read` tells that a
    text was read as a whole for it.
    """

    failure_modes: Weighted = ()
    layers: Weighted = ()
    triggers: Weighted = ()
    known: bool = True
    read: bool = False


def likeliest(terms: Weighted) -> Weighted:
    """Return the few terms by which others are looked for; all of them are compared."""
    return tuple((name, weight) for name, weight in terms[:_LIKELY] if weight >= _LEAST)


def dump(mechanism: Mechanism) -> str:
    """Return a mechanism as JSON."""
    kinds = (mechanism.failure_modes, mechanism.layers, mechanism.triggers)
    rounded = [[[name, round(weight, 3)] for name, weight in kind] for kind in kinds]
    return json.dumps([*rounded, mechanism.known, mechanism.read], separators=(",", ":"))


def load(text: str) -> Mechanism:
    """Return the mechanism of what `dump` wrote.

    Where an earlier version did not say whether it read the text, it did.
    """
    *kinds, known, read = [*json.loads(text), True][:5]
    modes, layers, triggers = (
        tuple((str(name), float(weight)) for name, weight in kind) for kind in kinds
    )
    return Mechanism(modes, layers, triggers, known=bool(known), read=bool(read))


def blended(found: Mechanism, told: Mechanism) -> Mechanism:
    """Return the mean of what was found by looking and what words tell; of one alone where needed.

    A trigger that was found, in a version history for one, goes before what the words make of it.
    """
    return Mechanism(
        _mean(found.failure_modes, told.failure_modes),
        _mean(found.layers, told.layers),
        found.triggers or told.triggers,
        known=found.known or told.known,
    )


def _mean(one: Weighted, other: Weighted) -> Weighted:
    if not one or not other:
        return one or other
    first, second = dict(one), dict(other)
    both = {
        name: (first.get(name, 0.0) + second.get(name, 0.0)) / 2
        for name in dict.fromkeys((*first, *second))
    }
    return tuple(sorted(both.items(), key=lambda pair: (-pair[1], pair[0])))
