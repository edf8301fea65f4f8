"""How incidents came about, by all that tells: statements, words, vectors, and reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from retrieval.embeddings import Embedder, Vectors
from retrieval.mechanism import Mechanism, blended
from retrieval.ranking import Query, passages_of
from retrieval.reading import Reader, Reading, reader_beside
from retrieval.records import Record
from retrieval.signing import KEPT, Signer, as_stated, signer, states_all


class Teller:
    """Tells mechanisms of queries and records; texts are read where the embedder has a reader."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def version(self) -> str:
        """Return what tells mechanisms: another version tells other ones."""
        read = "" if self._reader is None else f"+{self._reader.version}"
        return f"{self._signer.version}.{KEPT}{read}"

    def query(self, query: Query, vectors: Vectors | None, *, read: bool = False) -> Mechanism:
        """Return how the incident of a query came about: by its words and by what is stated.

        Without `vectors` of its passages the words tell alone. To `read` it as well takes as long
        as to embed it; EmbedderError where it cannot be read.
        """
        texts = [query.headline] if query.headline and query.headline not in query.text else []
        texts.append(query.text)
        identity = None if vectors is None else self._embedder.identity
        reading = self._read([passages_of(query)]) if read and vectors is not None else None
        told = self._signer.sign("\n".join(texts), vectors, identity, reading)
        return told if query.mechanism is None else blended(query.mechanism, told)

    def records(
        self,
        records: Sequence[Record],
        vectors: Sequence[Vectors] | None,
        passages: Sequence[Sequence[str]] = (),
    ) -> list[Mechanism]:
        """Return how past incidents came about: what a record states goes before its words.

        Where their passages are given, they are read as well: that takes as long as to embed them;
        EmbedderError where they cannot be read.
        """
        signer = self._signer
        # A record that states all three needs no telling.
        open_ = [n for n, one in enumerate(records) if not states_all(one, signer.names)]
        texts = [_whole(records[n]) for n in open_]
        rows = None if vectors is None else [vectors[n] for n in open_]
        identity = None if vectors is None else self._embedder.identity
        reading = self._read([passages[n] for n in open_]) if passages else None
        signed = signer.sign_all(texts, rows, identity, reading)
        if reading is not None:
            signed = [replace(one, read=True) for one in signed]
        told = dict(zip(open_, signed, strict=True))
        unknown = Mechanism(known=False)
        return [as_stated(one, told.get(n, unknown), signer.names) for n, one in enumerate(records)]

    @cached_property
    def _signer(self) -> Signer:
        return signer()

    @cached_property
    def _reader(self) -> Reader | None:
        return reader_beside(self._embedder)

    def _read(self, texts: Sequence[Sequence[str]]) -> Reading | None:
        return self._reader.read(texts) if self._reader is not None and texts else None


def _whole(record: Record) -> str:
    return "\n".join(p for p in (record.title, record.summary, record.text) if p)
