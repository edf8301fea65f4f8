"""The library of past incidents: records in a database, found by words and by vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Literal

import numpy as np

from retrieval.adding import add, at_once
from retrieval.chroma import Embedded
from retrieval.corpus import Corpus, Told
from retrieval.embeddings import Embedder, Vectors
from retrieval.errors import EmbedderError, IndexFault, RetrievalError
from retrieval.filling import Filling
from retrieval.filters import Filters
from retrieval.hits import Found, Hit
from retrieval.mechanism import Mechanism
from retrieval.merging import Added
from retrieval.passages import passages
from retrieval.ranking import Query, fused, passages_of
from retrieval.records import Record
from retrieval.recurrence import likeness, policy
from retrieval.rows import Kept
from retrieval.telling import Teller
from retrieval.terms import terms
from retrieval.vectors import VectorIndex

_DEPTH = 100  # of each list that is fused
_MOST_PASSAGES = 2  # of a query: what comes later changes no ranking that was measured
_MOST_TERMS = 200  # of a query, before the rarest are chosen
_EMBEDDED_AT_ONCE = 64  # records whose vectors are kept together: what a stop may cost
_PASSAGES_A_RECORD = 3  # asked of the index for each record wanted, as several may be one's
_SPARE = 50  # further numbers looked up, as an index may name some that are gone
_MANY = 1000  # records at once: then another process helps, and the word index is put in order
_EVERYTHING = Filters()
_JUDGE = "judged by"  # under which it is remembered what told how records came about
_NONE: Mapping[str, Vectors] = {}

Parts = Literal["words", "vectors", "both"]
Progress = Callable[[int, int], None]


class Library:
    """Past incidents in a database, with a vector index made from it."""

    def __init__(self, corpus: Corpus, vectors: VectorIndex, embedder: Embedder) -> None:
        self.corpus = corpus
        self._filled = False
        self._vectors = vectors
        self.embedder = embedder
        self._teller = Teller(embedder)

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
        self._vectors.claim()
        self._vectors.open(self.embedder.identity)

    def add(
        self, records: Iterable[tuple[Record, str]], *, vectors: Mapping[str, Vectors] = _NONE
    ) -> Added:
        """Keep records with the lines that they came as; those of the same id are merged.

        `vectors` by id are the passages of records, embedded elsewhere by the same embedder; those
        without wait for `catch_up`. Many are put into an embedded index by a process beside this.
        """
        self._note_judge()
        if len(vectors) < _MANY or not isinstance(self._vectors, Embedded):
            return add(self.corpus, records, vectors, told=self._told, put=at_once(self._vectors))
        self._vectors.close()
        with Filling(self._vectors.folder, self.embedder.identity) as filling:
            return add(self.corpus, records, vectors, told=self._told, put=filling.put)

    def remove(self, name: str) -> bool:
        """Take a record out of everything; False where there is none of this id."""
        held = self.corpus.by_ids([name]).get(name)
        if held is None:
            return False
        self.corpus.remove(held.seq)
        return True

    @property
    def outdated(self) -> bool:
        """Return whether how records came about was told by another version; `reindex` mends it."""
        return self.corpus.settled() and self.corpus.fact(_JUDGE) != self._teller.version

    def _note_judge(self) -> None:
        if not self.corpus.settled():
            self.corpus.remember(_JUDGE, self._teller.version)

    def catch_up(self, progress: Progress | None = None, *, anew: bool = False) -> int:
        """Tell the vector index what it is owed, and return how many records that were.

        What was told is settled in the database batch by batch: a stop costs one batch at most,
        and the next call goes on from there. How records came about is told `anew` if asked.
        """
        self.open_for_writing()
        self._note_judge()
        dimension = self.embedder.identity.dimension
        total, done = self.corpus.lag(), 0
        while owed := self.corpus.owed(_EMBEDDED_AT_ONCE):
            seqs = [seq for seq, _ in owed]
            held = self.corpus.by_seqs(seqs)
            gone = {seq: size // (4 * dimension) for seq, size in owed if seq not in held}
            if gone:
                self._vectors.delete(gone)
            told = self.corpus.told(list(held), dimension)
            if anew:
                told = self._retold(held, told)
            told |= self._embedded([kept for seq, kept in held.items() if seq not in told])
            if told:
                self._vectors.put({seq: one.vectors for seq, one in told.items()})
            self.corpus.settle(list(told.values()), [seq for seq in seqs if seq not in told])
            done += len(seqs)
            if progress is not None:
                progress(done, max(total, done))
        if done >= _MANY:
            self.corpus.tidy()
        return done

    def reindex(self, progress: Progress | None = None) -> int:
        """Make everything but the records anew; vectors of the same embedder are used again."""
        identity = str(self.embedder.identity)
        self._vectors.claim()
        self._vectors.reset(self.embedder.identity)
        if self.corpus.fact("embedder") != identity:
            self.corpus.drop_vectors()
        self.corpus.remember("embedder", identity)
        self.corpus.rebuild_words()
        self.corpus.owe_all()
        done = self.catch_up(progress, anew=self.outdated)
        self.corpus.remember(_JUDGE, self._teller.version)
        return done

    def search(
        self, query: Query, k: int, *, filters: Filters = _EVERYTHING, alike: int = 0
    ) -> Found:
        """Return the k closest past incidents; without vectors, those closest by words.

        `alike` asks for those that came about in the same way by all that is known, whatever their
        words: they are ranked with the others, and so many more are added. For that the query is
        read as a whole. The score tells how close words and vectors are.
        """
        within = self.corpus.allowed(filters)
        if within is not None and not within:
            return Found((), self._teller.query(query, None), ())
        depth = max(_DEPTH, k)
        lists = self._by_words(query, within, depth)
        asked: Vectors | None = None
        near: list[int] = []
        findings: list[str] = []
        try:
            asked = self._asked(query)
            near = self._by_vectors(asked, within, depth)
        except RetrievalError as error:
            asked = None
            findings.append(f"Searched by words alone: {error}")
        if asked is not None:
            findings += self._behind()
        try:
            mechanism = self._teller.query(query, asked, read=alike > 0)
        except EmbedderError as error:
            mechanism = self._teller.query(query, asked)
            findings.append(f"How this came about was not read from the whole text: {error}")
        scores = dict(fused(lists, near))
        like: list[int] = []
        if alike and mechanism.known:
            like = self.corpus.by_modes(mechanism.failure_modes, within, max(alike, _DEPTH))
        ranked = fused(lists, near, self._alike(mechanism, like))
        first = [number for number, _ in ranked[: k + _SPARE]]
        kept = self.corpus.by_seqs([*first, *like[:alike]])
        best = [number for number in first if number in kept][:k]
        further = [n for n in like[:alike] if n in kept and n not in best]
        hits = self._hits([(kept[n], scores.get(n, 0.0)) for n in (*best, *further)])
        return Found(hits, mechanism, tuple(findings))

    def _alike(self, mechanism: Mechanism, numbers: Sequence[int]) -> list[int]:
        """Return those records that may have come about as a query did, the likeliest first."""
        rules = policy()
        held = self.corpus.mechanisms(numbers)
        near = {n: likeness(mechanism, told, rules) for n, told in held.items()}
        kept = [n for n, share in near.items() if share >= rules.possible]
        return sorted(kept, key=lambda n: (-near[n], -n))

    def _behind(self) -> list[str]:
        """Return what is to be said where the vector index has not been told of everything."""
        lag = self.corpus.lag()
        if not lag:
            return []
        noun = "record is" if lag == 1 else "records are"
        return [
            f"{lag} {noun} not in the vector index yet and found by words alone; "
            "postmortem library reindex brings it up to date."
        ]

    def ranked(self, query: Query, k: int, *, parts: Parts) -> list[str]:
        """Return the ids of the k closest by words, by vectors or by both, for measuring."""
        lists = self._by_words(query, None, _DEPTH) if parts != "vectors" else []
        near = self._by_vectors(self._asked(query), None, _DEPTH) if parts != "words" else []
        numbers = [number for number, _ in fused(lists, near)][:k]
        kept = self.corpus.by_seqs(numbers)
        return [kept[number].record.id for number in numbers if number in kept]

    def _by_words(self, query: Query, within: set[int] | None, depth: int) -> list[list[int]]:
        headline = terms(query.headline or "")
        every = list(dict.fromkeys((*headline, *terms(query.text))))[:_MOST_TERMS]
        with self.corpus.transaction() as at:
            search = self.corpus.lexical.search
            lists = [search(at, every, within=within, limit=depth)]
            if headline:
                lists.append(search(at, headline, within=within, limit=depth))
        return lists

    def _asked(self, query: Query) -> Vectors:
        """Return the vectors of a query's first passages."""
        self.open_filled()
        return self.embedder.embed(passages_of(query)[:_MOST_PASSAGES])

    def open_filled(self) -> None:
        """Open the index; IndexFault where it is empty though the database says otherwise."""
        self._vectors.open(self.embedder.identity)
        if not self._filled:
            if not self._vectors.count() and self.corpus.settled():
                raise IndexFault(
                    "The vector index is missing or empty. The records are safe in the library's "
                    "database: make the index anew with postmortem library reindex."
                )
            self._filled = True

    def _by_vectors(self, asked: Vectors, within: set[int] | None, depth: int) -> list[int]:
        """Return the records whose best passage is closest to any of the query's passages."""
        limit = depth * _PASSAGES_A_RECORD
        if within is not None:
            # So deep that, of records spread evenly, enough pass; at most a tenth of a million.
            share = max(len(within), 1) / max(self.corpus.count(), 1)
            limit = min(int(limit / share) + 1, 100_000)
        best: dict[int, float] = {}
        for near in self._vectors.nearest(asked, limit):
            for number, cosine in near:
                if within is None or number in within:
                    best[number] = max(best.get(number, -1.0), cosine)
        return sorted(best, key=lambda number: (-best[number], number))[:depth]

    def _hits(self, best: Sequence[tuple[Kept, float]]) -> tuple[Hit, ...]:
        known = self.corpus.mechanisms([kept.seq for kept, _ in best])
        waiting = [kept for kept, _ in best if kept.seq not in known]
        signed = self._teller.records([kept.record for kept in waiting], None)
        known |= {kept.seq: one for kept, one in zip(waiting, signed, strict=True)}
        return tuple(Hit(kept.record, score, known[kept.seq]) for kept, score in best)

    def _embedded(self, records: Sequence[Kept]) -> dict[int, Told]:
        cut = [passages(kept.record.title, kept.record.body()) for kept in records]
        rows = self.embedder.embed([one for each in cut for one in each])
        edges = np.cumsum([len(each) for each in cut])[:-1]
        parts = np.split(rows, edges) if cut else []
        return {one.seq: one for one in self._told(records, parts, cut)}

    def _retold(self, held: Mapping[int, Kept], told: Mapping[int, Told]) -> dict[int, Told]:
        """Return what was made of records with their mechanisms told anew, read where they were."""
        found: dict[int, Told] = {}
        for read in (False, True):
            kept = [held[seq] for seq, one in told.items() if one.mechanism.read == read]
            cut = [passages(k.record.title, k.record.body()) for k in kept] if read else []
            again = self._told(kept, [told[k.seq].vectors for k in kept], cut)
            found |= {one.seq: one for one in again}
        return found

    def _told(
        self,
        records: Sequence[Kept],
        vectors: Sequence[Vectors],
        cut: Sequence[Sequence[str]] = (),
    ) -> list[Told]:
        signed = self._teller.records([kept.record for kept in records], vectors, cut)
        rows = zip(records, vectors, signed, strict=True)
        return [Told(kept.seq, part, mechanism) for kept, part, mechanism in rows]
