"""The gold of a sample incident: what a careful reader extracts from its inputs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.errors import MalformedInput

PHASE_FIELDS = ("to_detect_s", "to_acknowledge_s", "to_mitigate_s", "to_resolve_s")
SIGNATURE = ("failure_mode", "layer", "trigger")


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
class GoldGroup:
    """One figure of one group of people; a `unit` of None is not compared."""

    group: tuple[str, ...]
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class GoldBehaviour:
    """Words of which one has to stand in what was expected and in what was observed.

    A side without words is not asked for.
    """

    expected: tuple[str, ...]
    observed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All that a careful reader extracts; `traps` are numbers that are not impact figures.

    `durations` holds for each phase the accepted seconds, of which None accepts that the inputs
    do not say; a phase that is absent is not asked for. `signature` holds the accepted words for
    `failure_mode`, `layer` and `trigger`.
    """

    slug: str
    reference_date: date
    timeline: tuple[GoldEvent, ...]
    optional_times: frozenset[datetime]
    durations: dict[str, tuple[float | None, ...]]
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
    signature: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fairness: tuple[GoldGroup, ...] = ()
    behaviour: tuple[GoldBehaviour, ...] = ()


def _several(value: Any) -> tuple[float | None, ...]:
    """Return the accepted numbers of a number or a list of them; null expects null."""
    accepted = value if isinstance(value, list) else [value]
    return tuple(None if one is None else float(one) for one in accepted)


def _words(value: Any) -> tuple[str, ...]:
    """Return the accepted words of a text, of a list of them or of null (which asks nothing)."""
    accepted = [] if value is None else value if isinstance(value, list) else [value]
    return tuple(str(one) for one in accepted)


def _topics(rows: list[dict[str, Any]], name: str) -> tuple[GoldTopic, ...]:
    return tuple(GoldTopic(row[name], tuple(row["keywords"])) for row in rows)


def load(folder: Path) -> Gold:
    """Return the gold of the sample in `folder`; MalformedInput names the file and the fault."""
    path = folder / "gold.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _read(folder.name, raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
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
        durations={
            name: _several(raw["durations"][name])
            for name in PHASE_FIELDS
            if name in raw["durations"]
        },
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
        signature={part: _words(raw.get("signature", {}).get(part)) for part in SIGNATURE},
        fairness=tuple(
            GoldGroup(_words(f["group"]), float(f["value"]), f.get("unit"))
            for f in raw.get("fairness", ())
        ),
        behaviour=tuple(
            GoldBehaviour(_words(b.get("expected")), _words(b.get("observed")))
            for b in raw.get("behaviour", ())
        ),
    )
