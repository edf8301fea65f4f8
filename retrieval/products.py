"""Products of matrices that leave the cores to others once they are worked out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FEW = 4  # rows that one thread multiplies as fast as several


def times(rows: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the product of (n, m) rows and an (m, k) matrix.

    That of few rows is worked out by one thread: those of a BLAS stay awake behind it, on the cores
    that the embedder needs next, which made a search take twice as long.
    """
    if len(rows) <= _FEW:
        found: NDArray[np.float32] = np.einsum("ij,jk->ik", rows, matrix)
        return found
    return rows @ matrix
