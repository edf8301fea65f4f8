"""The library's database: the one place where records are kept; all else is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from retrieval.database import engine_for, reason, shown
from retrieval.embeddings import Vectors
from retrieval.errors import LibraryError
from retrieval.filters import Filters
from retrieval.lexical import Lexical, lexical_for
from retrieval.mechanism import Mechanism, Weighted, dump, likeliest, load
from retrieval.records import Record
from retrieval.rows import Kept, chosen, packed, parts, row_of, values_of
from retrieval.tables import FACTS, MODES, OUTBOX, RECORDS, SCHEMA, VECTORS

_AT_ONCE = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of a record: its passages as vectors, and how the incident came about."""

    seq: int
    vectors: Vectors
    mechanism: Mechanism


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
                f"({reason(error)})."
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
            for part in parts(wanted):
                for row in at.execute(chosen().where(RECORDS.c.id.in_(part))):
                    found[row.id] = row_of(row)
        return found

    def by_seqs(self, seqs: Sequence[int]) -> dict[int, Kept]:
        """Return the records of these numbers, those that there are."""
        found: dict[int, Kept] = {}
        with self.transaction() as at:
            for part in parts(list(seqs)):
                for row in at.execute(chosen().where(RECORDS.c.seq.in_(part))):
                    found[row.seq] = row_of(row)
        return found

    def each(self) -> Iterator[Kept]:
        """Yield every record in the order in which it came; only some are held at a time."""
        after = 0
        while True:
            query = chosen().where(RECORDS.c.seq > after).order_by(RECORDS.c.seq).limit(_AT_ONCE)
            with self.transaction() as at:
                rows = [row_of(row) for row in at.execute(query)]
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
            at.execute(sa.insert(RECORDS), [values_of(row) for row in rows])
            self._remember(at, "last_seq", str(rows[-1].seq))
            self.lexical.add(at, [(r.seq, r.record.title, r.record.body()) for r in rows])
            at.execute(sa.insert(OUTBOX), [{"seq": row.seq, "bytes": 0} for row in rows])
            return [row.seq for row in rows]

    def remove(self, seq: int) -> None:
        """Take a record out; the vector index is owed that too."""
        with self.transaction() as at:
            self._take_out(at, [seq])

    def _take_out(self, at: sa.Connection, seqs: Sequence[int]) -> None:
        for part in parts(list(seqs)):
            size = sa.func.length(VECTORS.c.vectors)
            held = at.execute(sa.select(VECTORS.c.seq, size).where(VECTORS.c.seq.in_(part)))
            owed = [{"seq": int(row[0]), "bytes": int(row[1])} for row in held]
            for table in (RECORDS, VECTORS, MODES, OUTBOX):
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

    def settled(self) -> bool:
        """Return whether the vector index has been told of any record that there is."""
        with self.transaction() as at:
            return at.execute(sa.select(VECTORS.c.seq).limit(1)).first() is not None

    def owe_all(self) -> None:
        """Note that the vector index has to be told of every record; the vectors are kept."""
        with self.transaction() as at:
            at.execute(sa.delete(OUTBOX))
            every = sa.select(RECORDS.c.seq, sa.literal(0))
            at.execute(sa.insert(OUTBOX).from_select(["seq", "bytes"], every))

    def settle(self, ready: Sequence[Told], gone: Sequence[int] = ()) -> None:
        """Keep what was made of records, and note that the index holds it, and no more of others.

        A record that was taken out meanwhile stays out.
        """
        with self.transaction() as at:
            for part in parts([*gone, *(one.seq for one in ready)]):
                for table in (OUTBOX, VECTORS, MODES):
                    at.execute(sa.delete(table).where(table.c.seq.in_(part)))
            rows = [
                {"seq": t.seq, "vectors": packed(t.vectors), "mechanism": dump(t.mechanism)}
                for t in ready
            ]
            modes = [
                {"mode": name, "seq": t.seq, "weight": weight}
                for t in ready
                for name, weight in likeliest(t.mechanism.failure_modes)
            ]
            if rows:
                at.execute(sa.insert(VECTORS), rows)
            if modes:
                at.execute(sa.insert(MODES), modes)

    def told(self, seqs: Sequence[int], dimension: int) -> dict[int, Told]:
        """Return the vectors, (passages, dimension) each, and mechanisms of records, where kept."""
        found: dict[int, Told] = {}
        with self.transaction() as at:
            for part in parts(list(seqs)):
                for row in at.execute(sa.select(VECTORS).where(VECTORS.c.seq.in_(part))):
                    flat = np.frombuffer(row.vectors, dtype=np.float32)
                    if flat.size and flat.size % dimension == 0:
                        rows = flat.reshape(-1, dimension)
                        found[row.seq] = Told(row.seq, rows, load(row.mechanism))
        return found

    def mechanisms(self, seqs: Sequence[int]) -> dict[int, Mechanism]:
        """Return how the incidents of these numbers came about, where that has been worked out."""
        found: dict[int, Mechanism] = {}
        with self.transaction() as at:
            for part in parts(list(seqs)):
                query = sa.select(VECTORS.c.seq, VECTORS.c.mechanism)
                for row in at.execute(query.where(VECTORS.c.seq.in_(part))):
                    found[row.seq] = load(row.mechanism)
        return found

    def by_modes(self, modes: Weighted, within: set[int] | None, limit: int) -> list[int]:
        """Return the records that most likely share a failure mode, the likeliest first."""
        likely = likeliest(modes)
        if not likely:
            return []
        factor = sa.case(*((MODES.c.mode == name, weight) for name, weight in likely), else_=0.0)
        total = sa.func.sum(MODES.c.weight * factor)
        query = (
            sa.select(MODES.c.seq)
            .where(MODES.c.mode.in_([name for name, _ in likely]))
            .group_by(MODES.c.seq)
            .order_by(total.desc(), MODES.c.seq.desc())
        )
        with self.transaction() as at:
            rows = at.execute(query if within is not None else query.limit(limit)).scalars()
            return [int(seq) for seq in rows if within is None or seq in within][:limit]

    def drop_vectors(self) -> None:
        """Forget every vector: another embedder makes them anew."""
        with self.transaction() as at:
            at.execute(sa.delete(VECTORS))
            at.execute(sa.delete(MODES))

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

    def tidy(self) -> None:
        """Put the lexical index in order after many additions."""
        with self.transaction() as at:
            self.lexical.tidy(at)

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
    return Corpus(engine_for(place))
