"""The unified diff between two texts, word for word, in bounded time."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

_MOST = 4_000_000
_AROUND = 3


def unified(before: str | None, after: str | None, *, old: str, new: str) -> str | None:
    """Return how `before` became `after` as a unified diff, or None where nothing differs.

    `old` and `new` name the texts in its header; a text that is None was not there.
    """
    a = before.split("\n") if before is not None else []
    b = after.split("\n") if after is not None else []
    if a == b:
        return None
    old = old if before is not None else "/dev/null"
    new = new if after is not None else "/dev/null"
    if len(a) * len(b) <= _MOST:
        lines = list(difflib.unified_diff(a, b, old, new, lineterm=""))
    else:
        lines = [f"--- {old}", f"+++ {new}", *_replaced(a, b)]
    return "".join(f"{line}\n" for line in lines)


def _replaced(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """Return one hunk that replaces everything between the lines both share at their ends."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    start = max(0, head - _AROUND)
    after = min(_AROUND, tail)
    stop_a, stop_b = len(a) - tail, len(b) - tail
    lines = [
        f"@@ -{start + 1},{stop_a + after - start} +{start + 1},{stop_b + after - start} @@",
        *(f" {line}" for line in a[start:head]),
        *(f"-{line}" for line in a[head:stop_a]),
        *(f"+{line}" for line in b[head:stop_b]),
    ]
    return lines + [f" {line}" for line in a[stop_a : stop_a + after]]
