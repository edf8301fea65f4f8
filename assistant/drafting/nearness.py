"""How near texts are in meaning, by the embedder that the library of past incidents uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.embeddings import Embedder, Vectors

_KEPT = 4096  # vectors kept: many sentences cite the same lines


class Near:
    """The cosine of a text to the nearest of some others; each text is embedded once."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        """Compare by the embedder that `embedder` returns when it is first needed."""
        self._open = embedder
        self._embedder: Embedder | None = None
        self._known: dict[str, Vectors] = {}
        self._turn = Lock()

    def __call__(self, text: str, others: Sequence[str]) -> float:
        """Return the cosine of a text to the nearest of the others, -1 to 1.

        Raises EmbedderError where the embedder cannot be used.
        """
        with self._turn:
            if self._embedder is None:
                self._embedder = self._open()
            missing = [t for t in dict.fromkeys((text, *others)) if t not in self._known]
            if len(self._known) > _KEPT:
                self._known.clear()
                missing = list(dict.fromkeys((text, *others)))
            for one, vector in zip(missing, self._embedder.embed(missing), strict=True):
                self._known[one] = vector
            own = self._known[text]
            return float(max((own @ self._known[one] for one in others), default=-1.0))
