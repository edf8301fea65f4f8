"""Digests of texts, for tests."""

from __future__ import annotations

import io
from pathlib import Path

from assistant.intake.logs.bytestreams import Stream
from assistant.intake.logs.digest import Digest
from assistant.intake.logs.digesting import CHUNK, EachLine, digested

FIXTURES = Path(__file__).parent / "fixtures"


def digest_of(data: bytes, *, size: int = CHUNK, workers: int = 1) -> Digest:
    """Return the digest of a log's bytes, read in buffers of `size` bytes."""
    return digested(Stream(io.BytesIO(data), "app.log"), workers=workers, size=size)[0]


def lines_of(data: bytes, *, size: int = CHUNK) -> tuple[Digest, EachLine]:
    """Return the digest of a log's bytes, and the row and time of each line."""
    found, each = digested(Stream(io.BytesIO(data), "app.log"), each=True, size=size)
    assert each is not None
    return found, each
