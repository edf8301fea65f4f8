"""Tries one expression, given as JSON on standard input, on its pumps and prints the slow ones."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from evals.expressions.pumps import compiled, pumps, text
from evals.fuzz.guard import Hangs, within

SIZE = 20_000
SUSPECT = 0.2
LONGEST = 2.0


def _seconds(call: Callable[[str], object], subject: str) -> float:
    begun = time.process_time()
    try:
        with within(LONGEST):
            call(subject)
    except Hangs:
        return LONGEST
    return time.process_time() - begun


def slow(pattern: str, flags: int, *, anchored: bool = False) -> list[dict[str, object]]:
    """Return the pumps that take long: the call, what is repeated, seconds, and half the size's."""
    expression = compiled(pattern, flags)
    calls: dict[str, Callable[[str], object]] = {"match": expression.match}
    if not anchored:
        calls["search"] = lambda subject: sum(1 for _ in expression.finditer(subject))
    found: list[dict[str, object]] = []
    for before, unit in pumps(pattern, flags):
        for name, call in calls.items():
            taken = _seconds(call, text(before, unit, SIZE))
            if taken >= SUSPECT:
                half = _seconds(call, text(before, unit, SIZE // 2))
                found.append({
                    "call": name,
                    "before": before[:40],
                    "unit": unit[:40],
                    "seconds": round(taken, 2),
                    "at half": round(half, 2),
                })  # fmt: skip
                if taken >= LONGEST:
                    return found
    return found


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(slow(asked["pattern"], asked["flags"], anchored=asked["anchored"])))
