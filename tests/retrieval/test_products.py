"""Products of few rows and of many: the same figures either way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.products import times


@given(st.integers(0, 9), st.integers(1, 20), st.integers(1, 9), st.integers(0, 2**16))
def test_few_rows_give_what_many_do(rows: int, inner: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    one = random.normal(size=(rows, inner)).astype(np.float32)
    other = random.normal(size=(columns, inner)).astype(np.float32).T
    assert np.allclose(times(one, other), one @ other, atol=1e-4)
