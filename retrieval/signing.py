"""How an incident came about, told from its words: a small classifier over a shared vocabulary.

Kernel ridge regression over examples that were written for it: a text is compared with each by its
vector, and by its terms and pairs of terms. `python -m evals mechanisms` trains and judges it. It
knows the vocabulary that it was trained with and nothing else. What `retrieval/reading.py` reads of
a whole text joins it where there was time to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import EmbedderId, Vectors
from retrieval.mechanism import Mechanism, Weighted
from retrieval.products import times
from retrieval.reading import Reading, log_shares
from retrieval.records import Record
from retrieval.terms import terms

WEIGHTS = Path(__file__).resolve().parent / "data" / "signer.npz"
KINDS = ("failure_modes", "layers", "triggers")
KEPT = 12  # terms of a kind that are told
_ROWS = 128
MOST_PASSAGES = 2  # of a text, in which an incident is told in short
_LEAST_TERMS = 8  # of the vocabulary, below which a text tells too little to be known
_LEAST = 0.002  # probability below which a term is not told
_KNOWN_READ = 0.35  # of the likeliest mode of a text that was read (docs/decisions/0014)
_FLOOR = -14.0  # of a logarithm: nothing is ruled out by the words alone
_FLOATS = NDArray[np.float32]


class Signer:
    """Tells failure modes, layers and triggers of a text with a probability each."""

    def __init__(
        self,
        *,
        embedder: EmbedderId,
        examples: Vectors,
        vocabulary: dict[str, int],
        rarity: _FLOATS,
        names: dict[str, tuple[str, ...]],
        shares: dict[str, _FLOATS],
        by_terms: dict[str, _FLOATS],
        sharpness: dict[str, float],
        known: float,
        version: str,
    ) -> None:
        self._embedder = embedder
        self._examples = examples
        self._vocabulary = vocabulary
        self._rarity = rarity
        self.names = names
        ends = np.cumsum([len(names[kind]) for kind in KINDS]).tolist()
        starts = [0, *ends[:-1]]
        self._columns = {k: slice(a, b) for k, a, b in zip(KINDS, starts, ends, strict=True)}
        self._shares = np.concatenate([shares[kind] for kind in KINDS], axis=1)
        self._by_terms = np.concatenate([by_terms[kind] for kind in KINDS], axis=1)
        self._sharpness = sharpness
        self._known = known
        self.version = version

    def sign(
        self,
        text: str,
        vectors: Vectors | None,
        embedder: EmbedderId | None,
        reading: Reading | None = None,
    ) -> Mechanism:
        """Return the mechanism that a text tells of.

        `vectors` are those of its passages, (passages, dimension); without them, or where another
        embedder made them, the words decide, with what was read of the text where it was.
        """
        rows = None if vectors is None else [vectors]
        return self.sign_all([text], rows, embedder, reading)[0]

    def sign_all(
        self,
        texts: Sequence[str],
        vectors: Sequence[Vectors] | None,
        embedder: EmbedderId | None,
        reading: Reading | None = None,
    ) -> list[Mechanism]:
        """Return the mechanism of each text, as `sign` does; many at once cost less."""
        scores = np.zeros((len(texts), self._by_terms.shape[1]), dtype=np.float32)
        if vectors is not None and embedder == self._embedder and texts:
            scores += self._spread(np.stack([mean_of(rows) for rows in vectors]))
        enough: list[bool] = []
        for row, text in enumerate(texts):
            found, weights = self._held(text)
            scores[row] += times(weights[None], self._by_terms[found])[0]
            enough.append(len(found) >= _LEAST_TERMS)
        told = {
            kind: self._likely(kind, scores[:, at], reading) for kind, at in self._columns.items()
        }
        modes, layers, triggers = (told[kind] for kind in KINDS)
        known = self._known if reading is None else min(self._known, _KNOWN_READ)
        return [
            Mechanism(
                one, layers[n], triggers[n], known=enough[n] and bool(one) and one[0][1] >= known
            )
            for n, one in enumerate(modes)
        ]

    def _spread(self, vectors: Vectors) -> _FLOATS:
        """Return what the likeness to the examples says of (texts, dimension) vectors.

        So few at a time that what is worked on stays in the processor's cache.
        """
        starts = range(0, len(vectors), _ROWS)
        near = (likeness(vectors[at : at + _ROWS], self._examples) for at in starts)
        return np.concatenate([times(rows, self._shares) for rows in near])

    def _held(self, text: str) -> tuple[NDArray[np.intp], _FLOATS]:
        """Return the places of the known terms of a text and their weights, of unit length."""
        known = self._vocabulary
        places = {known[gram] for gram in grams(text) if gram in known}
        found = np.fromiter(sorted(places), dtype=np.intp, count=len(places))
        weights = self._rarity[found]
        length = float(np.linalg.norm(weights))
        return found, weights / np.float32(length or 1.0)

    def _likely(self, kind: str, scores: _FLOATS, reading: Reading | None) -> list[Weighted]:
        """Return the likeliest names of a kind for each row of scores, with their shares."""
        logs = log_shares(np.float32(self._sharpness[kind]) * scores)
        if reading is not None:
            # The mean of the logarithms: both have to hold a label likely.
            both = (1 - reading.share) * np.maximum(logs, _FLOOR) + reading.share * reading.told[
                kind
            ]
            logs = log_shares(np.float32(reading.sharpness) * both)
        shares = np.exp(logs)
        order = np.argsort(-shares, axis=1, kind="stable")[:, :KEPT]
        best = np.take_along_axis(shares, order, axis=1)
        names = self.names[kind]
        return [
            tuple((names[at], share) for at, share in zip(*row, strict=True) if share >= _LEAST)
            for row in zip(order.tolist(), best.tolist(), strict=True)
        ]


def grams(text: str) -> list[str]:
    """Return the terms of a text and the pairs of terms that stand side by side."""
    single = terms(text)
    return single + [f"{a} {b}" for a, b in pairwise(single)]


def mean_of(vectors: Vectors) -> _FLOATS:
    """Return the direction of the first passages, where an incident is told in short."""
    mean = vectors[:MOST_PASSAGES].mean(axis=0)
    length = float(np.linalg.norm(mean))
    unit: _FLOATS = mean / np.float32(length or 1.0)
    return unit


@cache
def signer(weights: Path = WEIGHTS) -> Signer:
    """Return the classifier that comes with the product."""
    with np.load(weights, allow_pickle=False) as held:
        name, version, dimension = (str(one) for one in held["embedder"])
        return Signer(
            embedder=EmbedderId(name, version, int(dimension)),
            examples=held["examples"].astype(np.float32),
            vocabulary={term: place for place, term in enumerate(held["vocabulary"].tolist())},
            rarity=held["rarity"].astype(np.float32),
            names={kind: tuple(held[f"names_{kind}"].tolist()) for kind in KINDS},
            shares={kind: held[f"shares_{kind}"].astype(np.float32) for kind in KINDS},
            by_terms={kind: held[f"terms_{kind}"].astype(np.float32) for kind in KINDS},
            sharpness={kind: float(held[f"sharpness_{kind}"]) for kind in KINDS},
            known=float(held["known"]),
            version=str(held["version"]),
        )


def likeness(one: Vectors, other: Vectors) -> _FLOATS:
    """Return the likeness of (n, dimension) and (m, dimension) vectors of unit length, (n, m).

    It falls off with the square of their distance: exp(-2 d^2), as exp(4 (cosine - 1)).
    """
    near = times(one, other.T)
    near -= 1
    near *= 4
    return np.exp(near, out=near)


def states_all(record: Record, names: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether a record states failure modes, layers and triggers that are known."""
    return all(stated(getattr(record, kind), names[kind]) for kind in KINDS)


def as_stated(record: Record, told: Mechanism, names: Mapping[str, tuple[str, ...]]) -> Mechanism:
    """Return the mechanism that a record states; what it leaves open, its words tell."""
    modes, layers, triggers = (stated(getattr(record, kind), names[kind]) for kind in KINDS)
    return Mechanism(
        modes or told.failure_modes,
        layers or told.layers,
        triggers or told.triggers,
        known=bool(modes) or told.known,
        read=told.read,
    )


def stated(names: Sequence[str], known: Sequence[str]) -> Weighted:
    """Return the terms that somebody stated and the vocabulary knows, the main one first.

    The first counts in full, the second half, the third a third: what is named beside the main one
    tells less of how an incident came about.
    """
    folded = [name.strip().lower().replace(" ", "-").replace("_", "-") for name in names]
    kept = [name for name in dict.fromkeys(folded) if name in known]
    return tuple((name, 1 / place) for place, name in enumerate(kept, start=1))
