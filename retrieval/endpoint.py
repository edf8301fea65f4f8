"""An embeddings endpoint in OpenAI's form, on this machine or elsewhere, when a person sets one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import httpx
import numpy as np

from retrieval.embeddings import EmbedderId, Vectors
from retrieval.errors import EmbedderError

_AT_ONCE = 64
_TRIES = 3
_LONGEST_WAIT_SECONDS = 30.0
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})


class Endpoint:
    """Asks `POST {url}/embeddings` for vectors; what is sent was redacted before it came here."""

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str | None,
        timeout_seconds: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = url.rstrip("/")
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = timeout_seconds
        self._sleep = sleep
        self._identity: EmbedderId | None = None

    @property
    def identity(self) -> EmbedderId:
        """Return the model's name and dimension, which is learnt by asking for one vector."""
        if self._identity is None:
            dimension = len(self._ask(["dimension"])[0])
            self._identity = EmbedderId(self._model, "endpoint", dimension)
        return self._identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of (texts, dimension), each of unit length; EmbedderError."""
        dimension = self.identity.dimension
        out = np.empty((len(texts), dimension), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            rows = self._ask([text or " " for text in texts[start : start + _AT_ONCE]])
            if any(len(row) != dimension for row in rows):
                raise EmbedderError(
                    f"The embeddings endpoint {self._url} gives vectors of several dimensions."
                )
            out[start : start + len(rows)] = rows
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        out /= lengths
        return out

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        body = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        reason = ""
        for attempt in range(_TRIES):
            try:
                answer = httpx.post(
                    f"{self._url}/embeddings",
                    json=body,
                    headers=self._headers,
                    timeout=self._timeout,
                )
            except httpx.HTTPError as error:
                reason = f"{type(error).__name__}: {error}"
                self._sleep(_wait(None, attempt))
                continue
            if answer.status_code == httpx.codes.OK:
                return _rows(answer, len(texts), self._url)
            reason = f"it answered {answer.status_code}"
            if answer.status_code not in _AGAIN:
                break
            self._sleep(_wait(answer.headers.get("retry-after"), attempt))
        raise EmbedderError(
            f"The embeddings endpoint {self._url} cannot be used ({reason}). Check "
            "POSTMORTEM_EMBEDDINGS_URL, POSTMORTEM_EMBEDDINGS_MODEL and the key, or unset the "
            "address to use the embedder that comes with the product."
        )


def _wait(stated: str | None, attempt: int) -> float:
    try:
        seconds = float(stated or "")
    except ValueError:
        seconds = 0.5 * 2**attempt
    return min(max(seconds, 0.0), _LONGEST_WAIT_SECONDS)


def _rows(answer: httpx.Response, wanted: int, url: str) -> list[list[float]]:
    try:
        data = sorted(answer.json()["data"], key=lambda one: int(one["index"]))
        rows = [[float(value) for value in one["embedding"]] for one in data]
    except (ValueError, KeyError, TypeError) as error:
        raise EmbedderError(
            f"The embeddings endpoint {url} answered in a form that cannot be read "
            f"({type(error).__name__}); it has to speak OpenAI's embeddings interface."
        ) from error
    if len(rows) != wanted or not all(rows):
        raise EmbedderError(
            f"The embeddings endpoint {url} gave {len(rows)} vectors for {wanted} texts."
        )
    return rows
