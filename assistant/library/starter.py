"""The incidents that come with the product: public ones with their sources, and composites."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import ResourceError
from retrieval.embeddings import Embedder, Vectors
from retrieval.index import Library
from retrieval.passages import passages
from retrieval.records import Record, parse

FOLDER = Path(__file__).resolve().parents[2] / "retrieval" / "data" / "starter"
FILES = ("public.jsonl", "composite.jsonl")
VECTORS = "vectors.npz"


def records(folder: Path = FOLDER) -> tuple[tuple[Record, str], ...]:
    """Return the records with their lines; ResourceError where the files are damaged."""
    found: list[tuple[Record, str]] = []
    for name in FILES:
        try:
            lines = (folder / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ResourceError(
                f"The starter library of this installation cannot be read ({error}). "
                "Install the package again."
            ) from error
        parsed = parse(lines)
        if parsed.bad:
            bad = parsed.bad[0]
            raise ResourceError(
                f"The starter library of this installation is damaged ({name}, line {bad.line}: "
                f"{bad.reason}). Install the package again."
            )
        found += zip(parsed.records, (line for line in lines if line.strip()), strict=True)
    return tuple(found)


def add_starter(library: Library, folder: Path = FOLDER) -> int:
    """Add the starter incidents and return how many there are.

    Their vectors come along, so nothing has to be embedded while texts and embedder are those
    that they were made from.
    """
    rows = records(folder)
    library.open_for_writing()
    library.add(rows, vectors=vectors_of(rows, library.embedder, folder))
    library.catch_up()
    return len(rows)


def vectors_of(
    rows: Sequence[tuple[Record, str]], embedder: Embedder, folder: Path = FOLDER
) -> dict[str, Vectors]:
    """Return the vectors that come along, by id; none where they belong to other texts."""
    try:
        with np.load(folder / VECTORS, allow_pickle=False) as kept:
            if str(kept["made_from"]) != made_from(rows, embedder):
                return {}
            every = kept["vectors"].astype(np.float32)
    except (OSError, KeyError, ValueError):
        return {}
    counts = [len(passages(record.title, record.body())) for record, _ in rows]
    parts = np.split(every, np.cumsum(counts)[:-1])
    return {record.id: part for (record, _), part in zip(rows, parts, strict=True)}


def embed(embedder: Embedder, folder: Path = FOLDER) -> None:
    """Make the vectors that come along anew."""
    rows = records(folder)
    cut = [one for record, _ in rows for one in passages(record.title, record.body())]
    vectors = embedder.embed(cut).astype(np.float16)
    np.savez(folder / VECTORS, made_from=made_from(rows, embedder), vectors=vectors)


def made_from(rows: Sequence[tuple[Record, str]], embedder: Embedder) -> str:
    """Return the digest of the passages and the embedder that vectors belong to."""
    digest = hashlib.sha256(str(embedder.identity).encode())
    for record, _ in rows:
        for passage in passages(record.title, record.body()):
            digest.update(b"\0" + passage.encode())
    return digest.hexdigest()
