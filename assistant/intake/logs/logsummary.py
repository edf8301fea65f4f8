"""The summary of a digest: its templates as a reader sees them, its levels, its span."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import numpy as np

from assistant.intake.logs import freetext, logline, logplacing, logtimes, miner, ordering, slowpath
from assistant.intake.logs.cells import Cells
from assistant.intake.logs.digest import Digest
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words
from assistant.intake.logs.stampreader import Longs

KEY_BLOCK = "(lines of a key or certificate block)"
_FIRSTS, _SPREAD = 3, 4
_TOKEN = re.compile(r"<\*>|[A-Za-z_][\w.$\-@*]*")
_NEVER = datetime.max.replace(tzinfo=UTC)
_FOLDED = re.compile(rf"{re.escape(HOLE)}(?:[ ,:|\-]{{1,2}}{re.escape(HOLE)})++")
_LOW = logtimes.YEARLESS - logtimes.BARE // 2
_HIGH = logtimes.CLOCK - logtimes.BARE // 2
_TOLD = ("zoned", "bare", "yearless", "clock")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last time, each as microseconds of its kind (`logtimes`), by kind."""

    zoned: tuple[int, int] | None = None
    bare: tuple[int, int] | None = None
    yearless: tuple[int, int] | None = None
    clock: tuple[int, int] | None = None

    def placed(self, placing: logtimes.Placing) -> tuple[int, int] | None:
        """Return the first and last time that can be placed, or None where none can."""
        ends = [
            time
            for pair in (self.zoned, self.bare, self.yearless, self.clock)
            for time in pair or ()
            if placing.at(time) is not None
        ]
        known = sorted(ends, key=lambda time: placing.at(time) or _NEVER)
        return (known[0], known[-1]) if known else None

    @property
    def partial(self) -> tuple[int, int] | None:
        """Return the first and last time without a year or date."""
        return self.yearless or self.clock


