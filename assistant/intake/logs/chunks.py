"""Digests a chunk of a log: whole lines in, a digest of them out."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from assistant.intake.logs import (
    cells,
    folding,
    linetext,
    logtimes,
    ordering,
    statuses,
    versionfinder,
)
from assistant.intake.logs.digest import FIRSTS, Digest, Row, Turns
from assistant.intake.logs.logversions import Values
from assistant.intake.logs.miner import Words
from assistant.intake.logs.signatures import BLOCK, Sums, signatures
from assistant.intake.logs.slowpath import EXAMINED, Columns, row_of
from assistant.intake.logs.stampreader import PAD, Bytes, Longs
from assistant.intake.logs.stamptable import Stamps

# Characters of a message's first line that are kept, and signatures that are remembered.
STORED = 4_000
_REMEMBERED = 200_000

Key = tuple[str | None, Words]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The digest of a chunk and, if asked for, the row and the time of each of its lines."""

    digest: Digest
    rows: Longs | None = None
    times: Longs | None = None


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a chunk as columns."""

    starts: Longs
    ends: Longs
    sums: Sums
    times: Longs


@dataclass(frozen=True, slots=True)
class _Kind:
    """Lines of one signature: its number and the first few of the lines, counted from 1."""

    sum: int
    firsts: list[int]


class Mapper:
    """Digests chunks, and remembers the layouts and kinds of lines met; threads may share it."""

    def __init__(self, columns: Columns | None = None) -> None:
        self._columns = columns
        self._stamps = Stamps()
        self._known: dict[int, Key] = {}
        self._versions = versionfinder.Finder()
        self._lock = threading.Lock()

    def map(self, data: bytes | bytearray, size: int, *, each: bool = False) -> Chunk:
        """Return the digest of the first `size` bytes, which are whole lines.

        PAD line feeds must stand behind them. `each` asks for the row and time of each line too.
        """
        text = np.frombuffer(data, np.uint8, size + PAD)
        starts, ends, sums = _signed(data, text, size)
        lines = _Lines(starts, ends, sums, self._stamps.times(text, starts, ends, sums))
        years, days = _unroll(lines.times)
        kinds, kind_of = _kinds(lines.sums)
        rows, ids, fields = self._rows(text, lines, kinds)
        of_lines = ids[kind_of]
        counted = cells.counted(of_lines, lines.times // logtimes.MINUTE, lines.times)
        long = np.flatnonzero(lines.ends - lines.starts > EXAMINED)[:FIRSTS]
        digest = Digest(
            len(lines.starts), size, rows, counted, years, days, fields,
            cut=tuple((long + 1).tolist()), replaced=_replaced(text[:size]), columns=self._columns,
        )  # fmt: skip
        return Chunk(digest, of_lines, lines.times) if each else Chunk(digest)

    def _rows(
        self, text: Bytes, lines: _Lines, kinds: Sequence[_Kind]
    ) -> tuple[tuple[Row, ...], Longs, Mapping[str, Values]]:
        """Return the rows in order of their first lines, each kind's row, and version fields."""

        def raw(line: int) -> str:
            start = lines.starts[line - 1]
            stop = min(lines.ends[line - 1], start + EXAMINED)
            return linetext.of(text[start:stop].tobytes()).rstrip("\r")

        keys = self._keys([kind.sum for kind in kinds], [kind.firsts[0] for kind in kinds], raw)
        fields = self._versions.values(text, lines.starts, lines.ends)
        index: dict[Key, int] = {}
        of_row: list[list[int]] = []
        ids = []
        for key, kind in zip(keys, kinds, strict=True):
            number = index.setdefault(key, len(index))
            if number == len(of_row):
                of_row.append([])
            of_row[number] += kind.firsts
            ids.append(number)
        rows = []
        for (level, words), numbers in zip(index, of_row, strict=True):
            few = tuple(sorted(numbers)[:FIRSTS])
            rows.append(Row(level, words, few, raw(few[0])[:STORED]))
        return tuple(rows), np.array(ids, np.int64), MappingProxyType(fields)

    def _keys(self, sums: list[int], firsts: list[int], raw: object) -> list[Key]:
        """Return the level and words of each kind of lines, from memory or its first line."""
        found = [self._known.get(kind) for kind in sums]
        new = [place for place, key in enumerate(found) if key is None]
        if not new:
            return [key for key in found if key is not None]
        assert callable(raw)
        texts: list[str] = [raw(firsts[place]) for place in new]
        kinds, common = folding.groups(texts)
        with self._lock:
            if len(self._known) + len(new) > _REMEMBERED:
                self._known.clear()
            for rare, members in kinds:
                level, words = row_of(texts[members[0]], self._columns)
                if rare:
                    words = folding.without_rare(words, common)
                self._versions.learn(texts[members[0]])
                for member in members:
                    found[new[member]] = (level, words)
                    self._known[sums[new[member]]] = (level, words)
        return [key for key in found if key is not None]


