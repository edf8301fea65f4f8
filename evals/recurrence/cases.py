"""Incidents with the past incident that they are, or only look like, or have nothing to do with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from assistant.errors import MalformedInput
from evals.jsonlines import load
from retrieval.corpus import connect
from retrieval.embeddings import Embedder
from retrieval.index import Library
from retrieval.ranking import query_of
from retrieval.records import Record, record_of
from retrieval.recurrence import Candidate
from retrieval.vectors import Exact

DATA = Path(__file__).resolve().parent / "data"
TUNED = ("pipelines", "agents", "unlabelled", "workshops", "mixed")
APART = ("apart", "fresh", "typical")
Kind = Literal["pair", "distractor", "novel"]


@dataclass(frozen=True, slots=True)
class Case:
    """An incident in plain words: a pair has the same mechanism as its record in other words.

    A distractor has the words of its record and another mechanism; a novel one has no record.
    """

    id: str
    kind: Kind
    query: str
    record: Record | None
    line: str | None


def cases(name: str) -> tuple[Case, ...]:
    """Return the cases of a set."""
    return load(DATA / f"{name}.jsonl", _case)


def _case(row: dict[str, Any]) -> Case:
    kept = row["record"]
    if kept is None:
        return Case(row["id"], row["kind"], row["query"], None, None)
    line = json.dumps(kept, ensure_ascii=False)
    record = record_of(line)
    if isinstance(record, str):
        raise MalformedInput(f"The record of {row['id']} is none: {record}.")
    return Case(row["id"], row["kind"], row["query"], record, line)


@contextmanager
def library(found: tuple[Case, ...], embedder: Embedder) -> Iterator[Library]:
    """Hold the library of all records of a set."""
    with TemporaryDirectory() as aside:
        made = Library(connect(Path(aside) / "library.sqlite3"), Exact(), embedder)
        with made:
            made.add((case.record, case.line) for case in found if case.record and case.line)
            made.catch_up()
            yield made


def compared(case: Case, made: Library, looked_at: int) -> tuple[Any, tuple[Candidate, ...]]:
    """Return how the incident of a case came about, and the candidates that a search brings."""
    found = made.search(query_of(case.query), looked_at, alike=looked_at)
    return found.mechanism, tuple(Candidate(h.record, h.mechanism, h.score) for h in found.hits)
