"""Trains the classifier of mechanisms: ridge regression in closed form, the same at every run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import Embedder, Vectors
from retrieval.passages import passages
from retrieval.signing import KINDS, MOST_PASSAGES, grams, likeness, mean_of

RIDGE = 0.2
_LEAST_TEXTS = 4  # that hold a term
_LARGEST_SHARE = 0.2  # of the texts, above which a term tells nothing
_FOLDS = 5
_OFTEN = 200  # texts, from which a term's part of the kernel is worked out with others
_ROWS = 2_000  # of the kernel that are worked out at a time
_KNOWN_SHARE = 0.9  # of right answers that are as probable as what counts as known


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the mechanism that it tells of; texts of one `scenario` stay in one fold."""

    text: str
    labels: dict[str, str]
    scenario: str | None


@dataclass(frozen=True, slots=True)
class Features:
    """What the classifier sees of texts: (texts, dimension) vectors, (texts, terms) of terms."""

    vocabulary: dict[str, int]
    rarity: NDArray[np.float32]
    vectors: Vectors
    terms: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of texts whose label stands first, and among the first three."""

    kind: str
    first: float
    three: float


def embedded(texts: Sequence[str], embedder: Embedder) -> Vectors:
    """Return a vector for each text, (texts, dimension), as a search makes one of its passages."""
    cut = [passages("", text)[:MOST_PASSAGES] for text in texts]
    rows = embedder.embed([one.strip() for each in cut for one in each])
    parts = np.split(rows, np.cumsum([len(each) for each in cut])[:-1])
    return np.stack([mean_of(part) for part in parts])


def features(texts: Sequence[str], vectors: Vectors) -> Features:
    """Return the features of the texts."""
    held = [set(grams(text)) for text in texts]
    counts = Counter(gram for one in held for gram in one)
    most = _LARGEST_SHARE * len(texts)
    kept = sorted(g for g, n in counts.items() if _LEAST_TEXTS <= n <= most)
    vocabulary = {gram: place for place, gram in enumerate(kept)}
    rarity = np.array([np.log(len(texts) / counts[g]) for g in kept], dtype=np.float32)
    found = np.zeros((len(texts), len(kept)), dtype=np.float32)
    for row, one in enumerate(held):
        places = [vocabulary[gram] for gram in one if gram in vocabulary]
        found[row, places] = rarity[places]
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    found /= np.where(lengths > 0, lengths, 1)
    return Features(vocabulary, rarity, vectors, found)


def kernel(seen: Features) -> NDArray[np.float32]:
    """Return how alike any two texts are, (texts, texts): by their vectors and by their terms.

    Most terms stand in few texts: those are worked out text by text, the others all at once.
    """
    alike = likeness(seen.vectors, seen.vectors)
    held = seen.terms > 0
    often = held.sum(axis=0) > _OFTEN
    common = np.ascontiguousarray(seen.terms[:, often])
    for start in range(0, len(alike), _ROWS):
        alike[start : start + _ROWS] += common[start : start + _ROWS] @ common.T
    for term in np.flatnonzero(~often):
        rows = np.flatnonzero(held[:, term])
        weights = seen.terms[rows, term]
        alike[np.ix_(rows, rows)] += np.outer(weights, weights)
    return alike


def solve(alike: NDArray[np.float32], goal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the share of each text in what is told, as `goal` of (texts, columns)."""
    ridged = alike.copy()
    ridged[np.diag_indices_from(ridged)] += RIDGE
    return np.linalg.solve(ridged, goal).astype(np.float32)


