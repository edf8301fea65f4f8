"""Puts whole numbers in order, and tells where runs of equal ones begin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.intake.logs.stampreader import Longs

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.uint64]


def order(keys: Numbers) -> Longs:
    """Return the indexes that put the keys in order, those of equal ones as they stand.

    The keys lie less than 2**63 apart. Sixteen bits at a time are sorted by counting, which is
    many times as fast as comparing while the keys lie close together.
    """
    found: Longs = np.arange(len(keys))
    if len(keys) < 2:
        return found
    rest = (keys - keys.min()).astype(np.uint64)
    most = int(rest.max())
    for shift in range(0, most.bit_length(), 16):
        digits = (rest >> np.uint64(shift)).astype(np.uint16)
        found = found[np.argsort(digits[found], kind="stable")]
    return found


def order_by(first: Longs, second: Longs) -> Longs:
    """Return the indexes that put pairs in order, those of equal ones as they stand."""
    if not len(first):
        return np.arange(0)
    low, span = int(second.min()), int(second.max()) - int(second.min()) + 1
    least, most = int(first.min()), int(first.max())
    if (most - least + 1) * span < 2**63:
        return order((first - least) * span + (second - low))
    found = order(second)
    return found[order(first[found])]


def runs(*keys: Numbers) -> Longs:
    """Return where each run of equal keys begins; keys of the same place belong together."""
    size = len(keys[0])
    begins = np.ones(size, bool)
    if size > 1:
        begins[1:] = False
        for key in keys:
            begins[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(begins)
