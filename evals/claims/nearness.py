"""Cosines of sentences and lines, each embedded once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.embeddings import Embedder, Vectors

_BATCH = 64


class Cosines:
    """Gives the cosine of a text to the nearest of some others."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with `embedder`."""
        self._embedder = embedder
        self._held: dict[str, Vectors] = {}

    def prepare(self, texts: Sequence[str]) -> None:
        """Embed the texts in batches."""
        new = [text for text in dict.fromkeys(texts) if text not in self._held]
        for start in range(0, len(new), _BATCH):
            part = new[start : start + _BATCH]
            self._held.update(zip(part, self._embedder.embed(part), strict=True))

    def __call__(self, text: str, others: Sequence[str]) -> float:
        """Return the largest cosine of `text` to one of the others."""
        self.prepare([text, *others])
        held = np.stack([self._held[other] for other in others])
        return float((held @ self._held[text]).max())
