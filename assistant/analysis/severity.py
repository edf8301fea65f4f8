"""A severity suggestion by stated criteria; a person confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from assistant.analysis import denial
from assistant.analysis.durations import between
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import keys, number, phrases, table, text, union

Level = Literal["SEV1", "SEV2", "SEV3", "SEV4"]
_LEVELS: tuple[Level, ...] = ("SEV1", "SEV2", "SEV3", "SEV4")
_SKIPPED = frozenset({"actions", "aside", "tests", "lucky"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion that the inputs meet, with the lines that meet it."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """The suggestion, the criteria met at that level, and when a post-mortem is due by policy."""

    suggested: Level | None
    criteria: tuple[Criterion, ...]
    due: datetime | None
    requirement: str | None


def _affirms(name: str) -> bool:
    criteria = table("severity").get("criteria")
    entry = criteria.get(name) if isinstance(criteria, dict) else None
    return isinstance(entry, dict) and entry.get("affirms") is True


def _by_words(lines: Sequence[Placed], name: str) -> tuple[str, ...]:
    cue = phrases("severity", "criteria", name, "cues")
    exempt = phrases("severity", "criteria", name, "exempt")
    affirms = _affirms(name)
    return tuple(
        p.line.id
        for p in lines
        if not p.heading
        and denial.told(p.line.text, cue, exempt, within="severity", affirms=affirms) is not None
    )


def _by_figures(figures: Sequence[ImpactFigure]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}

    def add(name: str, evidence: tuple[str, ...]) -> None:
        found[name] = tuple(dict.fromkeys([*found.get(name, ()), *evidence]))

    for figure in figures:
        if figure.measure == "money" and figure.value > 0:
            large = figure.value > number("severity", "thresholds", "money_critical")
            add("financial" if large else "moderate", figure.evidence)
        if figure.measure == "users" and figure.value > 0:
            many = figure.value >= number("severity", "thresholds", "users_significant")
            add("many" if many else "few", figure.evidence)
    return found


def _extended(events: Sequence[TimelineEvent], wrong: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines that show wrong output over an extended period, or none."""
    start = next((e for e in events if e.phase == "start" and e.time), None)
    end = next((e for e in events if e.phase in {"mitigated", "resolved"} and e.time), None)
    if not wrong or start is None or end is None:
        return ()
    seconds = between(start, end)
    if seconds is None or seconds / 60 < number("severity", "thresholds", "extended_minutes"):
        return ()
    return tuple(dict.fromkeys([*start.evidence, *end.evidence, *wrong]))


def _due(level: Level, events: Sequence[TimelineEvent], now: datetime) -> datetime | None:
    if level == "SEV4":
        return None
    hours = number("severity", "levels", level, "due_hours")
    for phase in ("resolved", "detected"):
        at = next((e.time for e in events if e.phase == phase and e.time), None)
        if at is not None:
            return at + timedelta(hours=hours)
    return now + timedelta(hours=hours)


def suggest(
    notes: Sequence[Placed],
    *,
    figures: tuple[ImpactFigure, ...],
    events: tuple[TimelineEvent, ...],
    now: datetime,
) -> Severity:
    """Return the gravest level with a met criterion, its criteria and its due time by policy.

    A near-miss told in so many words counts before the minor criteria, which it would meet too.
    Nothing known gives None. The due time runs from the resolution, else the detection, else now.
    """
    telling = union("severity", "cues", "criteria")
    lines = [
        p
        for p in notes
        if p.section not in _SKIPPED and not p.fenced and telling.span(p.line.text) is not None
    ]
    met: dict[str, tuple[str, ...]] = {}
    counted = _by_figures(figures)
    for name in keys("severity", "criteria"):
        evidence = tuple(dict.fromkeys([*counted.get(name, ()), *_by_words(lines, name)]))
        if evidence:
            met[name] = evidence
    extended = _extended(events, met.get("caught", ()))
    if extended:
        met["systematic"] = tuple(dict.fromkeys([*met.get("systematic", ()), *extended]))
    by_level: dict[str, list[str]] = {level: [] for level in _LEVELS}
    for name in keys("severity", "criteria"):
        if name in met:
            by_level[text("severity", "criteria", name, "level")].append(name)
    order: tuple[Level, ...] = ("SEV1", "SEV2", "SEV4", "SEV3")
    level = next((item for item in order if by_level[item]), None)
    if level is None:
        return Severity(None, (), None, None)
    return Severity(
        suggested=level,
        criteria=tuple(
            Criterion(text("severity", "criteria", name, "text"), met[name])
            for name in by_level[level]
        ),
        due=_due(level, events, now),
        requirement=text("severity", "levels", level, "requirement"),
    )
