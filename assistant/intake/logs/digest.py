"""The digest of a log: which statements wrote its lines, how many each minute, and when.

Digests form a monoid: `merge` puts the digest of the second part of a log behind the first's,
and the result is the digest of the whole, wherever the cut was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from assistant.intake.logs import cells, logtimes
from assistant.intake.logs.cells import Cells
from assistant.intake.logs.logversions import Values, joined
from assistant.intake.logs.miner import Words
from assistant.intake.logs.slowpath import Columns
from assistant.intake.logs.stampreader import Longs

# Distinct masked messages that are kept apart; further ones are known by their first words.
ROWS = 20_000
# Counts by message and minute; past them the minutes are put together.
CELLS = 1_000_000
FIRSTS = 5
MORE = "<…>"
_RESOLUTIONS = (1, 10, 60, 1_440, 366 * 1_440)
_COMPARED = (
    "lines", "bytes", "rows", "years", "days", "fields", "resolution", "cut", "replaced",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One masked message: its level as written, its words, the first lines and the first text."""

    level: str | None
    words: Words
    firsts: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Turns:
    """How often stamps that lack the year (or the date) went past the end of one."""

    first: int = logtimes.NONE
    last: int = logtimes.NONE
    count: int = 0

    def then(self, other: Turns, *, span: int) -> Turns:
        """Return the turns of this part and the next; `span` is the length of a year or day."""
        if other.first == logtimes.NONE:
            return self
        if self.first == logtimes.NONE:
            return other
        count = self.count + turned(other.first - self.last, span=span) + other.count
        return Turns(self.first, other.last, count)


def turned(step: int, *, span: int) -> int:
    """Return 1 for a step back of over half a span, -1 for one forward of nearly a span."""
    if step < -span // 2:
        return 1
    return -1 if step > span * 5 // 6 else 0


@dataclass(frozen=True, slots=True, eq=False)
class Digest:
    """What a log (or a part of one) holds; line numbers count from 1.

    `cells` counts by row and minute. `resolution` is the minutes a cell spans. `folded` counts the
    messages that found no row of their own.
    """

    lines: int
    bytes: int
    rows: tuple[Row, ...]
    cells: Cells
    years: Turns = Turns()
    days: Turns = Turns()
    fields: Mapping[str, Values] = field(default_factory=lambda: MappingProxyType({}))
    resolution: int = 1
    folded: int = 0
    cut: tuple[int, ...] = ()
    replaced: int = 0
    columns: Columns | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Digest):
            return NotImplemented
        same = all(getattr(self, name) == getattr(other, name) for name in _COMPARED)
        return same and self.cells.ordered() == other.cells.ordered()


def empty() -> Digest:
    """Return the digest of nothing."""
    return Digest(0, 0, (), cells.none())


def merge(first: Digest, second: Digest) -> Digest:
    """Return the digest of two parts of a log, the second one's lines following the first's."""
    return combine((first, second))


def combine(parts: Sequence[Digest]) -> Digest:
    """Return the digest of the parts of a log, in their order."""
    rows: list[Row] = []
    index: dict[tuple[str | None, Words], int] = {}
    moved: list[Cells] = []
    years, days = Turns(), Turns()
    fields: dict[str, Values] = {}
    lines = size = folded = 0
    resolution = max((part.resolution for part in parts), default=1)
    cut: list[int] = []
    for part in parts:
        ids = np.empty(len(part.rows), np.int64)
        for place, row in enumerate(part.rows):
            number, lost = _home(row, index, rows)
            folded += lost
            ids[place] = number
            _remember(rows, number, row, lines)
        year = _shift(years, part.years, span=logtimes.YEAR)
        day = _shift(days, part.days, span=logtimes.DAY)
        if len(part.rows):
            moved.append(_moved(part.cells, ids, lines, year * logtimes.YEAR, day * logtimes.DAY))
        years = years.then(part.years, span=logtimes.YEAR)
        days = days.then(part.days, span=logtimes.DAY)
        joined(fields, part.fields, lines)
        cut += (number + lines for number in part.cut)
        lines += part.lines
        size += part.bytes
        folded += part.folded
    table, resolution = _grouped(
        cells.together(moved), resolution, again=len(moved) > 1 or folded > 0
    )
    return Digest(
        lines, size, tuple(rows), table, years, days, MappingProxyType(fields), resolution, folded,
        tuple(cut[:FIRSTS]), sum(part.replaced for part in parts),
        next((part.columns for part in parts if part.columns), None),
    )  # fmt: skip


