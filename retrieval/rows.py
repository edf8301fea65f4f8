"""Records as rows of the library's database, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from retrieval.embeddings import Vectors
from retrieval.errors import LibraryError
from retrieval.records import Record, record_of
from retrieval.tables import RECORDS

AT_ONCE = 500  # values that one statement names
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is kept: its number, the line that it came as, and the record itself."""

    seq: int
    line: str
    record: Record


def chosen() -> sa.Select[tuple[int, str, str]]:
    return sa.select(RECORDS.c.seq, RECORDS.c.id, RECORDS.c.line)


def row_of(row: sa.Row[tuple[int, str, str]]) -> Kept:
    record = record_of(row.line)
    if isinstance(record, str):
        raise LibraryError(
            f"The record {row.id!r} in the library's database is damaged: {record}. Remove it with "
            f"postmortem library remove {row.id}, and import it again."
        )
    return Kept(row.seq, row.line, record)


def values_of(kept: Kept) -> dict[str, object]:
    record = kept.record
    return {
        "seq": kept.seq,
        "id": record.id,
        "line": kept.line,
        "date": record.date,
        "failure_modes": "".join(f"|{mode}" for mode in record.failure_modes) + "|",
        **{key: _text(record.metadata.get(key)) for key in ("client", "system", "severity")},
    }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def packed(vectors: Vectors) -> bytes:
    return np.ascontiguousarray(vectors, dtype=np.float32).tobytes()


def parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield a sequence in lengths that one statement can name."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
