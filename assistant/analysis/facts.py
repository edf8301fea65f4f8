"""All that plain code works out of an incident, before any sentence is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.analysis import (
    behaviour,
    changes,
    factors,
    hypotheses,
    impact,
    lessons,
    questions,
    severity,
    timeline,
)
from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.factors import Factor
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.lessons import Lessons
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.severity import Severity
from assistant.analysis.timeline import Durations, TimelineEvent
from assistant.incident import Incident


@dataclass(frozen=True, slots=True)
class Facts:
    """The worked-out facts of one incident, each with the ids of the lines it rests on."""

    timeline: tuple[TimelineEvent, ...]
    durations: Durations
    changes: tuple[ChangeFact, ...]
    not_examined: tuple[str, ...]
    impact: tuple[ImpactFigure, ...]
    behaviour: tuple[Behaviour, ...]
    severity: Severity
    factors: tuple[Factor, ...]
    lessons: Lessons
    hypotheses: tuple[Hypothesis, ...]
    questions: tuple[OpenQuestion, ...]


def work_out(incident: Incident, *, now: datetime, stage: Callable[[str], None]) -> Facts:
    """Return the facts of an incident; `now` is the clock, `stage` is told what is under way."""
    stage("timeline")
    events = timeline.build(incident)
    spans = timeline.durations(events)
    stage("changes")
    start = timeline.start_of(events)
    moved = changes.what_moved(incident, start=start)
    stage("impact")
    figures = impact.figures(incident)
    shown = behaviour.shown(incident)
    suggested = severity.suggest(incident, figures=figures, events=events, now=now)
    stage("questions")
    found = factors.find(incident)
    return Facts(
        timeline=events,
        durations=spans,
        changes=moved,
        not_examined=changes.not_examined(incident),
        impact=figures,
        behaviour=shown,
        severity=suggested,
        factors=found,
        lessons=lessons.told(incident),
        hypotheses=hypotheses.offer(moved, start=start, detected=timeline.detection_of(events)),
        questions=questions.ask(
            incident, events=events, durations=spans, changes=moved, figures=figures
        ),
    )
