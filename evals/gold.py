"""The gold of a sample incident: what a careful reader extracts from its inputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.errors import MalformedInput

PHASE_FIELDS = ("to_detect_s", "to_acknowledge_s", "to_mitigate_s", "to_resolve_s")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One timed step, and the phases that a careful reader would accept for it."""

    time: datetime
    text: str
    phases: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldChange:
    """One change of the history; `minutes` is from the change to the start of the incident."""

    component: str
    kinds: frozenset[str]
    minutes: float | None


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """One impact figure and the measures accepted for it."""

    measures: frozenset[str]
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class GoldTopic:
    """Something the draft has to raise, recognised by any of the keywords."""

    topic: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All that a careful reader extracts; `traps` are numbers that are not impact figures."""

    slug: str
    reference_date: date
    timeline: tuple[GoldEvent, ...]
    optional_times: frozenset[datetime]
    durations: dict[str, tuple[float, ...]]
    changes: tuple[GoldChange, ...]
    impact: tuple[GoldFigure, ...]
    optional_figures: frozenset[float]
    traps: frozenset[float]
    severity: frozenset[str]
    questions: tuple[GoldTopic, ...]
    contradictions: tuple[GoldTopic, ...]
    people: tuple[str, ...]
    secrets: tuple[str, ...]
    injections: tuple[str, ...]


def _several(value: Any) -> tuple[float, ...]:
    return tuple(float(one) for one in (value if isinstance(value, list) else [value]))


def _topics(rows: list[dict[str, Any]], name: str) -> tuple[GoldTopic, ...]:
    return tuple(GoldTopic(row[name], tuple(row["keywords"])) for row in rows)


def load(folder: Path) -> Gold:
    """Return the gold of the sample in `folder`; MalformedInput names the file and the fault."""
    path = folder / "gold.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _read(folder.name, raw)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise MalformedInput(
            f"{path}: not a usable gold ({fault!r}). Compare it with another sample's gold.json."
        ) from fault


def _read(slug: str, raw: dict[str, Any]) -> Gold:
    return Gold(
        slug=slug,
        reference_date=date.fromisoformat(raw["reference_date"]),
        timeline=tuple(
            GoldEvent(datetime.fromisoformat(e["time"]), e["text"], frozenset(e["phase"]))
            for e in raw["timeline"]
        ),
        optional_times=frozenset(datetime.fromisoformat(t) for t in raw["timeline_optional"]),
        durations={name: _several(raw["durations"][name]) for name in PHASE_FIELDS},
        changes=tuple(
            GoldChange(c["component"], frozenset(c["kind"]), c["minutes_before_start"])
            for c in raw["changes"]
        ),
        impact=tuple(
            GoldFigure(frozenset(f["measure"]), float(f["value"]), f["unit"]) for f in raw["impact"]
        ),
        optional_figures=frozenset(float(v) for v in raw["impact_optional"]),
        traps=frozenset(float(v) for v in raw["traps"]),
        severity=frozenset(raw["severity"]),
        questions=_topics(raw["questions"], "topic"),
        contradictions=_topics(raw["contradictions"], "text"),
        people=tuple(raw["people"]),
        secrets=tuple(raw["secrets"]),
        injections=tuple(raw["injections"]),
    )
