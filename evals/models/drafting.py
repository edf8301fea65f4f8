"""Drafts with a model behind a loopback server, in this process, and what of them is prose."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.drafting.draft import Draft
from assistant.drafting.history import NoPast, Past
from assistant.drafting.nearness import Near
from assistant.drafting.pen import pen_of
from assistant.drafting.pipeline import draft_incident
from assistant.export.json import dump
from assistant.incident import Incident
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.settings import ModelSettings, Settings
from retrieval.embeddings import Embedder

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
# What a draft quotes of its inputs, and what it says of itself.
QUOTED = frozenset({"evidence", "checks", "provenance", "diff", "words"})


def read(inputs: Path) -> Incident:
    """Return the incident of a folder of inputs."""
    return read_incident(collect([inputs]), day=None, zone=None, stage=quiet, now=NOW)


@dataclass(frozen=True, slots=True)
class Drafting:
    """A model at an address, the data folder that its answers would be kept in, an embedder."""

    url: str
    folder: Path
    embedder: Embedder | None = None
    seconds: float = 60.0
    writer: ModelSettings = field(default_factory=lambda: ModelSettings(cache=False))

    def draft(self, incident: Incident, past: Past | None = None) -> Draft:
        """Return the draft that the model has a hand in."""
        from dataclasses import replace

        settings = Settings(
            data_dir=self.folder,
            model="openai:loopback",
            timeout_seconds=self.seconds,
            writer=replace(self.writer, url=self.url),
        )
        embedder = self.embedder
        near = Near(lambda: embedder) if embedder is not None else None
        pen = pen_of(settings, near=near, client="here")
        return draft_incident(
            incident,
            now=NOW,
            pen=pen,
            past=past or NoPast(),
            stage=quiet,
            timer=time.perf_counter,
        )


def as_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as other programs read it."""
    made: dict[str, Any] = json.loads(dump(draft))
    return made


def prose(draft: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text of a draft that it tells in its own name."""
    for key, value in draft.items():
        if key not in QUOTED:
            yield from _texts(value)


def withheld(draft: Draft) -> int:
    """Return how many sentences of the model were withheld whole."""
    return sum(
        c.message.startswith("A sentence of the model was withheld") and c.where.endswith("]")
        for c in draft.checks
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from prose(value)


def quiet(stage: str) -> None:
    """Say nothing of what is under way."""