def _home(row: Row, index: dict[tuple[str | None, Words], int], rows: list[Row]) -> tuple[int, int]:
    """Return the number of the row that a message counts under, and 1 where it lost its own."""
    key = (row.level, row.words)
    number = index.get(key)
    lost = 0
    if number is None and len(rows) >= ROWS and row.words[-1:] != (MORE,):
        lost = 1
        key = (row.level, (*row.words[:2], MORE))
        number = index.get(key)
    if number is None and len(rows) >= 2 * ROWS:
        key = (row.level, (MORE,))
        number = index.get(key)
    if number is None:
        number = index[key] = len(rows)
        rows.append(Row(key[0], key[1], (), row.text))
    return number, lost


def _remember(rows: list[Row], number: int, row: Row, offset: int) -> None:
    known = rows[number]
    if len(known.firsts) < FIRSTS:
        firsts = (*known.firsts, *(line + offset for line in row.firsts))
        rows[number] = replace(known, firsts=tuple(sorted(firsts)[:FIRSTS]))


def _shift(before: Turns, part: Turns, *, span: int) -> int:
    """Return how many turns a part's times have to be moved on by, behind what came before."""
    if before.first == logtimes.NONE or part.first == logtimes.NONE:
        return 0
    return before.count + turned(part.first - before.last, span=span)


def _moved(part: Cells, ids: Longs, lines: int, year: int, day: int) -> Cells:
    if year or day:
        step = _steps(part.t0, year, day)
        part = replace(
            part, t0=part.t0 + step, t1=part.t1 + step, m=part.m + step // logtimes.MINUTE
        )
    return replace(part, row=ids[part.row], r0=part.r0 + lines, r1=part.r1 + lines)


def _steps(times: Longs, year: int, day: int) -> Longs:
    """Return by how much each time is moved on: those without a year, and those without a date."""
    low, high = logtimes.YEARLESS - logtimes.BARE // 2, logtimes.CLOCK - logtimes.BARE // 2
    steps: Longs = np.where((times >= low) & (times < high), year, 0)
    return steps + np.where(times >= high, day, 0)


def _grouped(found: Cells, resolution: int, *, again: bool) -> tuple[Cells, int]:
    """Return the cells with equal row and minute put together, in minutes as wide as is needed."""
    if again:
        found = found.summed(resolution=resolution)
    for wider in _RESOLUTIONS:
        if len(found) <= CELLS:
            break
        if wider > resolution:
            resolution = wider
            found = found.summed(resolution=resolution)
    return found, resolution


def index_of(found: Digest) -> Callable[[Row], int]:
    """Return a function that tells the number of the row that a part's row counts under."""
    index = {(row.level, row.words): number for number, row in enumerate(found.rows)}

    def number(row: Row) -> int:
        for words in (row.words, (*row.words[:2], MORE), (MORE,)):
            home = index.get((row.level, words))
            if home is not None:
                return home
        return 0

    return number


def moved_times(times: Longs, years: Turns, days: Turns, part: Digest) -> Longs:
    """Return the times of a part's lines, moved on by the turns that came before the part."""
    year = _shift(years, part.years, span=logtimes.YEAR)
    day = _shift(days, part.days, span=logtimes.DAY)
    if not year and not day:
        return times
    return times + _steps(times, year * logtimes.YEAR, day * logtimes.DAY)
