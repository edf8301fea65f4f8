"""The seam of a vector index, and one held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from retrieval.embeddings import EmbedderId, Vectors
from retrieval.errors import IndexFault


class VectorIndex(Protocol):
    """Holds the passages of records as vectors of one embedder; disposable, made from elsewhere."""

    def open(self, embedder: EmbedderId) -> None:
        """Make ready; IndexFault where it is damaged, out of reach or made by another embedder."""
        ...

    def claim(self) -> None:
        """Keep other processes out before anything is written; LibraryBusy within a second."""
        ...

    def put(self, vectors: Mapping[int, Vectors]) -> None:
        """Hold the passages of records by their numbers, each (passages, dimension)."""
        ...

    def delete(self, passages: Mapping[int, int]) -> None:
        """Let go of records, given how many passages each had."""
        ...

    def nearest(self, queries: Vectors, limit: int) -> list[list[tuple[int, float]]]:
        """Return for each query vector (number, cosine similarity) of passages, closest first."""
        ...

    def count(self) -> int:
        """Return how many passages are held."""
        ...

    def reset(self, embedder: EmbedderId) -> None:
        """Empty it for vectors of an embedder; mends what `open` finds at fault."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


class Exact:
    """Compares with every passage in memory: right by definition, for tests and measuring."""

    def __init__(self) -> None:
        self._embedder: EmbedderId | None = None
        self._held: dict[int, Vectors] = {}

    def open(self, embedder: EmbedderId) -> None:
        """Accept the embedder that it was filled by."""
        if self._embedder is None:
            self._embedder = embedder
        refuse_another(self._embedder, embedder)

    def claim(self) -> None:
        """Do nothing: no other process can reach it."""

    def put(self, vectors: Mapping[int, Vectors]) -> None:
        """Hold the passages of records."""
        self._held.update(vectors)

    def delete(self, passages: Mapping[int, int]) -> None:
        """Let go of records."""
        for seq in passages:
            self._held.pop(seq, None)

    def nearest(self, queries: Vectors, limit: int) -> list[list[tuple[int, float]]]:
        """Return the closest passages of all."""
        if not self._held:
            return [[] for _ in queries]
        owners = np.concatenate([np.full(len(v), seq) for seq, v in self._held.items()])
        every = np.concatenate(list(self._held.values()))
        found: list[list[tuple[int, float]]] = []
        for scores in queries @ every.T:
            order = np.argsort(-scores, kind="stable")[:limit]
            found.append([(int(owners[place]), float(scores[place])) for place in order])
        return found

    def count(self) -> int:
        """Return how many passages are held."""
        return sum(len(rows) for rows in self._held.values())

    def reset(self, embedder: EmbedderId) -> None:
        """Empty it."""
        self._embedder = embedder
        self._held = {}

    def close(self) -> None:
        """Do nothing: there are no files."""


def refuse_another(made_by: EmbedderId, wanted: EmbedderId) -> None:
    """Raise IndexFault where an index was made by another embedder than the one that asks."""
    if made_by != wanted:
        raise IndexFault(
            f"The vector index was made by {made_by}, and the settings ask for {wanted}; their "
            "vectors do not compare. Make it anew with postmortem library reindex, or set the "
            "embedder back."
        )
