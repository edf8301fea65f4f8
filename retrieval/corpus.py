"""The library's database: the one place where records are kept; all else is made from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from retrieval.embeddings import Vectors
from retrieval.errors import LibraryError
from retrieval.filters import Filters
from retrieval.lexical import Lexical, lexical_for
from retrieval.records import Record, record_of
from retrieval.tables import FACTS, OUTBOX, RECORDS, SCHEMA, VECTORS

_AT_ONCE = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is kept: its number, the line that it came as, and the record itself."""

    seq: int
    line: str
    record: Record


class Corpus:
    """Records, their vectors and what the vector index still has to be told (the outbox)."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.lexical: Lexical = lexical_for(engine.dialect.name)
        with self.transaction() as at:
            SCHEMA.create_all(at)
            self.lexical.prepare(at)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Hold one transaction, written whole or not at all; LibraryError where it fails."""
        try:
            with self._engine.begin() as at:
                yield at
        except SQLAlchemyError as error:
            raise LibraryError(
                f"The library's database at {shown(self._engine.url)} cannot be used "
                f"({_reason(error)})."
            ) from error

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def count(self) -> int:
        """Return how many records there are."""
        with self.transaction() as at:
            return int(at.execute(sa.select(sa.func.count()).select_from(RECORDS)).scalar_one())

    def by_ids(self, ids: Iterable[str]) -> dict[str, Kept]:
        """Return the records of these ids, those that there are."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Kept] = {}
        with self.transaction() as at:
            for part in _parts(wanted):
                for row in at.execute(_kept().where(RECORDS.c.id.in_(part))):
                    found[row.id] = _row(row)
        return found

    def by_seqs(self, seqs: Sequence[int]) -> dict[int, Kept]:
        """Return the records of these numbers, those that there are."""
        found: dict[int, Kept] = {}
        with self.transaction() as at:
            for part in _parts(list(seqs)):
                for row in at.execute(_kept().where(RECORDS.c.seq.in_(part))):
                    found[row.seq] = _row(row)
        return found

    def each(self) -> Iterator[Kept]:
        """Yield every record in the order in which it came; only some are held at a time."""
        after = 0
        while True:
            query = _kept().where(RECORDS.c.seq > after).order_by(RECORDS.c.seq).limit(_AT_ONCE)
            with self.transaction() as at:
                rows = [_row(row) for row in at.execute(query)]
            if not rows:
                return
            yield from rows
            after = rows[-1].seq

    def put(self, new: Sequence[tuple[Record, str]], *, instead_of: Sequence[int]) -> list[int]:
        """Keep records with their lines and return their numbers; those that they replace go.

        A number is never given twice, so what an index still holds of a number that is gone can
        never pass for another record. The words are searchable when this returns; the vector index
        is owed its part in the outbox.
        """
        with self.transaction() as at:
            self._take_out(at, instead_of)
            first = 1 + int(self._fact(at, "last_seq") or 0)
            rows = [Kept(seq, line, record) for seq, (record, line) in enumerate(new, start=first)]
            if not rows:
                return []
            at.execute(sa.insert(RECORDS), [_values(row) for row in rows])
            self._remember(at, "last_seq", str(rows[-1].seq))
            self.lexical.add(at, [(r.seq, r.record.title, r.record.body()) for r in rows])
            at.execute(sa.insert(OUTBOX), [{"seq": row.seq, "bytes": 0} for row in rows])
            return [row.seq for row in rows]

    def remove(self, seq: int) -> None:
        """Take a record out; the vector index is owed that too."""
        with self.transaction() as at:
            self._take_out(at, [seq])

    def _take_out(self, at: sa.Connection, seqs: Sequence[int]) -> None:
        for part in _parts(list(seqs)):
            size = sa.func.length(VECTORS.c.vectors)
            held = at.execute(sa.select(VECTORS.c.seq, size).where(VECTORS.c.seq.in_(part)))
            owed = [{"seq": int(row[0]), "bytes": int(row[1])} for row in held]
            for table in (RECORDS, VECTORS, OUTBOX):
                at.execute(sa.delete(table).where(table.c.seq.in_(part)))
            self.lexical.remove(at, part)
            if owed:
                at.execute(sa.insert(OUTBOX), owed)

    def owed(self, limit: int) -> tuple[tuple[int, int], ...]:
        """Return numbers that the vector index has to be told of, the oldest first.

        Beside each stand the bytes of the vectors that it may hold of a record that is gone.
        """
        query = sa.select(OUTBOX).order_by(OUTBOX.c.seq).limit(limit)
        with self.transaction() as at:
            return tuple((int(row.seq), int(row.bytes)) for row in at.execute(query))

    def lag(self) -> int:
        """Return how many records the vector index has not been told of yet."""
        with self.transaction() as at:
            return int(at.execute(sa.select(sa.func.count()).select_from(OUTBOX)).scalar_one())

    def owe_all(self) -> None:
        """Note that the vector index has to be told of every record; the vectors are kept."""
        with self.transaction() as at:
            at.execute(sa.delete(OUTBOX))
            every = sa.select(RECORDS.c.seq, sa.literal(0))
            at.execute(sa.insert(OUTBOX).from_select(["seq", "bytes"], every))

    def settle(self, seqs: Sequence[int], vectors: Mapping[int, Vectors]) -> None:
        """Keep the vectors of records and note that the index holds these numbers."""
        with self.transaction() as at:
            for part in _parts(list(seqs)):
                at.execute(sa.delete(OUTBOX).where(OUTBOX.c.seq.in_(part)))
            for part in _parts(list(vectors)):
                at.execute(sa.delete(VECTORS).where(VECTORS.c.seq.in_(part)))
                rows = [{"seq": s, "vectors": _packed(vectors[s])} for s in part]
                at.execute(sa.insert(VECTORS), rows)

    def vectors(self, seqs: Sequence[int], dimension: int) -> dict[int, Vectors]:
        """Return the vectors of records, (passages, dimension) each, those that are kept."""
        found: dict[int, Vectors] = {}
        with self.transaction() as at:
            for part in _parts(list(seqs)):
                query = sa.select(VECTORS).where(VECTORS.c.seq.in_(part))
                for row in at.execute(query):
                    flat = np.frombuffer(row.vectors, dtype=np.float32)
                    if flat.size and flat.size % dimension == 0:
                        found[row.seq] = flat.reshape(-1, dimension)
        return found

    def drop_vectors(self) -> None:
        """Forget every vector: another embedder makes them anew."""
        with self.transaction() as at:
            at.execute(sa.delete(VECTORS))

    def allowed(self, filters: Filters) -> set[int] | None:
        """Return the numbers of the records that pass, None where every record does."""
        where = filters.where(RECORDS)
        if not where:
            return None
        with self.transaction() as at:
            return set(at.execute(sa.select(RECORDS.c.seq).where(*where)).scalars())

    def rebuild_words(self) -> None:
        """Make the lexical index anew from the records."""
        with self.transaction() as at:
            self.lexical.clear(at)
        batch: list[tuple[int, str, str]] = []
        for kept in self.each():
            batch.append((kept.seq, kept.record.title, kept.record.body()))
            if len(batch) == _AT_ONCE:
                self._add_words(batch)
                batch = []
        self._add_words(batch)

    def _add_words(self, batch: Sequence[tuple[int, str, str]]) -> None:
        with self.transaction() as at:
            self.lexical.add(at, batch)

    def fact(self, name: str) -> str | None:
        """Return what is remembered under a name."""
        with self.transaction() as at:
            return self._fact(at, name)

    def remember(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        with self.transaction() as at:
            self._remember(at, name, value)

    def _fact(self, at: sa.Connection, name: str) -> str | None:
        return at.execute(sa.select(FACTS.c.value).where(FACTS.c.name == name)).scalar()

    def _remember(self, at: sa.Connection, name: str, value: str) -> None:
        at.execute(sa.delete(FACTS).where(FACTS.c.name == name))
        at.execute(sa.insert(FACTS), [{"name": name, "value": value}])


def connect(place: Path | str) -> Corpus:
    """Return the corpus in a SQLite file or at a database address; LibraryError where not."""
    try:
        if isinstance(place, Path):
            place.parent.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(f"sqlite:///{place}")
            sa.event.listen(engine, "connect", _durable)
        else:
            engine = sa.create_engine(place, pool_pre_ping=True)
        return Corpus(engine)
    except (SQLAlchemyError, ImportError) as error:
        raise LibraryError(
            f"The library's database cannot be opened ({_reason(error)}). It is a SQLite file, or "
            "an address such as postgresql+psycopg://user@host/name."
        ) from error
    except OSError as error:
        raise LibraryError(
            f"The library's folder cannot be made: {error.strerror or error}. "
            "Choose another with --data-dir."
        ) from error


def shown(url: sa.URL) -> str:
    """Return where a database is, without its password."""
    return url.database or "" if url.drivername == "sqlite" else url.render_as_string()


def _durable(connection: sqlite3.Connection, _: object) -> None:
    """Keep what was committed through a crash, and wait for another writer instead of failing."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _reason(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _kept() -> sa.Select[tuple[int, str, str]]:
    return sa.select(RECORDS.c.seq, RECORDS.c.id, RECORDS.c.line)


def _row(row: sa.Row[tuple[int, str, str]]) -> Kept:
    record = record_of(row.line)
    if isinstance(record, str):
        raise LibraryError(
            f"The record {row.id!r} in the library's database is damaged: {record}. Remove it with "
            f"postmortem library remove {row.id}, and import it again."
        )
    return Kept(row.seq, row.line, record)


def _values(kept: Kept) -> dict[str, object]:
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


def _packed(vectors: Vectors) -> bytes:
    return np.ascontiguousarray(vectors, dtype=np.float32).tobytes()


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield a sequence in lengths that one statement can name."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
