"""Levels: whether each line's level is the one that it states."""

from __future__ import annotations

from evals.loglines.lines import System, ToldLine
from evals.score import Measure, Score, tally

# Two spellings of one level are one level.
_ALIKE = {
    "warn": "warning", "w": "warning", "err": "error", "e": "error", "severe": "error",
    "crit": "critical", "i": "info", "information": "info", "d": "debug", "v": "verbose",
    "f": "fatal", "panic": "fatal", "emergency": "emerg",
}  # fmt: skip


def plain(level: str | None) -> str | None:
    """Return a level by its common name in lower case, None for none."""
    folded = level.strip().casefold() if level else ""
    return _ALIKE.get(folded, folded) or None


def right(system: System, told: tuple[ToldLine, ...]) -> Score:
    """Return how many of the lines that state a level have it read."""
    return tally(
        (f"level {line.level} of {known.text[:100]}", plain(known.level) == plain(line.level))
        for known, line in zip(system.lines, told, strict=True)
        if known.level is not None
    )


LEVELS = Measure("levels", right)
