"""Records and libraries for the tests, without a model and without Chroma unless asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.corpus import connect
from retrieval.embeddings import Embedder, HashedWords
from retrieval.index import Library
from retrieval.records import PastAction, Record, dump
from retrieval.vectors import Exact, VectorIndex


def record(name: str, text: str) -> Record:
    """Return a record whose title is its id in words."""
    return Record(id=name, title=name.replace("-", " "), text=text)


def lines(*records: Record) -> list[tuple[Record, str]]:
    """Return records with the lines that they are kept as."""
    return [(one, dump(one)) for one in records]


def library(
    folder: Path, *, vectors: VectorIndex | None = None, embedder: Embedder | None = None
) -> Library:
    """Return an empty library in a folder."""
    corpus = connect(folder / "library.sqlite3")
    return Library(corpus, vectors or Exact(), embedder or HashedWords())


PUMPS = (
    record(
        "stale-manuals", "The assistant cited pump manuals that had been withdrawn weeks before."
    ),
    record("double-orders", "The buying agent ordered valves twice as a timeout was tried again."),
    replace(
        record(
            "wrong-unit", "Doses were read in grams, milligrams were meant: ERR-4410 in the log."
        ),
        date="2026-02-03",
        failure_modes=("unit-mix-up",),
        actions=(PastAction("Refuse a dose without a unit", "done"),),
    ),
)