@dataclass(frozen=True, slots=True)
class Kind:
    """One template: the rows of the digest under it and what they have together.

    `lines` are samples: the first few, some spread over the log, the last.
    """

    id: int
    words: Words
    rows: tuple[int, ...]
    count: int
    levels: Mapping[str | None, int]
    span: Span
    lines: tuple[int, ...]

    @property
    def level(self) -> str | None:
        """Return the most severe level as it was written, or None where no line told one."""
        rank = logline.vocabulary().rank
        told = [level for level in self.levels if level is not None]
        return max(
            told,
            key=lambda level: (
                rank.get(logline.common_level(level) or "", -1), self.levels[level], level
            ),
            default=None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """A digest's templates, most frequent first (blank lines last), and what its times mean."""

    digest: Digest
    kinds: tuple[Kind, ...]
    placing: logtimes.Placing
    span: Span
    kind_of_row: tuple[int, ...]

    @property
    def levels(self) -> Mapping[str, int]:
        """Return how many lines told each level, as written, the least severe first."""
        counts: dict[str, int] = defaultdict(int)
        for kind in self.kinds:
            for level, count in kind.levels.items():
                if level is not None:
                    counts[level] += count
        rank = logline.vocabulary().rank
        return {
            level: counts[level]
            for level in sorted(
                counts, key=lambda one: (rank.get(logline.common_level(one) or "", -1), one)
            )
        }


def summarise(found: Digest, *, zone: tzinfo | None = None, by_level: bool = False) -> Summary:
    """Return the summary of a digest; `zone` is what stamps without one mean (else UTC).

    The head of a journal states that zone for its lines, and else the lines beside them that tell
    their own. `by_level` tells lines of one template apart by their level's common name.
    """
    mined = miner.mine(row.words for row in found.rows)
    cells = found.cells
    counts = np.bincount(cells.row, cells.n, len(found.rows)).astype(np.int64).tolist()
    template_of = freetext.folded(mined, found, counts)
    names: dict[tuple[Words, str | None], int] = {}
    homes = [
        names.setdefault(
            (template_of[row.words], logline.common_level(row.level) if by_level else None),
            len(names),
        )
        for row in found.rows
    ]
    members: dict[int, list[int]] = defaultdict(list)
    for row, home in enumerate(homes):
        members[home].append(row)
    home_of = np.array(homes, np.int64)[cells.row]
    spans = _spans(home_of, cells)
    samples = _spread(home_of, cells)
    kinds = []
    for (words, _), home in names.items():
        levels: dict[str | None, int] = defaultdict(int)
        for row in members[home]:
            levels[found.rows[row].level] += counts[row]
        firsts = sorted(line for row in members[home] for line in found.rows[row].firsts)
        kinds.append(
            Kind(
                home, words, tuple(members[home]), sum(levels.values()), dict(levels),
                spans.get(home, Span()), _samples(firsts, *samples[home]),
            )
        )  # fmt: skip
    # Blank lines last: of a document that was unfolded they are the most.
    kinds.sort(key=lambda kind: (not kind.words, -kind.count, kind.lines[0]))
    numbers = {kind.id: number for number, kind in enumerate(kinds, start=1)}
    return Summary(
        found,
        tuple(
            Kind(numbers[k.id], k.words, k.rows, k.count, k.levels, k.span, k.lines) for k in kinds
        ),
        logplacing.placing(found, zone),
        _spans(np.zeros(len(cells), np.int64), cells).get(0, Span()),
        tuple(numbers[home] for home in homes),
    )


def _spans(homes: Longs, cells: Cells) -> dict[int, Span]:
    """Return the span of the cells of each home."""
    told = np.searchsorted(np.array([logtimes.BARE // 2, _LOW, _HIGH]), cells.t0, side="right")
    timed = np.flatnonzero(cells.t0 != logtimes.NONE)
    order = timed[ordering.order_by(homes[timed], told[timed])]
    if not len(order):
        return {}
    starts = ordering.runs(homes[order], told[order])
    first = np.minimum.reduceat(cells.t0[order], starts).tolist()
    last = np.maximum.reduceat(cells.t1[order], starts).tolist()
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for place, ends in zip(order[starts].tolist(), zip(first, last, strict=True), strict=True):
        found[int(homes[place])][_TOLD[told[place]]] = ends
    return {home: Span(**spans) for home, spans in found.items()}


def _spread(homes: Longs, cells: Cells) -> dict[int, tuple[list[int], int]]:
    """Return for each home the first lines of its cells, in order, and its last line."""
    order = ordering.order_by(homes, cells.r0)
    starts = ordering.runs(homes[order])
    ends = np.append(starts, len(order))[1:]
    found = {}
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        of_home = order[start:end]
        found[int(homes[of_home[0]])] = cells.r0[of_home].tolist(), int(cells.r1[of_home].max())
    return found


def _samples(firsts: list[int], starts: list[int], last: int) -> tuple[int, ...]:
    chosen = set(firsts[:_FIRSTS]) | {last}
    step = max(len(starts) // (_SPREAD + 1), 1)
    chosen.update(starts[step : step * _SPREAD + 1 : step])
    return tuple(sorted(chosen))


def shown(kind: Kind, found: Digest, redact: Callable[[str], str]) -> str:
    """Return a template as a reader sees it: its first line's message, redacted and masked."""
    row = min((found.rows[row] for row in kind.rows), key=lambda row: row.firsts[:1])
    if set(kind.words) <= {HOLE} or not row.text.strip():
        return " ".join(kind.words)
    if slowpath.is_key_material(row.text):
        return KEY_BLOCK
    message = slowpath.split(redact(row.text), found.columns)[1]
    constant = set(kind.words) - {HOLE}

    def masked(token: re.Match[str]) -> str:
        word = token[0].rstrip(".-:")
        return token[0] if word in constant or token[0] == HOLE else HOLE

    text = _TOKEN.sub(masked, miner.masked(message))
    return _FOLDED.sub(HOLE, " ".join(text.split()))
