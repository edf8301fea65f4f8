"""Reads the stamps of many lines at once, by the fixed places that their layout tells."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from assistant.intake.clock.months import MONTHS
from assistant.intake.logs import logtimes
from assistant.intake.logs.layouts import LABELS, Layout

Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]
# Bytes that must follow the text, so that every window lies inside the buffer.
PAD = 256
# The highest first digit of a field of two digits.
_TOP = {"h": 2, "m": 5, "s": 6, "d": 3, "mo": 1}
_EPOCH_SCALE = {10: 6, 13: 3, 16: 0, 19: -3}
_ORIGIN = {
    "yearless": logtimes.YEARLESS,
    "clock": logtimes.CLOCK,
}


def _flags(*ranges: tuple[int, int]) -> npt.NDArray[np.bool_]:
    table = np.ones(256, bool)
    for start, stop in ranges:
        table[start:stop] = False
    return table


_NO_DIGIT = _flags((48, 58))
_OPENS_FRACTION = ~_flags((44, 45), (46, 47))
_SIGN = ~_flags((43, 44), (45, 46))
_HALF_DAY = ~_flags((65, 66), (80, 81))
_HOURS_END = ~_flags((48, 59))
_NO_WORD = _flags((48, 58), (65, 91), (97, 123))


def _mark(pattern: bytes) -> tuple[int, int] | None:
    """Return the place and byte of a mark in a pattern, counted from 1, a rare one if there is."""
    marks = [(shape == 32, place) for place, shape in enumerate(pattern, start=1) if shape > 2]
    place = min(marks)[1] if marks else 0
    return (place, pattern[place - 1]) if marks else None


def _month_key(a: Longs, b: Longs, c: Longs) -> Longs:
    return ((a & 31) << 10) | ((b & 31) << 5) | (c & 31)


def _month_table() -> Longs:
    table = np.zeros(32_768, np.int64)
    for number, name in enumerate(MONTHS, start=1):
        letters = np.frombuffer(name.encode(), np.uint8).astype(np.int64)[:, None]
        table[_month_key(letters[0], letters[1], letters[2])] = number
    return table


_MONTH_OF = _month_table()


class _Reader:
    """One layout, made ready: which bytes may stand where, and what each digit is worth."""

    def __init__(self, layout: Layout) -> None:
        stamp = self._stamp = layout.stamp
        self._length = stamp.end - stamp.first
        # One byte before and five after, padded to whole words.
        self.width = -(-(self._length + 6) // 8) * 8
        self._low = np.zeros(self.width, np.uint8)
        self._span = np.full(self.width, 255, np.uint8)
        for place, shape in enumerate(layout.pattern, start=1):
            low, span = {1: (48, 9), 2: (65, 57)}.get(shape, (shape, 0))
            self._low[place], self._span[place] = low, span
        offset = 1 - stamp.first
        self._fields = {key: (x + offset, y + offset) for key, x, y in stamp.fields}
        self._mark = _mark(layout.pattern)
        self._epoch = "e" in self._fields
        # Two sums over the digits: the day as YYYYMMDD, and the microseconds of the day.
        self._worth = np.zeros((self.width, 2))
        self._constant = np.zeros(2)
        self._weigh()
        told = np.flatnonzero(self._worth.any(axis=1))
        self._told = slice(int(told.min(initial=0)), int(told.max(initial=0)) + 1)
        self._zone, self._label = -1, (0, 0)
        self._origin = _ORIGIN.get(stamp.told, 0 if self._epoch else logtimes.BARE)
        if stamp.zone >= 0:
            self._origin = 0
            if layout.pattern[stamp.zone - stamp.first] in b"+-":
                self._zone = stamp.zone + offset
            elif stamp.zone_end - stamp.zone > 1:
                self._label = stamp.zone + offset, stamp.zone_end + offset

    def _weigh(self) -> None:
        fields, stamp = self._fields, self._stamp
        if self._epoch:
            start, stop = fields["e"]
            scale = _EPOCH_SCALE[stop - start]
            for at in range(start, stop):
                power = stop - 1 - at + scale
                if power >= 0:
                    self._worth[at, 1] += 10.0**power
        else:
            if "y2" in fields:
                self._constant[0] += 20_000_000
            elif "y" not in fields:
                self._constant[0] += 19_720_000 if stamp.told == "yearless" else 19_700_101
            for key, column, worth in (
                ("y", 0, 10_000.0), ("y2", 0, 10_000.0), ("mo", 0, 100.0), ("d", 0, 1.0),
                ("h", 1, 0.0 if stamp.half >= 0 else 3_600e6), ("m", 1, 60e6), ("s", 1, 1e6),
            ):  # fmt: skip
                start, stop = fields.get(key, (0, 0))
                for at in range(start, stop):
                    self._worth[at, column] += 10.0 ** (stop - 1 - at) * worth
                if key in _TOP and stop - start == 2:
                    self._span[start] = _TOP[key]
        if "f" in fields and (not self._epoch or fields["e"][1] - fields["e"][0] == 10):
            start, stop = fields["f"]
            for at in range(start, min(stop, start + 6)):
                # After a colon stand milliseconds as a number, elsewhere a decimal fraction.
                worth = 10.0 ** (stop - 1 - at) * 1_000 if stamp.colon else 10.0 ** (5 - at + start)
                self._worth[at, 1] += worth

    def read(self, text: Bytes, starts: Longs, lengths: Longs) -> tuple[Longs, Longs]:
        """Return which of the lines are in this layout and their times; PAD bytes must follow."""
        none = np.empty(0, np.int64)
        index = np.arange(len(starts))
        if len(starts) and lengths.min() < self._stamp.end:
            index = np.flatnonzero(lengths >= self._stamp.end)
            starts = starts[index]
        base = starts + (self._stamp.first - 1)
        if self._mark is not None and len(index):
            # One byte tells most lines of other layouts at a fraction of the cost of all.
            place, mark = self._mark
            marked = text[base + place] == mark
            if not marked.all():
                index, base = index[marked], base[marked]
        if not len(index):
            return none, none
        at_edge = bool(base[0] < 0)
        if at_edge:
            base[0] = 0
        windows = np.ndarray(
            (len(text) - self.width + 1,), dtype=f"V{self.width}", buffer=text, strides=(1,)
        )
        block = windows[base].view(np.uint8).reshape(len(base), self.width)
        if at_edge:
            block[0, 1:] = text[: self.width - 1]
            block[0, 0] = 10
        wrong = ((block - self._low) > self._span).view(np.uint64)
        bad = wrong[:, 0]
        for column in range(1, wrong.shape[1]):
            bad = bad | wrong[:, column]
        good = (bad == 0) & _NO_DIGIT[block[:, self._length + 1]] & _NO_WORD[block[:, 0]]
        self._without_longer(block, good)
        if self._label[1]:
            self._with_label(block, good)
        if not good.all():
            kept = np.flatnonzero(good)
            block, index = block[kept], index[kept]
        if not len(index):
            return none, none
        return self._times(block, index)

    def _without_longer(self, block: Bytes, good: npt.NDArray[np.bool_]) -> None:
        """Clear, in place, the lines that go on with a fraction, a zone or a half of the day."""
        after = block[:, self._length + 1 : self._length + 6]
        if "f" not in self._fields and _OPENS_FRACTION[after[:, 0]].any():
            good &= ~(_OPENS_FRACTION[after[:, 0]] & ~_NO_DIGIT[after[:, 1]])
        if self._epoch:
            return
        spaced = after[:, 0] == 32
        if self._stamp.half < 0 and spaced.any():
            good &= ~(spaced & _HALF_DAY[after[:, 1]] & (after[:, 2] == 77))
        if self._stamp.zone < 0:
            good &= after[:, 0] != 90
            for at in (0, 1):
                signed = _SIGN[after[:, at]]
                if signed.any():
                    digits = ~(_NO_DIGIT[after[:, at + 1]] | _NO_DIGIT[after[:, at + 2]])
                    more = _HOURS_END[after[:, at + 3]]
                    good &= ~(signed & digits & more & (spaced if at else True))

    def _with_label(self, block: Bytes, good: npt.NDArray[np.bool_]) -> None:
        """Clear, in place, the lines where letters stand that are no zone ("INFO" for "UTC")."""
        good &= _NO_WORD[block[:, self._label[1]]]
        labels, of_line = self._labels(block)
        known = np.array([_minutes_east(label) is not None for label in labels])
        good &= known[of_line]

    def _labels(self, block: Bytes) -> tuple[list[str], Longs]:
        """Return the labels of zones in the lines, and the place of each line's among them."""
        start, stop = self._label
        letters = np.zeros((len(block), 8), np.uint8)
        letters[:, : stop - start] = block[:, start:stop]
        found, of_line = np.unique(letters.view(np.int64).ravel(), return_inverse=True)
        texts = [int(one).to_bytes(8, "little").rstrip(b"\0") for one in found]
        return [text.decode("latin-1") for text in texts], of_line.astype(np.int64)

    def _times(self, block: Bytes, index: Longs) -> tuple[Longs, Longs]:
        values = (block[:, self._told] & 15).astype(np.float64)
        sums = values @ self._worth[self._told]
        times = (sums[:, 1] + self._constant[1]).astype(np.int64)
        if self._epoch:
            return index, times
        day = (sums[:, 0] + self._constant[0]).astype(np.int64)
        stamp, offset = self._stamp, 1 - self._stamp.first
        if stamp.month >= 0:
            at = stamp.month + offset
            name = block[:, at : at + 3].astype(np.int64)
            day += 100 * _MONTH_OF[_month_key(name[:, 0], name[:, 1], name[:, 2])]
        if stamp.half >= 0:
            hour = np.zeros(len(index), np.int64)
            for at in range(*self._fields["h"]):
                hour = hour * 10 + block[:, at] - 48
            evening = (block[:, stamp.half + offset] | 32) == ord("p")
            times += (hour % 12 + 12 * evening) * 3_600_000_000
        if self._zone >= 0:
            zone = block[:, self._zone : stamp.zone_end + offset]
            digits = zone[:, 1:].astype(np.int64) - 48
            if digits.shape[1] == 5:
                digits = digits[:, [0, 1, 3, 4]]
            minutes = (digits[:, 0] * 10 + digits[:, 1]) * 60 + digits[:, 2] * 10 + digits[:, 3]
            times -= np.where(zone[:, 0] == 45, -1, 1) * minutes * 60_000_000
        if self._label[1]:
            labels, of_line = self._labels(block)
            east = np.array([_minutes_east(label) or 0 for label in labels], np.int64)
            if east.any():
                times -= east[of_line] * 60_000_000
        low, high = int(day.min()), int(day.max())
        if low == high:
            if not _is_day(low):
                return index[:0], times[:0]
            times += int(_days(day[:1])[0]) * logtimes.DAY + self._origin
            return index, times
        heads = np.append(0, np.flatnonzero(np.diff(day)) + 1)
        alike, day = np.diff(heads, append=len(day)), day[heads]
        times += np.repeat(_days(day) * logtimes.DAY + self._origin, alike)
        months, rest = day // 100 % 100, day % 100
        valid = (months > 0) & (months < 13) & (rest > 0) & (rest < 32)
        if valid.all():
            return index, times
        kept = np.repeat(valid, alike)
        return index[kept], times[kept]


