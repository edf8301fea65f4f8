"""Counts of log lines by message and minute, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from assistant.intake.logs import ordering
from assistant.intake.logs.stampreader import Longs


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One place in each column is a cell: the lines of one row in one minute.

    `row` is the number of the row and `m` the minute; `n` is how many lines, `t0` and `t1` the
    first and last time (`logtimes`), `r0` and `r1` the first and last line.
    """

    row: Longs
    m: Longs
    n: Longs
    t0: Longs
    t1: Longs
    r0: Longs
    r1: Longs

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.row)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cells):
            return NotImplemented
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in _COLUMNS)

    def chosen(self, which: object) -> Cells:
        """Return the cells that an index or a mask chooses, in its order."""
        return Cells(*(getattr(self, name)[which] for name in _COLUMNS))

    def ordered(self) -> Cells:
        """Return the cells in the order of their rows and minutes."""
        return self.chosen(ordering.order_by(self.row, self.m))

    def summed(self, *, resolution: int = 1) -> Cells:
        """Return the cells with those of one row and minute (or `resolution` of them) as one."""
        cells = self if resolution == 1 else replace(self, m=self.m // resolution * resolution)
        if not len(cells):
            return cells
        cells = cells.ordered()
        starts = ordering.runs(cells.row, cells.m)
        return Cells(
            cells.row[starts],
            cells.m[starts],
            np.add.reduceat(cells.n, starts),
            np.minimum.reduceat(cells.t0, starts),
            np.maximum.reduceat(cells.t1, starts),
            np.minimum.reduceat(cells.r0, starts),
            np.maximum.reduceat(cells.r1, starts),
        )


_COLUMNS = tuple(one.name for one in fields(Cells))


def none() -> Cells:
    """Return no cells."""
    return Cells(*(np.empty(0, np.int64) for _ in _COLUMNS))


def together(parts: Sequence[Cells]) -> Cells:
    """Return the cells of all parts, one part after the other."""
    if len(parts) == 1:
        return parts[0]
    return Cells(
        *(np.concatenate([getattr(part, name) for part in (none(), *parts)]) for name in _COLUMNS)
    )


def counted(row: Longs, minutes: Longs, times: Longs) -> Cells:
    """Return the cells of lines that stand one after another, the first of them line 1."""
    order = ordering.order_by(row, minutes)
    if not len(order):
        return none()
    row, minutes, times = row[order], minutes[order], times[order]
    starts = ordering.runs(row, minutes)
    ends = np.append(starts, len(order))[1:]
    return Cells(
        row[starts],
        minutes[starts],
        ends - starts,
        np.minimum.reduceat(times, starts),
        np.maximum.reduceat(times, starts),
        order[starts] + 1,
        order[ends - 1] + 1,
    )
