"""The library of past incidents: records in a database, found by words and by vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

import numpy as np

from retrieval.corpus import Corpus, Kept
from retrieval.embeddings import Embedder, Vectors
from retrieval.errors import RetrievalError
from retrieval.filters import Filters
from retrieval.passages import passages
from retrieval.ranking import Query, fused
from retrieval.records import Record, dump, merged
from retrieval.terms import terms
from retrieval.vectors import VectorIndex

_DEPTH = 100  # of each list that is fused
_MOST_PASSAGES = 8  # of a query
_MOST_TERMS = 200  # of a query, before the rarest are chosen
_AT_ONCE = 500  # records a transaction
_EMBEDDED_AT_ONCE = 64  # records whose vectors are kept together: what a stop may cost
_PASSAGES_A_RECORD = 3  # asked of the index for each record wanted, as several may be one's
_EVERYTHING = Filters()
_NONE: Mapping[str, Vectors] = {}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What an import came to: how many were new, and the ids of those merged or known already."""

    new: int
    merged: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A past incident that a search found.

    `score` is from 0 to 1, the fused rank. `closeness` is the cosine of the closest passages, and
    `mechanism` that of the query's mechanism; None where vectors are not to be had.
    """

    record: Record
    score: float
    closeness: float | None
    mechanism: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, the closest first, and what the search had to do without, in words."""

    hits: tuple[Hit, ...]
    findings: tuple[str, ...]


