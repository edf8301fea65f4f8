"""Huge lines: a quadratic reading of any of them would not come back within a test run."""

from __future__ import annotations

import pytest

from assistant.drafting.pipeline import draft_incident
from tests.analysis.notebook import NOW, incident, notes

SIZE = 1_000_000


@pytest.mark.parametrize(
    "line",
    [
        "1" * SIZE,
        "14:05 " + "1" * SIZE + " users affected",
        "!" * SIZE,
        ". " * (SIZE // 2),
        "12% " * (SIZE // 4),
        "normally 12% " * (SIZE // 13),
    ],
    ids=["digits", "count", "stops", "sentences", "rates", "normal rates"],
)
def test_a_line_of_a_million_characters_is_drafted(line: str) -> None:
    made = incident(*notes(f"{line}\n09:10 alert fired"))
    draft = draft_incident(made, now=NOW, stage=lambda _: None)
    assert "alert fired" in [event.text for event in draft.timeline]