def judged(
    examples: Sequence[Example], alike: NDArray[np.float32]
) -> tuple[dict[str, NDArray[np.float32]], list[Accuracy]]:
    """Return the scores of each text by classifiers that did not see its scenario, and how good."""
    groups = {e.scenario or f"alone-{n}" for n, e in enumerate(examples)}
    fold_of = {name: n % _FOLDS for n, name in enumerate(sorted(groups))}
    folds = np.array([fold_of[e.scenario or f"alone-{n}"] for n, e in enumerate(examples)])
    goal, columns = _goal(examples)
    out = np.zeros(goal.shape, dtype=np.float32)
    for fold in range(_FOLDS):
        rows, rest = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        out[rest] = alike[np.ix_(rest, rows)] @ solve(alike[np.ix_(rows, rows)], goal[rows])
    scores = {kind: out[:, at] for kind, at in columns.items()}
    found: list[Accuracy] = []
    for kind in KINDS:
        labels = labelled(examples, kind)[1]
        place = (scores[kind] > scores[kind][np.arange(len(labels)), labels][:, None]).sum(axis=1)
        found.append(Accuracy(kind, float((place < 1).mean()), float((place < 3).mean())))
    return scores, found


def _goal(examples: Sequence[Example]) -> tuple[NDArray[np.float32], dict[str, slice]]:
    """Return what is to be told of each text, (texts, columns), and the columns of each kind."""
    parts: list[NDArray[np.float32]] = []
    columns: dict[str, slice] = {}
    width = 0
    for kind in KINDS:
        names, labels = labelled(examples, kind)
        parts.append(np.eye(len(names), dtype=np.float32)[labels] - np.float32(1 / len(names)))
        columns[kind] = slice(width, width + len(names))
        width += len(names)
    return np.concatenate(parts, axis=1), columns


def labelled(examples: Sequence[Example], kind: str) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the names of a kind and the place of each text's label among them."""
    names = tuple(sorted({example.labels[kind] for example in examples}))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[e.labels[kind]] for e in examples], dtype=np.intp)


def sharpness(scores: NDArray[np.float32], labels: NDArray[np.intp]) -> float:
    """Return the factor at which the softmax of the scores fits the labels best."""
    rows = np.arange(len(labels))

    def loss(factor: float) -> float:
        scaled = factor * (scores - scores.max(axis=1, keepdims=True))
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, labels]).mean())

    return min((float(f) for f in np.geomspace(1, 60, 60)), key=loss)


def train(examples: Sequence[Example], embedder: Embedder, place: Path) -> list[Accuracy]:
    """Write the classifier of the examples to `place`, and return how good it is on unseen ones."""
    texts = [example.text for example in examples]
    seen = features(texts, embedded(texts, embedder))
    alike = kernel(seen)
    scores, found = judged(examples, alike)
    goal, columns = _goal(examples)
    shares = solve(alike, goal)
    weights = seen.terms.T @ shares
    arrays: dict[str, Any] = {}
    for kind in KINDS:
        names, labels = labelled(examples, kind)
        share, by_terms = shares[:, columns[kind]], weights[:, columns[kind]]
        sharp = sharpness(scores[kind], labels)
        arrays |= {
            f"names_{kind}": np.array(names),
            f"shares_{kind}": share.astype(np.float16),
            f"terms_{kind}": by_terms.astype(np.float16),
            f"sharpness_{kind}": np.float32(sharp),
        }
        if kind == KINDS[0]:
            arrays["known"] = np.float32(_known(scores[kind], labels, sharp))
    identity = embedder.identity
    digest = hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays)))
    np.savez_compressed(
        place,
        version=np.array(digest.hexdigest()[:12]),
        embedder=np.array([identity.name, identity.version, str(identity.dimension)]),
        examples=seen.vectors.astype(np.float16),
        vocabulary=np.array(list(seen.vocabulary)),
        rarity=seen.rarity.astype(np.float16),
        **arrays,
    )
    return found


def _known(scores: NDArray[np.float32], labels: NDArray[np.intp], sharp: float) -> float:
    """Return the probability that nine in ten of the right first answers reach."""
    shares = np.exp(sharp * (scores - scores.max(axis=1, keepdims=True)))
    shares /= shares.sum(axis=1, keepdims=True)
    right = scores.argmax(axis=1) == labels
    return float(np.quantile(shares.max(axis=1)[right], 1 - _KNOWN_SHARE))
