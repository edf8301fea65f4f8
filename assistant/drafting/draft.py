"""The Draft: what the machine may say about an incident, in the shape other programs read.

Field names are a published contract: additions are welcome, renames are not. `None` means not
known. Nothing here can hold a root cause, an owner, a due date for an action, a confirmed severity
or an approval: those belong to people (see `assistant.review`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.analysis.actions import Action
from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.durations import Durations
from assistant.analysis.factors import Category, Factor
from assistant.analysis.fairness import GroupFigure
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layerchecks import LayerCheck
from assistant.analysis.notifications import Notification
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.severity import Severity
from assistant.analysis.signature import Signature
from assistant.analysis.timeline import TimelineEvent
from assistant.incident import CheckLevel, CheckRule, Kind, Statement

SCHEMA_VERSION = "1.0"
UNSIGNED = Signature()

TemplateName = Literal["standard", "brief", "major"]
Engine = Literal["offline", "llm"]


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A line of the inputs that the draft points at."""

    id: str
    source: str
    line: int
    kind: Kind
    text: str
    time: datetime | None


@dataclass(frozen=True, slots=True)
class RootCause:
    """Always open in a draft: people judge the cause; the machine offers hypotheses to test."""

    hypotheses: tuple[Hypothesis, ...] = ()
    status: Literal["awaiting human judgement"] = "awaiting human judgement"


@dataclass(frozen=True, slots=True)
class PriorAction:
    """An action promised after an earlier incident."""

    text: str
    status: str | None


@dataclass(frozen=True, slots=True)
class SimilarIncident:
    """A past incident like this one, with what is shared and what differs in words."""

    incident_id: str
    title: str
    score: float
    recurrence: Literal["recurrence", "possible", "none"]
    shared: tuple[str, ...]
    differs: tuple[str, ...]
    prior_actions: tuple[PriorAction, ...]
    what_they_checked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecurrenceVerdict:
    """Whether this incident has happened before, and why that is thought."""

    verdict: Literal["recurrence", "possible", "none", "no_history"]
    incident_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found in the inputs or in the draft."""

    rule: CheckRule
    level: CheckLevel
    where: str
    message: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input as it was read; `sha256` is of the raw bytes."""

    name: str
    sha256: str
    kind: Kind
    lines: int


@dataclass(frozen=True, slots=True)
class SectionText:
    """The statements of one further section ("fairness", "cost", ...); `key` as in the outline."""

    key: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the draft came to be; `seconds` is empty in reproducible runs.

    `written` are the places of what a model wrote ("summary[0]"); all else is the offline writer's.
    `schema` is the digest of all that a model may say. `cost` is in US dollars, None where no price
    is set. These and `tokens` and `calls` are None where no model was asked.
    """

    engine: Engine
    model: str | None
    prompts: dict[str, str]
    inputs: tuple[InputFile, ...]
    redactions: dict[str, int]
    fallbacks: tuple[str, ...]
    app_version: str
    seconds: dict[str, float]
    tokens: int | None
    calls: int | None = None
    cost: float | None = None
    schema: str | None = None
    written: tuple[str, ...] = ()
    judge: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine-made draft post-mortem; see the module's docstring for what it cannot hold."""

    schema_version: str
    case_id: str
    title: str
    template: TemplateName
    created: datetime
    timezone: str | None
    reference_date: date | None
    evidence: tuple[CitedLine, ...]
    summary: tuple[Statement, ...]
    timeline: tuple[TimelineEvent, ...]
    durations: Durations
    changes: tuple[ChangeFact, ...]
    not_examined: tuple[str, ...]
    impact: tuple[ImpactFigure, ...]
    behaviour: tuple[Behaviour, ...]
    severity: Severity
    factors: tuple[Factor, ...]
    went_well: tuple[Statement, ...]
    went_wrong: tuple[Statement, ...]
    got_lucky: tuple[Statement, ...]
    root_cause: RootCause
    actions: tuple[Action, ...]
    open_questions: tuple[OpenQuestion, ...]
    contradictions: tuple[Contradiction, ...]
    similar: tuple[SimilarIncident, ...]
    recurrence: RecurrenceVerdict
    notifications: tuple[Notification, ...]
    checks: tuple[Check, ...]
    provenance: Provenance
    sections: tuple[SectionText, ...] = ()
    preservation: tuple[Statement, ...] = ()
    signature: Signature = UNSIGNED
    layers: tuple[LayerCheck, ...] = ()
    fairness: tuple[GroupFigure, ...] = ()


__all__ = [
    "SCHEMA_VERSION",
    "Action",
    "Category",
    "Contradiction",
    "Draft",
    "LayerCheck",
    "Notification",
    "Signature",
]
