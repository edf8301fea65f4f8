"""All that plain code works out of an incident, before any sentence is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.analysis import (
    actions,
    behaviour,
    changes,
    conversations,
    durations,
    factors,
    fairness,
    hypotheses,
    impact,
    layerchecks,
    lessons,
    notifications,
    preservation,
    questions,
    severity,
    signature,
    statedseverity,
    timeline,
    weighed,
    wishes,
)
from assistant.analysis.actions import Action, Grounds
from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes import contradictions
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.durations import Durations
from assistant.analysis.factors import Factor
from assistant.analysis.fairness import GroupFigure
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layerchecks import LayerCheck
from assistant.analysis.layout import Placed
from assistant.analysis.lessons import Lessons
from assistant.analysis.notifications import Notification
from assistant.analysis.preservation import Loss
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.severity import Severity
from assistant.analysis.signature import Signature
from assistant.analysis.timeline import TimelineEvent
from assistant.incident import Incident, Precision


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
    contradictions: tuple[Contradiction, ...]
    fairness: tuple[GroupFigure, ...]
    notifications: tuple[Notification, ...]
    losses: tuple[Loss, ...]
    signature: Signature
    layers: tuple[LayerCheck, ...]
    actions: tuple[Action, ...]


def work_out(
    incident: Incident,
    notes: tuple[Placed, ...],
    *,
    now: datetime,
    stage: Callable[[str], None],
) -> Facts:
    """Return the facts of an incident, `notes` being its placed note lines.

    `now` is the clock, `stage` is told what is under way. What a customer or the AI said is no
    statement of the responders: it tells the behaviour, and steps that show it, nothing else.
    """
    stage("timeline")
    told = conversations.by_responders(notes)
    events = timeline.build(incident, notes)
    spans = durations.durations(events)
    stage("changes")
    start = durations.start_of(events)
    by_day = durations.starts_by_day(events)
    moved = changes.what_moved(incident, start=start, precision="day" if by_day else "minute")
    stage("impact")
    figures = impact.figures(incident, told)
    shown = behaviour.shown(incident, notes, events)
    suggested = severity.suggest(told, figures=figures, events=events, now=now)
    stage("questions")
    found = factors.find(incident, told)
    precision: Precision = "day" if by_day else "minute"
    detected = durations.detection_of(events)
    closest = hypotheses.near(moved, start=start, detected=detected, precision=precision)
    near = tuple(change for _, change in closest)
    offered = hypotheses.offer(moved, start=start, detected=detected, precision=precision)
    stage("actions")
    lines = incident.by_id()
    wished = wishes.told(told, incident.people)
    wanted = {name for wish in wished if wish.listed for name in wish.evidence}
    happened = tuple(p for p in told if p.line.id not in wanted)
    others = tuple(change for change in moved if change not in near)
    signed = signature.sign(happened, incident.of_kind("log"), near, others=others)
    pointing = signature.pointing(others, signed)
    return Facts(
        timeline=events,
        durations=spans,
        changes=moved,
        not_examined=changes.not_examined(incident),
        impact=figures,
        behaviour=shown,
        severity=suggested,
        factors=found,
        lessons=lessons.told(incident, told, gaps=found),
        hypotheses=weighed.weigh(offered, near, incident, told, events),
        questions=(
            *questions.ask(
                incident, told, events=events, durations=spans, changes=moved, figures=figures
            ),
            *statedseverity.about_severity(told, suggested),
            *wishes.ask(wished, lines),
        ),
        contradictions=contradictions.find(
            incident, told, events=events, changes=moved, figures=figures
        ),
        fairness=fairness.by_group(incident, told),
        notifications=notifications.ask(incident, told, events=events, severity=suggested),
        losses=preservation.losses(incident, told),
        signature=signed,
        layers=layerchecks.check(happened, moved),
        actions=actions.suggest(Grounds(signed, found, (*near, *pointing), lines), wished),
    )
