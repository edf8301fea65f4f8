"""Fills an embedded index from a process of its own, so that the database is written meanwhile.

Chroma holds the interpreter while it takes vectors, so a thread would not help. The process is the
one user of the folder for as long as it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType

from retrieval.chroma import Embedded
from retrieval.embeddings import EmbedderId, Vectors

_OPENED: list[Embedded] = []  # that of the process that fills


class Filling:
    """Puts vectors into the index of a folder; the index must not be open in this process."""

    def __init__(self, folder: Path, embedder: EmbedderId) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            self._pool.submit(_open, folder, embedder).result()
        except BaseException:
            self._pool.shutdown()
            raise

    def __enter__(self) -> Filling:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            self._pool.submit(_close).result()
        finally:
            self._pool.shutdown()

    def put(self, vectors: Mapping[int, Vectors]) -> Future[None]:
        """Return what is done when the index holds the passages of these records."""
        return self._pool.submit(_put, dict(vectors))


def _open(folder: Path, embedder: EmbedderId) -> None:
    index = Embedded(folder)
    index.open(embedder)
    _OPENED.append(index)


def _put(vectors: Mapping[int, Vectors]) -> None:
    _OPENED[0].put(vectors)


def _close() -> None:
    _OPENED.pop().close()
