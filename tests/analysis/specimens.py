"""Notes invented for the tests, with what a careful reader takes from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from math import isclose
from pathlib import Path

from assistant.analysis.impact import ImpactFigure

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Specimen:
    """One note: its figures with the measures accepted for each, and numbers that are none."""

    group: str
    text: str
    figures: tuple[tuple[float, frozenset[str]], ...]
    traps: tuple[float, ...]

    def read(self, told: tuple[ImpactFigure, ...]) -> int:
        """Return how many of the figures were read, with a measure accepted for them."""
        return sum(
            any(isclose(f.value, value) and f.measure in measures for f in told)
            for value, measures in self.figures
        )

    def fell_for(self, told: tuple[ImpactFigure, ...]) -> tuple[float, ...]:
        """Return the traps that were taken for figures."""
        return tuple(trap for trap in self.traps if any(isclose(f.value, trap) for f in told))


def _figure(told: str) -> tuple[float, frozenset[str]]:
    value, measures = told.split()
    return float(value), frozenset(measures.split("|"))


def of_impact(*groups: str) -> tuple[Specimen, ...]:
    """Return the notes of some sets ("tuned", "aside", "second", "late") in their order."""
    rows = tomllib.loads((DATA / "impact_notes.toml").read_text(encoding="utf-8"))["notes"]
    return tuple(
        Specimen(r["set"], r["text"], tuple(map(_figure, r["figures"])), tuple(r["traps"]))
        for r in rows
        if r["set"] in groups
    )


def of_severity() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return notes with the severity levels that a reader would accept."""
    rows = tomllib.loads((DATA / "severity_notes.toml").read_text(encoding="utf-8"))["notes"]
    return tuple((r["text"], frozenset(r["levels"])) for r in rows)
