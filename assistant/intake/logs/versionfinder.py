"""Finds in a chunk of a log which values the fields that tell a version took, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from assistant.intake.logs import logline
from assistant.intake.logs.logversions import MANY, VALUES, Values
from assistant.intake.logs.stampreader import Bytes, Longs

# Fields that are followed; a log with more has them for something else.
FIELDS = 60
_VALUE = re.compile(rb"[A-Za-z0-9][\w.:/@+\-]{0,79}")
_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"


def _table(characters: bytes) -> npt.NDArray[np.bool_]:
    table = np.zeros(256, bool)
    table[list(characters)] = True
    return table


_IN_VALUE = _table(_WORDS + b".:/@+-")
_IN_NAME = _table(_WORDS + b".-")
_SKIPPED = _table(b" \"'")


class Finder:
    """Follows the fields met so far; threads may share it."""

    def __init__(self) -> None:
        self._keys: tuple[tuple[bytes, bytes], ...] = ()
        self._counting: frozenset[bytes] = frozenset()

    def learn(self, line: str) -> None:
        """Follow the fields of a line that tell a version, from now on; not for two threads."""
        for key in logline.version_keys(line):
            raw = key.encode()
            hit = re.search(rb"(?<![\w.\-])" + re.escape(raw) + rb"(\"?\s?)([=:])", line.encode())
            if hit is None or len(self._keys) >= FIELDS:
                continue
            known = (raw + hit[1], hit[2])
            if known not in self._keys:
                self._keys = (*self._keys, known)

    def values(self, text: Bytes, starts: Longs, ends: Longs) -> dict[str, Values]:
        """Return the values that the followed fields take in these lines, by field."""
        places: dict[bytes, list[Longs]] = {}
        size = int(ends[-1]) + 1
        signs: dict[bytes, Longs] = {}
        for key, sign in self._keys:
            name = key.rstrip(b'" ')
            if name in self._counting:
                places[name] = []
                continue
            if sign not in signs:
                signs[sign] = np.flatnonzero(text[:size] == sign[0])
            places.setdefault(name, []).append(_behind(key, text, signs[sign]))
        found = {}
        for name, parts in places.items():
            values = MANY if not parts else _values(text, np.sort(np.concatenate(parts)), starts)
            if values is not None:
                found[name.decode()] = values
                if values.many:
                    self._counting |= {name}
        return found


def _behind(key: bytes, text: Bytes, signs: Longs) -> Longs:
    """Return the offsets of the values that stand behind a field's name and sign."""
    at = signs[signs > len(key)]
    for back, letter in enumerate(reversed(key), start=1):
        at = at[text[at - back] == letter]
    at = at[~_IN_NAME[text[at - len(key) - 1]]] + 1
    for _ in range(2):
        at = at + _SKIPPED[text[at]]
    return at


def _values(text: Bytes, at: Longs, starts: Longs) -> Values | None:
    """Return the values at these offsets, or None where there is none."""
    codes = np.full(len(at), -1, np.int32)
    names: list[str] = []
    for code, (name, chosen) in enumerate(_distinct(text, at)):
        if code >= VALUES:
            return MANY
        codes[chosen] = code
        names.append(name)
    at, codes = at[codes >= 0], codes[codes >= 0]
    if not len(at):
        return None
    first = np.unique(codes, return_index=True)[1]
    moved = np.flatnonzero(np.diff(codes)) + 1

    def line(place: int) -> int:
        return int(np.searchsorted(starts, at[place], side="right"))

    return Values(
        first=names[codes[0]],
        last=names[codes[-1]],
        start=line(0),
        first_of=tuple((name, line(place)) for name, place in zip(names, first, strict=True)),
        switches=len(moved),
        last_switch=line(int(moved[-1])) if len(moved) else None,
    )


def _distinct(text: Bytes, at: Longs) -> Iterator[tuple[str, Longs]]:
    """Yield each distinct value in order of appearance, and which of the offsets hold it."""
    left = np.arange(len(at))
    while len(left):
        start = int(at[left[0]])
        hit = _VALUE.match(text[start : start + 80].tobytes())
        if hit is None:
            left = left[_starts_value(text, at[left])]
            continue
        raw = hit[0]
        same = left
        for place in range(0, len(raw), 8):
            part = raw[place : place + 8]
            windows = np.ndarray((len(text) - 7,), dtype="<u8", buffer=text, strides=(1,))
            mask = np.uint64((1 << (8 * len(part))) - 1)
            same = same[windows[at[same] + place] & mask == int.from_bytes(part, "little")]
        if len(raw) < 80:
            same = same[~_IN_VALUE[text[at[same] + len(raw)]]]
        yield raw.decode(), same
        left = np.setdiff1d(left, same, assume_unique=True)


def _starts_value(text: Bytes, at: Longs) -> npt.NDArray[np.bool_]:
    first = text[at]
    return _IN_VALUE[first] & ~_table(b"_.:/@+-")[first]
