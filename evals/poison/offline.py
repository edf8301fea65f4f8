"""The offline engine in this process, as `run` drafts with it where no other is handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.drafting.history import Asked, NoPast, Past, Recalled
from assistant.drafting.pipeline import draft_incident
from assistant.export.json import dump
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.library.past import SHOWN, query_from, recalled
from assistant.library.reading import Good, read
from assistant.library.scrubbing import Scrubber
from retrieval.corpus import connect
from retrieval.database import MEMORY
from retrieval.embeddings import Embedder
from retrieval.index import Library
from retrieval.vectors import Exact

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@contextmanager
def imported(folder: Path, embedder: Embedder) -> Iterator[Library]:
    """Hold the library of what `postmortem library import` would take from a folder."""
    with Library(connect(MEMORY), Exact(), embedder) as library:
        found = (one for one in read(folder, Scrubber()) if isinstance(one, Good))
        library.add((one.record, one.line) for one in found)
        library.catch_up()
        yield library


@dataclass(frozen=True, slots=True)
class ImportedPast:
    """The past that a folder tells, imported anew each time that it is asked."""

    folder: Path
    embedder: Embedder

    def recall(self, asked: Asked) -> Recalled:
        """Return the past incidents most like what is asked."""
        with imported(self.folder, self.embedder) as library:
            return recalled(library, query_from(asked), SHOWN, notes=asked.notes)


@dataclass(frozen=True, slots=True)
class Offline:
    """Drafts without a model, at a fixed time."""

    embedder: Embedder

    def __call__(self, inputs: Path, library: Path | None) -> dict[str, Any]:
        """Return the draft in JSON of a folder of inputs, with a folder of past incidents or none.

        Raises whatever the pipeline raises.
        """
        incident = read_incident(collect([inputs]), day=None, zone=None, stage=_quiet, now=NOW)
        past: Past = NoPast() if library is None else ImportedPast(library, self.embedder)
        drafted: dict[str, Any] = json.loads(
            dump(draft_incident(incident, now=NOW, past=past, stage=_quiet))
        )
        return drafted


def _quiet(stage: str) -> None:
    """Say nothing of what is under way."""
