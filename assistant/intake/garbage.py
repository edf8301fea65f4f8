"""Reading with the collector of cyclic garbage at rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# What reading makes stays, and hangs together without cycles: a walk through it at every few
# hundred new values finds nothing and takes up to a fifth of the time.
_SELDOM = 20_000
_lock = Lock()
_before: list[tuple[int, int, int]] = []  # what held when each of those within came


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector walk seldom; whoever leaves last sets it as it was before the first."""
    with _lock:
        _before.append(gc.get_threshold())
        usual, *rest = _before[0]
        # 0 switches it off.
        gc.set_threshold(max(_SELDOM, usual) if usual else 0, *rest)
    try:
        yield
    finally:
        with _lock:
            if len(_before) == 1:
                gc.set_threshold(*_before[0])
            _before.pop()
