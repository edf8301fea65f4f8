"""The bytes of a log as UTF-8 text: from a file, memory or a pipe; plain, gzip or Zstandard.

A document of JSON that lists records gives each of them as a line, an export of traces each span.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Protocol, cast

from assistant.errors import InputTooLarge, MalformedInput
from assistant.intake import encoding
from assistant.intake.logs import recordlists, spanlines

# A compressed log may unfold to this many times its size, once it is larger than the second.
MOST_TIMES = 1_100
_FREELY = 256 << 20
# A document of JSON is unfolded into lines up to this size.
_DOCUMENT = 100 << 20
_HEAD = 4_096
_STEP = 1 << 20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"


class Fills(Protocol):
    """What can put bytes into a buffer and tell how many; 0 at the end."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Return how many bytes were put into the buffer."""


class Stream:
    """The text of a log as bytes of UTF-8, without a byte order mark.

    `size` counts the raw bytes read so far, and `update` is shown each of them. Raises
    MalformedInput for a damaged compressed log, InputTooLarge for one that unfolds beyond measure.
    """

    def __init__(
        self, source: Fills, name: str, update: Callable[[memoryview], object] | None = None
    ) -> None:
        self._source = source
        self._update = update
        self.size = 0
        head = self._read(_HEAD)
        while head and len(head) < _HEAD and (more := self._read(_HEAD - len(head))):
            head += more
        blocks: Iterator[bytes] | None = None
        if head.startswith((_GZIP, _ZSTD)):
            blocks = self._limited(_unpacked(head, self._read, name), name)
            head = next(blocks, b"")
        wide = "utf-16" if head.startswith(_WIDE) else encoding.wide_encoding(head[:_HEAD])
        if wide:
            blocks = _recoded(head, blocks or self._plain(), wide)
            head = b""
        if blocks is not None and not head:
            head = next(blocks, b"")
        opening = head[:_HEAD].decode("utf-8", "replace")
        if recordlists.may_open(opening) or spanlines.may_open(opening):
            blocks, head = self._by_records(head, blocks or self._plain()), b""
        self._ahead = head.removeprefix(codecs.BOM_UTF8)
        self._blocks = blocks

    def readinto(self, buffer: memoryview) -> int:
        """Return how many bytes of text were put into the buffer; 0 at the end."""
        while self._blocks is not None and not self._ahead:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._ahead = block
        if not self._ahead:
            return self._fill(buffer)
        count = min(len(buffer), len(self._ahead))
        buffer[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        return count

    def _fill(self, buffer: memoryview) -> int:
        count = self._source.readinto(buffer) or 0
        if count:
            self.size += count
            if self._update is not None:
                self._update(buffer[:count])
        return count

    def _read(self, most: int) -> bytes:
        room = bytearray(most)
        return bytes(room[: self._fill(memoryview(room))])

    def _plain(self) -> Iterator[bytes]:
        while block := self._read(_STEP):
            yield block

    def _by_records(self, head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the text with each record of a document of JSON in a line of its own."""
        whole = bytearray(head)
        while len(whole) <= _DOCUMENT and (block := next(blocks, b"")):
            whole += block
        found = None
        if len(whole) <= _DOCUMENT:
            text = whole.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
            found = spanlines.unfolded(text) or recordlists.unfolded(text)
        yield bytes(whole) if found is None else found.encode("utf-8", "replace")
        yield from blocks

    def _limited(self, blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
        unfolded = 0
        for block in blocks:
            unfolded += len(block)
            if unfolded > max(_FREELY, MOST_TIMES * self.size):
                raise InputTooLarge(
                    f"{name} unfolds to more than {MOST_TIMES:,} times its size, which no log "
                    "does. Unpack it and look at it before digesting it."
                )
            yield block


class _Source:
    """The packed bytes as a file: the head that was looked at, then the rest."""

    def __init__(self, head: bytes, read: Callable[[int], bytes]) -> None:
        self._head = head
        self._read = read

    def read(self, size: int = _STEP) -> bytes:
        """Return the next bytes, at most `size` of them; b"" at the end."""
        if not self._head:
            return self._read(size)
        found, self._head = self._head[:size], self._head[size:]
        return found


def _unpacked(head: bytes, read: Callable[[int], bytes], name: str) -> Iterator[bytes]:
    import zstandard

    source = _Source(head, read)
    try:
        if head.startswith(_ZSTD):
            with zstandard.ZstdDecompressor().stream_reader(
                cast("IO[bytes]", source), read_across_frames=True, closefd=False
            ) as reader:
                while block := reader.read(_STEP):
                    yield block
        else:
            yield from _gunzipped(source)
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise MalformedInput(
            f"{name} is a damaged compressed file ({error}). "
            "Fetch it again, or unpack it and name the text file."
        ) from error


def _gunzipped(source: _Source) -> Iterator[bytes]:
    """Yield the text of each member of a gzip file, in blocks of bounded size."""
    waiting = source.read()
    while waiting:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            block = member.decompress(waiting, _STEP)
            waiting = member.unconsumed_tail
            if block:
                yield block
            elif not waiting and not member.eof:
                waiting = source.read()
                if not waiting:
                    raise EOFError("it ends too early")
        waiting = member.unused_data.lstrip(b"\0") or source.read().lstrip(b"\0")


def _recoded(head: bytes, blocks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    yield decoder.decode(head).encode("utf-8", "replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
