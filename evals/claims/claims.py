"""Sentences with the lines that they cite: honest, turned round, and false."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.jsonlines import load

DATA = Path(__file__).resolve().parent / "data"
DEVELOPED = ("one", "two")
APART = ("apart",)
# How the three sentences of each kind differ, in their order.
STYLES = {
    "honest": ("near the lines", "reworded", "condensed"),
    "flipped": ("", "", ""),
    "false": ("on topic", "on something else", "over-claim"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, the lines it cites, and what it is ("honest, reworded")."""

    text: str
    lines: tuple[str, ...]
    kind: str
    style: str

    @property
    def name(self) -> str:
        """Return kind and style in one."""
        return f"{self.kind}, {self.style}" if self.style else self.kind


def claims(names: tuple[str, ...]) -> tuple[Claim, ...]:
    """Return the claims of some sets."""
    return tuple(
        claim for name in names for group in load(DATA / f"{name}.jsonl", _group) for claim in group
    )


def _group(row: dict[str, Any]) -> tuple[Claim, ...]:
    lines = tuple(str(line) for line in row["lines"])
    return tuple(
        Claim(str(text), lines, kind, style)
        for kind, styles in STYLES.items()
        for text, style in zip(row[kind], styles, strict=True)
    )
