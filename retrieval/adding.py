"""Records into the database and their vectors into the index, one batch of each at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future

from retrieval.corpus import Corpus, Told
from retrieval.embeddings import Vectors
from retrieval.merging import Added, batches, merged_with
from retrieval.records import Record
from retrieval.rows import Kept
from retrieval.vectors import VectorIndex

_AT_ONCE = 2500  # records a transaction: Chroma takes vectors quickest by the thousand

Put = Callable[[Mapping[int, Vectors]], Future[None]]
Telling = Callable[[Sequence[Kept], Sequence[Vectors]], list[Told]]


def add(
    corpus: Corpus,
    records: Iterable[tuple[Record, str]],
    vectors: Mapping[str, Vectors],
    *,
    told: Telling,
    put: Put,
) -> Added:
    """Keep records with their lines, and put the vectors of those that have some.

    While `put` is at work on one batch, the next is written; what the index holds is noted when it
    holds it, so that a stop leaves no more than two batches to be told again.
    """
    added = Added(0, (), 0)
    waiting: tuple[Future[None], list[Told]] | None = None
    for batch, twice in batches(records, _AT_ONCE):
        merge = merged_with(corpus.by_ids(batch), batch)
        seqs = corpus.put(merge.fresh, instead_of=merge.gone)
        kept = [
            Kept(seq, line, record)
            for seq, (record, line) in zip(seqs, merge.fresh, strict=True)
            if record.id in vectors
        ]
        ready = told(kept, [vectors[one.record.id] for one in kept])
        _settle(corpus, waiting)
        waiting = (put({one.seq: one.vectors for one in ready}), ready) if ready else None
        added = added.plus(merge, twice)
    _settle(corpus, waiting)
    return added


def at_once(index: VectorIndex) -> Put:
    """Return what puts vectors into an index of this process before it returns."""

    def put(vectors: Mapping[int, Vectors]) -> Future[None]:
        index.put(vectors)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    return put


def _settle(corpus: Corpus, waiting: tuple[Future[None], list[Told]] | None) -> None:
    """Wait until the index holds what it was given, and note that it does."""
    if waiting is not None:
        waiting[0].result()
        corpus.settle(waiting[1])
