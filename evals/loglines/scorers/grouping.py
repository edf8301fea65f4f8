"""Grouping accuracy: lines whose template holds exactly the lines that the gold's holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from evals.loglines.lines import KnownLine, System, ToldLine
from evals.score import Measure, Score, tally


def _groups(names: Sequence[Hashable]) -> dict[Hashable, frozenset[int]]:
    members: dict[Hashable, list[int]] = {}
    for index, name in enumerate(names):
        members.setdefault(name, []).append(index)
    return {name: frozenset(lines) for name, lines in members.items()}


def _grouping(
    name_of: Callable[[KnownLine], str | None],
) -> Callable[[System, tuple[ToldLine, ...]], Score]:
    def score(system: System, told: tuple[ToldLine, ...]) -> Score:
        """Return how many lines are grouped with exactly the lines they belong with."""
        names = [name_of(line) for line in system.lines]
        if None in names:
            return Score(0, 0)
        gold = _groups(names)
        found = _groups([line.template for line in told])
        rows: list[tuple[str, bool]] = []
        for index, (name, line) in enumerate(zip(names, told, strict=True)):
            asked, made = gold[name], found[line.template]
            what = "split" if made < asked else "too wide" if made > asked else "mixed"
            text = system.lines[index].text[:100]
            rows.append((f"{what}, {len(made)} for {len(asked)}: {name} {text}", made == asked))
        return tally(rows)

    return score


GROUPING = Measure("grouping", _grouping(lambda line: line.template))
CORRECTED = Measure("grouping, corrected", _grouping(lambda line: line.corrected))
