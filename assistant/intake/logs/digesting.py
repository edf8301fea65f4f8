"""Digests a whole log: its text in buffers of whole lines, each digested by its own thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from assistant.intake.colours import are_in_letters, uncoloured_bytes
from assistant.intake.logs import digest, logtimes, slowpath
from assistant.intake.logs.bytestreams import Stream
from assistant.intake.logs.chunks import Chunk, Mapper
from assistant.intake.logs.digest import Digest, Turns
from assistant.intake.logs.stampreader import PAD, Longs

CHUNK = 6 << 20
WORKERS = 2
# Digests of chunks that wait before they are put together.
_WAITING = 48
_SPARE = b"\n" * PAD
_JUDGED = 64 * 1024
_ESCAPE = b"\x1b"


@dataclass(frozen=True, slots=True)
class EachLine:
    """The row of the digest that each line counts under, and its time (`logtimes`)."""

    rows: Longs
    times: Longs


class Buffers:
    """Fills buffers with whole lines of a stream; a line longer than a buffer loses its tail."""

    def __init__(self, stream: Stream, size: int = CHUNK) -> None:
        self._stream = stream
        self._size = size
        self._rest = b""
        self._skipping = False
        self._in_letters: bool | None = None  # are colours, judged by the head
        self.done = False

    def fresh(self) -> bytearray:
        """Return a new buffer."""
        return bytearray(self._size + PAD + 1)

    def fill(self, buffer: bytearray) -> int:
        """Return how many bytes of whole lines were put into the buffer, spare ones behind."""
        count = len(self._rest)
        buffer[:count] = self._rest
        with memoryview(buffer) as view:
            while count < self._size:
                more = self._stream.readinto(view[count : self._size])
                if not more:
                    self.done = True
                    break
                count += more
        start = 0
        if self._skipping:
            found = buffer.find(b"\n", 0, count)
            start = count if found < 0 else found + 1
            self._skipping = found < 0
        cut = buffer.rfind(b"\n", start, count) + 1 or start
        if self.done and cut < count:
            buffer[count] = 10
            count = cut = count + 1
        elif cut == start and start == 0 and count:
            buffer[count - 1] = 10
            cut, self._skipping = count, True
        self._rest = bytes(buffer[cut:count])
        if start:
            buffer[: cut - start] = buffer[start:cut]
            cut -= start
        cut = self._uncolour(buffer, cut)
        buffer[cut : cut + PAD] = _SPARE
        return cut

    def _uncolour(self, buffer: bytearray, size: int) -> int:
        """Take the colours out of the first bytes of a buffer, and return how many are left."""
        if self._in_letters is None:
            self._in_letters = are_in_letters(bytes(buffer[: min(size, _JUDGED)]))
        if not self._in_letters and buffer.find(_ESCAPE, 0, size) < 0:
            return size
        plain = uncoloured_bytes(bytes(buffer[:size]), in_letters=self._in_letters)
        buffer[: len(plain)] = plain
        return len(plain)


class _Joined:
    """Puts the digests of chunks together in their order."""

    def __init__(self, *, each: bool) -> None:
        self._parts: list[Digest] = []
        self._each: list[EachLine] | None = [] if each else None
        self._years, self._days = Turns(), Turns()

    def add(self, chunk: Chunk) -> None:
        """Put the next chunk behind the ones before."""
        self._parts.append(chunk.digest)
        if self._each is not None and chunk.rows is not None and chunk.times is not None:
            merged = digest.combine(self._parts)
            index = digest.index_of(merged)
            table = np.array([index(row) for row in chunk.digest.rows] or [0], np.int64)
            times = digest.moved_times(chunk.times, self._years, self._days, chunk.digest)
            self._each.append(EachLine(table[chunk.rows], times))
            self._parts = [merged]
        elif len(self._parts) > _WAITING:
            self._parts = [digest.combine(self._parts)]
        self._years = self._years.then(chunk.digest.years, span=logtimes.YEAR)
        self._days = self._days.then(chunk.digest.days, span=logtimes.DAY)

    def whole(self, size: int) -> tuple[Digest, EachLine | None]:
        """Return the digest of all and, if asked for, the row and time of each line."""
        found = replace(digest.combine(self._parts), bytes=size)
        if self._each is None:
            return found, None
        none = np.empty(0, np.int64)
        rows = np.concatenate([none, *(part.rows for part in self._each)])
        return found, EachLine(rows, np.concatenate([none, *(part.times for part in self._each)]))


def digested(
    stream: Stream, *, workers: int = WORKERS, each: bool = False, size: int = CHUNK
) -> tuple[Digest, EachLine | None]:
    """Return the digest of a log and, if asked for, the row and time of each line.

    Raises OSError where the log cannot be read, and what `Stream` raises.
    """
    buffers = Buffers(stream, size)
    joined = _Joined(each=each)
    first = buffers.fresh()
    count = buffers.fill(first)
    mapper = Mapper(slowpath.columns(slowpath.head_of(first)))
    if buffers.done:
        if count:
            joined.add(mapper.map(first, count, each=each))
        return joined.whole(stream.size)
    for chunk in _mapped(buffers, mapper, first, count, workers=workers, each=each):
        joined.add(chunk)
    return joined.whole(stream.size)


def _mapped(
    buffers: Buffers, mapper: Mapper, first: bytearray, count: int, *, workers: int, each: bool
) -> Iterator[Chunk]:
    """Yield the chunks in order, at most one more than the workers in memory."""
    waiting: deque[tuple[Future[Chunk], bytearray]] = deque()
    free = [buffers.fresh() for _ in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        waiting.append((pool.submit(mapper.map, first, count, each=each), first))
        while not buffers.done:
            if not free:
                future, buffer = waiting.popleft()
                yield future.result()
                free.append(buffer)
            buffer = free.pop()
            count = buffers.fill(buffer)
            if count:
                waiting.append((pool.submit(mapper.map, buffer, count, each=each), buffer))
            else:
                free.append(buffer)
        while waiting:
            yield waiting.popleft()[0].result()
