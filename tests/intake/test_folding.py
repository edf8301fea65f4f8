"""Many unseen lines are grouped alike whether they are few enough to do without columns or not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.intake.logs import folding

_WORDS = st.sampled_from(
    ["opened", "closed", "session", "for", "id_7", "7", "é9", "_b", "日本", "ghost", "x"]
)
_LETTERS = str.maketrans("01", "qz")
_TAILS = st.text("ghijk", min_size=0, max_size=3)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(_WORDS, max_size=6), min_size=1, max_size=30), st.lists(_TAILS))
def test_lines_are_grouped_alike_with_and_without_columns(
    monkeypatch: pytest.MonkeyPatch, openings: list[list[str]], tails: list[str]
) -> None:
    texts = [
        " ".join(
            [
                *openings[n % len(openings)],
                *tails[n % 7 : n % 7 + 1],
                f"{n % 90:b}".translate(_LETTERS),
            ]
        )
        for n in range(folding.MANY * 2)
    ]
    few = folding.groups(texts)
    with monkeypatch.context() as patched:
        patched.setattr(folding, "FEW", 0)
        assert folding.groups(texts) == few
