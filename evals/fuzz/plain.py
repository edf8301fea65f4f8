"""A plain fuzzer: seeds damaged at random, for where no coverage-guided one is installed."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from evals.fuzz.fault import attempt
from evals.fuzz.mutations import mutated
from evals.fuzz.seeds import seeds


def run(target: str, *, seconds: float, seed: int, folder: Path) -> int:
    """Return how many inputs were tried in the time; faults are kept in the folder."""
    random = Random(seed)
    known = seeds()
    ends = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < ends:
        data = mutated(known[random.randrange(len(known))], random, known)
        tried += 1
        fault = attempt(target, data)
        if fault is not None:
            fault.keep(folder)
    return tried
