"""Documents with known steps: the gold that a timeline is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from evals import jsonlines


@dataclass(frozen=True, slots=True)
class KnownStep:
    """One step: `local` as the text writes it, `at` with its offset where the text states a zone.

    `suspect` marks a zone label that contradicts the season (CET on a summer date).
    """

    local: datetime
    at: datetime | None
    suspect: bool
    text: str

    @property
    def is_day(self) -> bool:
        """Return whether the gold may stand for a date without a clock time."""
        return self.local.time() == time(0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its steps; `strict` tells that the text leaves no doubt about their times."""

    id: str
    text: str
    strict: bool
    steps: tuple[KnownStep, ...]


def _step(raw: dict[str, Any]) -> KnownStep:
    stated = raw.get("time")
    at = datetime.fromisoformat(stated) if stated else None
    return KnownStep(
        local=datetime.fromisoformat(raw["local_time"]).replace(tzinfo=None),
        at=at if at is not None and at.tzinfo is not None else None,
        suspect=bool(raw.get("tz_dst_suspect")),
        text=str(raw.get("event", ""))[:80],
    )


def _document(raw: dict[str, Any]) -> Document:
    return Document(
        id=str(raw["id"]),
        text=raw["raw_text"],
        strict=bool(raw.get("strict", True)),
        steps=tuple(_step(one) for one in raw["gold"]),
    )


def load(path: Path) -> tuple[Document, ...]:
    """Return the documents of a JSON Lines file; raises as `jsonlines.load` does."""
    return jsonlines.load(path, _document)