@cache
def _minutes_east(label: str) -> int | None:
    """Return how many minutes a zone lies east of Greenwich, None where a label is not one."""
    if label in ("UTC", "GMT"):
        return 0
    if label not in LABELS:
        return None
    from assistant.intake.clock import zones

    zone = zones.resolve(label)
    offset = zone.utcoffset(None) if zone is not None else None
    return None if offset is None else int(offset.total_seconds()) // 60


def _is_day(day: int) -> bool:
    return 0 < day // 100 % 100 < 13 and 0 < day % 100 < 32


def _days(day: Longs) -> Longs:
    """Return the days since 1970 of dates written as YYYYMMDD (the civil calendar)."""
    year, month, rest = day // 10_000, day // 100 % 100, day % 100
    year = year - (month <= 2)
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + rest - 1
    days: Longs = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return days


@lru_cache(maxsize=1_024)
def _reader(layout: Layout) -> _Reader:
    return _Reader(layout)


def read(text: Bytes, starts: Longs, lengths: Longs, layout: Layout) -> tuple[Longs, Longs]:
    """Return the indexes of the lines that are in a layout, and their times (`logtimes`)."""
    return _reader(layout).read(text, starts, lengths)


def read_one(raw: bytes, layout: Layout) -> int:
    """Return the time of one line (or of what follows its anchor), NONE where it is not one."""
    text = np.frombuffer(raw + b"\n" * PAD, np.uint8)
    found = read(text, np.zeros(1, np.int64), np.array([len(raw)], np.int64), layout)[1]
    return int(found[0]) if len(found) else logtimes.NONE
