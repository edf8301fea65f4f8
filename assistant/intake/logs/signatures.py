"""A number for each line that stays the same where only numbers, ids and times differ.

The signature is a sum of weights, one for each two neighbouring characters and one for the letters
on both sides of each space: the sum does not depend on where in the line something stands, so that
a number may be longer or shorter, and it does depend on which word follows which. Digits weigh
nothing, nor do two characters that may both belong to an id in hexadecimal. Lines with one
signature take one trip through the slow path.
"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from assistant.intake.logs.stampreader import Bytes, Longs

Sums = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
# Lines are summed in blocks of this many bytes, which fit the processor's cache.
BLOCK = 1 << 19
_SEED = np.uint64(20)
_kept = threading.local()


def _scattered(count: int) -> Sums:
    """Return numbers below 2**62 without any pattern, the same ones each time (SplitMix64)."""
    found: Sums = (np.arange(count, dtype=np.uint64) + _SEED) * np.uint64(0x9E3779B97F4A7C15)
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (found ^ (found >> np.uint64(31))) >> np.uint64(2)


def _weights() -> tuple[Sums, Sums]:
    """Return the weights of two neighbouring characters, and of two around a space."""
    near, around = _scattered(2 * 65_536).reshape(2, 65_536)
    first, second = np.arange(65_536) & 255, np.arange(65_536) >> 8
    digit, hexadecimal, letter = (np.zeros(256, bool) for _ in range(3))
    digit[list(b"0123456789\r\n")] = True
    hexadecimal[list(b"abcdefABCDEF-.:, ")] = True
    letter[65:91] = letter[97:123] = letter[128:] = True
    # A word of such letters alone ("added", "bad") is told by its first one.
    opens = (first == ord(" ")) & letter[second]
    either = hexadecimal[first] & hexadecimal[second] & ~opens
    near[digit[first] | digit[second] | either] = 0
    plain = letter & ~hexadecimal
    around[~(plain[first] & plain[second])] = 0
    return near, around


_NEAR, _AROUND = _weights()


def signatures(text: Bytes) -> tuple[Longs, Longs, Sums]:
    """Return where the lines of a text start and end (at the line feed) and their signatures.

    The text ends with a line feed.
    """
    marks = np.flatnonzero(_between_words(text) | (text == 10))
    feeds = np.flatnonzero(text.take(marks) == 10)
    ends = marks[feeds]
    starts = np.empty(len(ends), np.int64)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    sums = np.zeros(len(ends), np.uint64)
    size = len(text)
    if size > 2:
        # Pairs that begin at an even place and those at an odd one, as numbers of two bytes.
        for odd in (0, 1):
            pairs = text[odd : odd + (size - odd) // 2 * 2].view("<u2")
            room = _room(len(pairs))
            _NEAR.take(pairs, mode="wrap", out=room)
            first = np.minimum((starts + 1 - odd) >> 1, len(pairs) - 1)
            sums += np.add.reduceat(room, first)
        sums += _word_order(text, marks, feeds)
        sums[ends == starts] = 0
    _tell_apart(text, starts, ends, sums)
    return starts, ends, sums


def _between_words(text: Bytes) -> Flags:
    """Return which characters are spaces that the weights of `_AROUND` may tell apart.

    A space beside a digit, a mark or a letter of a hexadecimal number has none: it is told here by
    arithmetic on whole arrays, at a fraction of what looking up its neighbours costs.
    """
    weighs = (text | 32) - 103 < 153  # the letters from g on in either case, all beyond ASCII
    spaces: Flags = text == 32
    spaces[1:-1] &= weighs[:-2]
    spaces[1:-1] &= weighs[2:]
    return spaces


def _word_order(text: Bytes, marks: Longs, feeds: Longs) -> Sums:
    """Return for each line the weights of the letters around its spaces.

    `marks` are the places of those spaces and of line feeds, `feeds` which of them are line feeds.
    """
    before = text.take(marks - 1, mode="clip").astype(np.uint16)
    after = text.take(marks + 1, mode="clip").astype(np.uint16)
    weights = _AROUND.take(before | (after << 8), mode="clip")
    weights[feeds] = 0
    first = np.append(0, feeds[:-1] + 1)
    found: Sums = np.add.reduceat(weights, first)
    return found


def _tell_apart(text: Bytes, starts: Longs, ends: Longs, sums: Sums) -> None:
    """Give lines without any weight the signature of their length, if short, and first character.

    Blank lines keep 0.
    """
    light = np.flatnonzero(sums == 0)
    if len(light):
        at = starts[light]
        short = np.minimum(ends[light] - at, 3).astype(np.uint64)
        first = text[at].astype(np.uint64)
        first[(first >= 48) & (first < 58)] = 48
        sums[light] = np.where(short == 0, np.uint64(0), (first << np.uint64(2)) + short)


def _room(size: int) -> Sums:
    """Return a working array that this thread keeps: fresh pages cost more than the work itself."""
    room: Sums | None = getattr(_kept, "room", None)
    if room is None or len(room) < size:
        room = _kept.room = np.empty(max(size, BLOCK // 2 + 8), np.uint64)
    return room[:size]
