"""Compressed files: whether one is gzip or Zstandard, and the first part of what is in it."""

from __future__ import annotations

import zlib

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def is_packed(head: bytes) -> bool:
    """Return whether the first bytes are those of a gzip or Zstandard file."""
    return head.startswith((_GZIP, _ZSTD))


def unpacked(head: bytes, most: int) -> bytes | None:
    """Return up to `most` bytes of what the head of a file holds, None where it is damaged."""
    try:
        if head.startswith(_GZIP):
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, most)
        return _first_of_zstd(head, most)
    except zlib.error:
        return None


def _first_of_zstd(head: bytes, most: int) -> bytes | None:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(head) as stream:
            return stream.read(most)
    except zstandard.ZstdError:
        return None