def _signed(data: bytes | bytearray, text: Bytes, size: int) -> tuple[Longs, Longs, Sums]:
    """Return starts, ends and signatures of lines, by blocks that fit the processor's cache."""
    starts, ends, sums = [], [], []
    at = 0
    while at < size:
        end = size if size - at <= BLOCK else data.rfind(b"\n", at, at + BLOCK) + 1
        if end <= at:
            end = data.find(b"\n", at) + 1
        first, last, signature = signatures(text[at:end])
        starts.append(first + at)
        ends.append(last + at)
        sums.append(signature)
        at = end
    opened, signed = np.concatenate(starts), np.concatenate(sums)
    # Digits have no weight, and the status of an answer tells whether it failed.
    places, weights = statuses.failed(data, size)
    signed[np.searchsorted(opened, places, side="right") - 1] += weights
    return opened, np.concatenate(ends), signed


def _kinds(sums: Sums) -> tuple[list[_Kind], Longs]:
    """Return the kinds of lines in order of their first lines, and each line's place in them."""
    order = ordering.order(sums >> np.uint64(32))
    starts = ordering.runs(sums[order])
    if len(starts) > 1 and (np.diff(np.sort(sums[order][starts])) == 0).any():
        # Two signatures that begin alike stood in turns.
        order = order[ordering.order(sums[order])]
        starts = ordering.runs(sums[order])
    firsts = order[starts]
    by_line = np.argsort(firsts)
    place = np.empty(len(starts), np.int64)
    place[by_line] = np.arange(len(starts))
    kind_of = np.empty(len(sums), np.int64)
    ends = np.append(starts, len(sums))[1:]
    kind_of[order] = np.repeat(place, ends - starts)
    begins = starts[by_line]
    most = ends[by_line] - 1
    few = order[np.minimum(begins[:, None] + np.arange(FIRSTS), most[:, None])] + 1
    found = [
        _Kind(number, lines[:count])
        for number, lines, count in zip(
            sums[firsts[by_line]].tolist(), few.tolist(), (most - begins + 1).tolist(), strict=True
        )
    ]
    return found, kind_of


def _unroll(times: Longs) -> tuple[Turns, Turns]:
    """Let times without a year or date run on over its end, in place; return the turns."""
    years = (times >= logtimes.YEARLESS - logtimes.BARE // 2) & (
        times < logtimes.CLOCK - logtimes.BARE // 2
    )
    days = times >= logtimes.CLOCK - logtimes.BARE // 2
    return _run_on(times, years, logtimes.YEAR), _run_on(times, days, logtimes.DAY)


def _run_on(times: Longs, chosen: object, span: int) -> Turns:
    index = np.flatnonzero(np.asarray(chosen))
    if not len(index):
        return Turns()
    told = times[index]
    first, last = int(told[0]), int(told[-1])
    steps = np.diff(told)
    turns = (steps < -span // 2).astype(np.int64) - (steps > span * 5 // 6)
    if turns.any():
        times[index[1:]] += np.cumsum(turns) * span
    return Turns(first, last, int(turns.sum()))


def _replaced(text: Bytes) -> int:
    """Return how many pieces of a text are not UTF-8."""
    if not len(text) or int(text.max()) < 128:
        return 0
    try:
        text.tobytes().decode()
    except UnicodeDecodeError:
        marks = text.tobytes().decode("utf-8", "replace").count("\ufffd")
        return marks - text.tobytes().count("\ufffd".encode())
    return 0