class Library:
    """Past incidents in a database, with a vector index made from it."""

    def __init__(self, corpus: Corpus, vectors: VectorIndex, embedder: Embedder) -> None:
        self.corpus = corpus
        self._vectors = vectors
        self._embedder = embedder

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index and the database."""
        self._vectors.close()
        self.corpus.close()

    def open_for_writing(self) -> None:
        """Hold the vector index; LibraryBusy within a second where another process does."""
        self._vectors.open(self._embedder.identity)

    def add(
        self, records: Iterable[tuple[Record, str]], *, vectors: Mapping[str, Vectors] = _NONE
    ) -> Added:
        """Keep records with the lines that they came as; those of the same id are merged.

        `vectors` by id are the passages of records, embedded elsewhere by the same embedder; those
        without wait for `catch_up`.
        """
        new, known, merges = 0, 0, list[str]()
        batch: dict[str, tuple[Record, str]] = {}

        def keep() -> None:
            nonlocal new, known
            before = self.corpus.by_ids(batch)
            fresh: list[tuple[Record, str]] = []
            gone: list[int] = []
            for name, (record, line) in batch.items():
                held = before.get(name)
                if held is None:
                    new += 1
                    fresh.append((record, line))
                elif line == held.line or (both := merged(held.record, record)) == held.record:
                    known += 1
                else:
                    merges.append(name)
                    gone.append(held.seq)
                    fresh.append((both, dump(both)))
            seqs = self.corpus.put(fresh, instead_of=gone)
            ready = {
                seq: vectors[record.id]
                for seq, (record, _) in zip(seqs, fresh, strict=True)
                if record.id in vectors
            }
            if ready:
                self._vectors.put(ready)
                self.corpus.settle(list(ready), ready)
            batch.clear()

        for record, line in records:
            if record.id in batch:
                twice = merged(batch[record.id][0], record)
                batch[record.id] = (twice, dump(twice))
                merges.append(record.id)
            else:
                batch[record.id] = (record, line)
            if len(batch) == _AT_ONCE:
                keep()
        if batch:
            keep()
        return Added(new, tuple(merges), known)

    def remove(self, name: str) -> bool:
        """Take a record out of everything; False where there is none of this id."""
        held = self.corpus.by_ids([name]).get(name)
        if held is None:
            return False
        self.corpus.remove(held.seq)
        return True

    def catch_up(self, progress: Progress | None = None) -> int:
        """Tell the vector index what it is owed, and return how many records that were.

        What was told is settled in the database batch by batch: a stop costs one batch at most,
        and the next call goes on from there.
        """
        self.open_for_writing()
        dimension = self._embedder.identity.dimension
        total, done = self.corpus.lag(), 0
        while owed := self.corpus.owed(_EMBEDDED_AT_ONCE):
            seqs = [seq for seq, _ in owed]
            held = self.corpus.by_seqs(seqs)
            gone = {seq: size // (4 * dimension) for seq, size in owed if seq not in held}
            if gone:
                self._vectors.delete(gone)
            ready = self.corpus.vectors(list(held), dimension)
            ready |= self._embedded([kept for seq, kept in held.items() if seq not in ready])
            if ready:
                self._vectors.put(ready)
            self.corpus.settle(seqs, ready)
            done += len(seqs)
            if progress is not None:
                progress(done, max(total, done))
        return done

    def reindex(self, progress: Progress | None = None) -> int:
        """Make everything but the records anew; vectors of the same embedder are used again."""
        identity = str(self._embedder.identity)
        self._vectors.reset(self._embedder.identity)
        if self.corpus.fact("embedder") != identity:
            self.corpus.drop_vectors()
        self.corpus.remember("embedder", identity)
        self.corpus.rebuild_words()
        self.corpus.owe_all()
        return self.catch_up(progress)

    def search(self, query: Query, k: int, *, filters: Filters = _EVERYTHING) -> Found:
        """Return the k closest past incidents; without vectors, those closest by words."""
        within = self.corpus.allowed(filters)
        if within is not None and not within:
            return Found((), ())
        depth = max(_DEPTH, k)
        lists = self._by_words(query, within, depth)
        asked: Vectors | None = None
        findings: list[str] = []
        try:
            asked = self._asked(query)
            lists.append(self._by_vectors(asked, within, depth))
        except RetrievalError as error:
            asked = None
            findings.append(f"Searched by words alone: {error}")
        lag = self.corpus.lag()
        if lag and asked is not None:
            noun = "record is" if lag == 1 else "records are"
            findings.append(
                f"{lag} {noun} not in the vector index yet and found by words alone; "
                "postmortem library reindex brings it up to date."
            )
        ranked = fused(lists)
        kept = self.corpus.by_seqs([number for number, _ in ranked[: 2 * k + _AT_ONCE // 10]])
        best = [(kept[n], score) for n, score in ranked if n in kept][:k]
        return Found(self._hits(best, query, asked), tuple(findings))

    def _by_words(self, query: Query, within: set[int] | None, depth: int) -> list[list[int]]:
        headline = terms(query.headline or "")
        rest = "\n".join(part for part in (query.text, query.mechanism) if part)
        every = list(dict.fromkeys((*headline, *terms(rest))))[:_MOST_TERMS]
        with self.corpus.transaction() as at:
            search = self.corpus.lexical.search
            lists = [search(at, every, within=within, limit=depth)]
            if headline:
                lists.append(search(at, headline, within=within, limit=depth))
        return lists

    def _asked(self, query: Query) -> Vectors:
        """Return the vectors of a query: that of its mechanism first, where it has one."""
        body = query.text
        if query.headline and body.lstrip().startswith(query.headline):
            body = body.lstrip()[len(query.headline) :]
        cut = passages(query.headline or "", body)[:_MOST_PASSAGES]
        texts = [*([query.mechanism] if query.mechanism else []), *(one.strip() for one in cut)]
        self._vectors.open(self._embedder.identity)
        return self._embedder.embed(texts)

    def _by_vectors(self, asked: Vectors, within: set[int] | None, depth: int) -> list[int]:
        """Return the records whose best passage is closest to any of the query's passages."""
        limit = depth * _PASSAGES_A_RECORD
        if within is not None:
            # So deep that, of records spread evenly, enough pass; at most a tenth of a million.
            share = max(len(within), 1) / max(self.corpus.count(), 1)
            limit = min(int(limit / share) + 1, 100_000)
        best: dict[int, float] = {}
        for near in self._vectors.nearest(asked, limit):
            for number, likeness in near:
                if within is None or number in within:
                    best[number] = max(best.get(number, -1.0), likeness)
        return sorted(best, key=lambda number: (-best[number], number))[:depth]

    def _hits(
        self, best: Sequence[tuple[Kept, float]], query: Query, asked: Vectors | None
    ) -> tuple[Hit, ...]:
        if asked is None:
            return tuple(Hit(kept.record, score, None, None) for kept, score in best)
        dimension = self._embedder.identity.dimension
        vectors = self.corpus.vectors([kept.seq for kept, _ in best], dimension)
        hits: list[Hit] = []
        for kept, score in best:
            rows = vectors.get(kept.seq)
            likeness = None if rows is None else asked @ rows.T
            closest = None if likeness is None else float(likeness.max())
            told = None
            if likeness is not None and query.mechanism:
                told = float(likeness[0].max())
            hits.append(Hit(kept.record, score, closest, told))
        return tuple(hits)

    def _embedded(self, records: Sequence[Kept]) -> dict[int, Vectors]:
        cut = [passages(kept.record.title, kept.record.body()) for kept in records]
        rows = self._embedder.embed([one for each in cut for one in each])
        edges = np.cumsum([len(each) for each in cut])[:-1]
        parts = np.split(rows, edges) if cut else []
        return {kept.seq: part for kept, part in zip(records, parts, strict=True)}
