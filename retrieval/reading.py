"""How an incident came about, read from whole texts by a neural network.

It is the embedder with its upper layers tuned for this: each kind of label looks at the tokens in a
way of its own, and a linear layer tells the label from what it saw and from the mean over all. It
sees the words in their order, where a vector of a passage holds little but its topic.
`evals/mechanisms/tuning.py` trained it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import MiniLM, Opened, batched, opened
from retrieval.products import times

WEIGHTS = Path(__file__).resolve().parent / "data" / "reader.npz"
MOST_PASSAGES = 3  # of a text: what comes later is seldom about how it came about
_UPPER = ("encoder.", "look.")
_FLOATS = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of texts: by kind, log-probabilities of (texts, names), and how they count.

    `share` is the weight, from 0 to 1, beside what else tells labels; the sum of logarithms is
    taken `sharpness` times.
    """

    told: dict[str, _FLOATS]
    share: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class _Heads:
    version: str
    share: float
    sharpness: float
    weights: dict[str, _FLOATS]
    biases: dict[str, _FLOATS]

    @property
    def dimension(self) -> int:
        return len(next(iter(self.weights.values()))) // 2


class Reader:
    """Reads texts; its graph is built at first use and kept in a folder."""

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._loaded: tuple[_Heads, Opened] | None = None

    @cached_property
    def version(self) -> str:
        """Return the version of the weights."""
        with np.load(self._weights, allow_pickle=False) as held:
            return str(held["version"])

    def read(self, texts: Sequence[Sequence[str]]) -> Reading:
        """Return what texts tell, each given as its passages; EmbedderError where it cannot."""
        if self._loaded is None:
            heads = _heads(self._weights)
            place = self._folder / f"mechanisms-{heads.version}.onnx"
            self._loaded = heads, opened(place, build=partial(_build, self._weights))
        heads, (tokenizer, session) = self._loaded
        passages = [one for each in texts for one in each[:MOST_PASSAGES]]
        owner = np.repeat(np.arange(len(texts)), [len(each[:MOST_PASSAGES]) for each in texts])
        ways = len(heads.weights)
        weights = np.zeros((len(texts), ways), dtype=np.float32)
        looked = np.zeros((len(texts), ways, heads.dimension), dtype=np.float32)
        total = np.zeros((len(texts), heads.dimension), dtype=np.float32)
        count = np.zeros(len(texts), dtype=np.float32)
        for places, ids, mask in batched(tokenizer, passages):
            sums = session.run(["weights", "looked", "total"], {"ids": ids, "mask": mask})
            for out, part in zip((weights, looked, total), sums, strict=True):
                np.add.at(out, owner[places], part)
            np.add.at(count, owner[places], mask.sum(axis=1))
        seen = looked / np.maximum(weights, 1e-9)[..., None]
        mean = total / np.maximum(count, 1)[:, None]
        told = {
            kind: log_shares(times(np.concatenate([mean, seen[:, way]], axis=1), weight)
                              + heads.biases[kind])
            for way, (kind, weight) in enumerate(heads.weights.items())
        }  # fmt: skip
        return Reading(told, heads.share, heads.sharpness)


def reader_beside(embedder: object) -> Reader | None:
    """Return the reader that shares the weights of an embedder; None where it has others."""
    return Reader(embedder.folder) if isinstance(embedder, MiniLM) and WEIGHTS.is_file() else None


def _heads(weights: Path) -> _Heads:
    with np.load(weights, allow_pickle=False) as held:
        kinds = [str(kind) for kind in held["kinds"]]
        return _Heads(
            version=str(held["version"]),
            share=float(held["share"]),
            sharpness=float(held["sharpness"]),
            weights={kind: held[f"head_{kind}"].astype(np.float32) for kind in kinds},
            biases={kind: held[f"bias_{kind}"].astype(np.float32) for kind in kinds},
        )


def _build(weights: Path, published: Path, place: Path) -> None:
    """Write the graph, and take those of other versions away."""
    from retrieval.minilm import build_reader

    with np.load(weights, allow_pickle=False) as held:
        upper = {n: held[n].astype(np.float32) for n in held.files if n.startswith(_UPPER)}
    build_reader(published, upper, place)
    for other in place.parent.glob("mechanisms-*.onnx"):
        if other != place:
            other.unlink(missing_ok=True)


def log_shares(scores: _FLOATS) -> _FLOATS:
    """Return the logarithm of the softmax of each row of (texts, names)."""
    low = scores - scores.max(axis=1, keepdims=True)
    logs: _FLOATS = np.subtract(low, np.log(np.exp(low).sum(axis=1, keepdims=True)))
    return logs
