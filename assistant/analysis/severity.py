"""A severity suggestion by stated criteria; a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from assistant.analysis import denial
from assistant.analysis.durations import between
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import sentences
from assistant.analysis.staging import in_staging
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import (
    REACH,
    Cues,
    cues,
    entries,
    keys,
    number,
    phrases,
    table,
    text,
    union,
)

Level = Literal["SEV1", "SEV2", "SEV3", "SEV4"]
_OUTPUTS = frozenset({"requests", "records", "other"})
_MINUTES = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 1440.0, "weeks": 10080.0}
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


def _met(line: str, cue: Cues, exempt: Cues, *, affirms: bool) -> bool:
    """Return whether a line meets a cue; `affirms` cues carry their own denial ("no alert")."""
    return denial.told(line, cue, exempt, within="severity", affirms=affirms) is not None


def _telling(placed: Placed) -> bool:
    """Return whether a line holds a cue of any criterion, or of the first of its groups."""
    return any(search.span(placed.line.text) is not None for search in _openers())


@dataclass(frozen=True, slots=True)
class _Search:
    """What the lines are searched for by one criterion.

    Of its `groups` all have to be met in one sentence; there are none where that is not asked.
    A line that says `averted` behind a cue tells of what nearly came about.
    """

    cue: Cues
    exempt: Cues
    averted: Cues | None
    groups: tuple[Cues, ...]
    affirms: bool


@cache
def _searches() -> Mapping[str, _Search]:
    """Return the searches of all criteria; made at once, as each new one has lines read again."""
    return {name: _search(name) for name in keys("severity", "criteria")}


def _search(name: str) -> _Search:
    criteria = table("severity").get("criteria")
    found = criteria.get(name) if isinstance(criteria, dict) else None
    entry = found if isinstance(found, dict) else {}
    return _Search(
        cue=phrases("severity", "criteria", name, "cues"),
        exempt=phrases("severity", "criteria", name, "exempt"),
        averted=cues(averted) if (averted := entry.get("averted")) else None,
        groups=tuple(cues(group) for group in entry.get("together", [])),
        affirms=entry.get("affirms") is True,
    )


@cache
def _openers() -> tuple[Cues, ...]:
    firsts = [search.groups[0] for search in _searches().values() if search.groups]
    return (union("severity", "cues", "criteria"), *firsts)


def _together(line: str, groups: tuple[Cues, ...], exempt: Cues, *, affirms: bool) -> bool:
    """Return whether a sentence of a line, with its neighbours, meets every one of the groups."""
    if not groups or any(group.span(line) is None for group in groups):
        return False
    spans = sentences(line, 0, min(len(line), REACH))
    for index in range(len(spans)):
        near = spans[max(0, index - 1) : index + 2]
        said = line[near[0][0] : near[-1][1]]
        if all(_met(said, group, exempt, affirms=affirms) for group in groups):
            return True
    return False


def _averted(line: str, search: _Search) -> bool:
    """Return whether a line says that what it tells of was caught before it did any harm."""
    hit = search.cue.span(line) if search.averted is not None else None
    if hit is None or search.averted is None:
        return False
    return any(start >= hit[1] for start, _ in search.averted.spans(line))


def _by_words(lines: Sequence[Placed], name: str, *, hit: bool) -> tuple[str, ...]:
    """Return the lines that meet a criterion; once people or money were `hit`, a near miss has
    to be told in so many words, as what was seen in staging may be the same fault looked for.
    """
    search, affirms = _searches()[name], _searches()[name].affirms
    near_miss = text("severity", "criteria", name, "level") == "SEV4"
    groups = () if near_miss and hit else search.groups
    return tuple(
        p.line.id
        for p in lines
        if not p.heading
        and not _averted(p.line.text, search)
        and (
            _met(p.line.text, search.cue, search.exempt, affirms=affirms)
            or _together(p.line.text, groups, search.exempt, affirms=affirms)
        )
    )


def _dollars(figure: ImpactFigure) -> float:
    """Return about how many dollars a sum is; currencies near a dollar count as one."""
    known = figure.unit in entries("severity", "worth")
    return figure.value / (number("severity", "worth", figure.unit) if known else 1.0)


def _by_figures(figures: Sequence[ImpactFigure]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}

    def add(name: str, evidence: tuple[str, ...]) -> None:
        found.setdefault(name, {}).update(dict.fromkeys(evidence))

    for figure in figures:
        if figure.measure == "money":
            if _dollars(figure) > number("severity", "thresholds", "money_critical"):
                add("financial", figure.evidence)
            elif _dollars(figure) >= number("severity", "thresholds", "money_moderate"):
                add("moderate", figure.evidence)
        if figure.measure == "users" and figure.value > 0:
            many = figure.value >= number("severity", "thresholds", "users_significant")
            add("many" if many else "few", figure.evidence)
        if figure.measure in _OUTPUTS and not _massive(figure):
            add("few", figure.evidence)
    return {name: tuple(evidence) for name, evidence in found.items()}


def _massive(figure: ImpactFigure) -> bool:
    least = number("severity", "thresholds", "outputs_significant")
    return figure.measure in _OUTPUTS and figure.value >= least


def _extended(
    events: Sequence[TimelineEvent], figures: Sequence[ImpactFigure], wrong: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the lines that show wrong output, told or counted, over an extended period, or none.

    The period runs from the start to the end; where no end is told, a stated duration serves.
    """
    counted = tuple(e for f in figures if _massive(f) for e in f.evidence)
    wrong = tuple(dict.fromkeys([*wrong, *counted]))
    if not wrong:
        return ()
    least = number("severity", "thresholds", "extended_minutes")
    for figure in figures:
        minutes = figure.value * _MINUTES.get(figure.unit, 0.0)
        if figure.measure == "duration" and minutes >= least:
            return tuple(dict.fromkeys([*figure.evidence, *wrong]))
    start = next((e for e in events if e.phase == "start" and e.time), None)
    start = start or (next((e for e in events if e.time), None) if counted else None)
    ends = [e for e in events if e.phase in {"mitigated", "resolved"} and e.time]
    end = ends[0] if ends else None
    if start is None or end is None:
        return ()
    seconds = between(start, end)
    if seconds is None or seconds / 60 < least:
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
    lines = [p for p in notes if p.section not in _SKIPPED and not p.fenced and _telling(p)]
    met: dict[str, tuple[str, ...]] = {}
    counted = _by_figures(figures)
    hit = any(f.measure in {"users", "money"} for f in figures)
    for name in keys("severity", "criteria"):
        evidence = tuple(dict.fromkeys([*counted.get(name, ()), *_by_words(lines, name, hit=hit)]))
        if evidence:
            met[name] = evidence
    if any(f.measure == "money" for f in figures) and "moderate" not in counted:
        met.pop("moderate", None)
    contained = in_staging(notes) or bool({"near_miss", "data_quality"} & set(met))
    extended = _extended(events, figures, met.get("caught", ()))
    if extended and not contained:
        met["systematic"] = tuple(dict.fromkeys([*met.get("systematic", ()), *extended]))
    by_level: dict[str, list[str]] = {level: [] for level in _LEVELS}
    for name in keys("severity", "criteria"):
        if name in met:
            by_level[text("severity", "criteria", name, "level")].append(name)
    order: tuple[Level, ...] = ("SEV1", "SEV2", "SEV4", "SEV3")
    level = next((item for item in order if by_level[item]), None)
    if level is None and figures:
        # Something was hit, and nothing says how gravely: a minor one until a person decides.
        level, by_level["SEV3"] = "SEV3", ["caught"]
        met["caught"] = tuple(dict.fromkeys(e for f in figures for e in f.evidence))
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
