"""The layouts of a log's stamps as they are met, and the times that its lines tell by them."""

from __future__ import annotations

import threading

import numpy as np

from assistant.intake.logs import slowpath
from assistant.intake.logs.layouts import Layout
from assistant.intake.logs.logtimes import NONE
from assistant.intake.logs.signatures import Sums
from assistant.intake.logs.stampreader import Bytes, Longs, read, read_one

# Past so many layouts the rest of the lines is read one by one.
LAYOUTS = 256
_ROUNDS = 300
_TRIED = 4_000
_REMEMBERED = 200_000


class Stamps:
    """Reads times by the layouts met so far, and finds new ones; threads share what it knows."""

    def __init__(self, layouts: int = LAYOUTS) -> None:
        self._most = layouts
        self._layouts: tuple[Layout, ...] = ()
        self._without: set[int] = set()
        self._lock = threading.Lock()

    def times(self, text: Bytes, starts: Longs, ends: Longs, sums: Sums) -> Longs:
        """Return the time of each line (`logtimes`); text has PAD bytes behind the last line."""
        block = _Block(text, starts, ends)
        for layout in self._layouts:
            if not len(block.open):
                return block.times
            block.apply(layout)
        for _ in range(_ROUNDS):
            if not len(block.open) or not self._learn(block, sums):
                break
        return block.times

    def _learn(self, block: _Block, sums: Sums) -> bool:
        """Return whether a layout was found that at least one open line is in."""
        kinds, first = np.unique(sums[block.open], return_index=True)
        tried = 0
        for kind, place in sorted(zip(kinds.tolist(), first.tolist(), strict=True), key=_second):
            if kind in self._without:
                continue
            tried += 1
            if tried > _TRIED:
                return False
            line = int(block.open[place])
            layout = slowpath.layout_of(block.raw(line))
            if layout is None:
                if len(self._without) < _REMEMBERED:
                    self._without.add(kind)
            elif not self._keep(layout):
                self._one_by_one(block, sums)
                return False
            elif block.apply(layout):
                return True
            else:
                self._without.add(kind)
        return False

    def _one_by_one(self, block: _Block, sums: Sums) -> None:
        for line in block.open.tolist():
            if int(sums[line]) not in self._without:
                layout = slowpath.layout_of(block.raw(line))
                if layout is not None:
                    block.read_alone(line, layout)

    def _keep(self, layout: Layout) -> bool:
        with self._lock:
            if layout in self._layouts:
                return True
            if len(self._layouts) >= self._most:
                return False
            self._layouts = tuple(sorted((*self._layouts, layout), key=lambda one: one.rank))
            return True


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


class _Block:
    """Lines whose times are being read: `open` are the indexes of those still without one."""

    def __init__(self, text: Bytes, starts: Longs, ends: Longs) -> None:
        self._text, self._starts, self._ends = text, starts, ends
        self.times = np.full(len(starts), NONE, np.int64)
        self.open = np.arange(len(starts))
        self._anchored: dict[bytes, Longs] = {}

    def raw(self, line: int) -> bytes:
        """Return the bytes of a line."""
        return self._text[self._starts[line] : self._ends[line]].tobytes()

    def apply(self, layout: Layout) -> int:
        """Return how many of the open lines are in a layout, after taking their times."""
        lines = self.open
        starts = self._starts[lines]
        if layout.anchor:
            starts = self._after(layout.anchor)[lines]
            lines = lines[starts >= 0]
            starts = starts[starts >= 0]
        found, times = read(self._text, starts, self._ends[lines] - starts, layout)
        if len(found):
            self.times[lines[found]] = times
            self.open = self.open[self.times[self.open] == NONE]
        return len(found)

    def read_alone(self, line: int, layout: Layout) -> None:
        """Take the time of one line by itself."""
        raw = self.raw(line)
        if layout.anchor:
            raw = raw[raw.find(layout.anchor) + len(layout.anchor) :]
        self.times[line] = read_one(raw, layout)

    def _after(self, anchor: bytes) -> Longs:
        """Return where each line goes on behind its first such anchor, -1 where it has none."""
        if anchor not in self._anchored:
            found = _places(self._text, anchor)
            after = np.full(len(self._starts), -1, np.int64)
            line = np.searchsorted(self._starts, found, side="right") - 1
            kept = (line >= 0) & (found < self._ends[np.maximum(line, 0)])
            # Backwards, so that a line's first anchor is the one that stays.
            after[line[kept][::-1]] = found[kept][::-1] + len(anchor)
            self._anchored[anchor] = after
        return self._anchored[anchor]


def _places(text: Bytes, anchor: bytes) -> Longs:
    """Return the offsets at which an anchor stands, by its last eight characters and then all."""
    tail = anchor[-8:]
    width = 1 << (len(tail).bit_length() - 1)
    tail = tail[-width:]
    windows = np.ndarray((len(text) - width + 1,), dtype=f"<u{width}", buffer=text, strides=(1,))
    back = len(anchor) - width
    found = np.flatnonzero(windows == int.from_bytes(tail, "little")) - back
    found = found[found >= 0]
    for place in range(back):
        found = found[text[found + place] == anchor[place]]
    return found
