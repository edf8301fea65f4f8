"""The frozen values that every other room speaks in: moments, evidence, changes, the incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

Kind = Literal["note", "log", "history"]
Precision = Literal["day", "minute", "second", "millisecond"]
Layer = Literal["prompt", "model", "data", "index", "config", "guardrail", "tool", "code", "vendor"]
CheckLevel = Literal["info", "warning", "error"]
CheckRule = Literal[
    "grounding", "blame", "human-only", "injection", "redaction", "model", "retrieval", "intake"
]
StatementStatus = Literal["evidenced", "inferred", "unknown"]
Voice = Literal["responder", "customer", "assistant", "system"]

LAYERS: tuple[Layer, ...] = (
    "prompt", "model", "data", "index", "config", "guardrail", "tool", "code", "vendor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a text told it.

    `at` is always timezone-aware; `inferred` is True where the date or the zone was not in the
    text and was taken from the incident's reference.
    """

    at: datetime
    precision: Precision = "minute"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A time told in a line: `text[start:end]`; `moment` is None where it stays partial.

    `note` says in words what is in doubt about it (a label that tells the other season, a date
    that the calendar does not have), None where nothing is.
    """

    start: int
    end: int
    moment: Moment | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of the inputs, redacted, by its true line number.

    `id` is the letter of the kind and the line ("N12", "L812", "H3"); from the second file of a
    kind on, the file's ordinal stands between them ("N2-12"). `text` is the redacted line without
    its line ending. `mentions` are the times told in it, in order. `section` is the heading that a
    note line stands under. `speaker` is the pseudonym of who wrote a chat line. `hostile` marks a
    line quarantined by intake: it is quoted as evidence and nowhere else.

    `carried` is the time of the line above that tells nothing but a time (a chat copy's
    "name, time" line, a "14:05" heading) and `carried_from` that line's id; both are None where
    the line opens with a time of its own. A step read from such a line cites both lines.

    `voice` is who speaks: "responder", or "system" (an alert, an app, a ticket's own record), whose
    words may tell steps; "customer" and "assistant" (the AI in a conversation), whose words are
    what was asked and answered and never the responders' statements; None where it is not known.
    """

    id: str
    source: str
    line: int
    kind: Kind
    text: str
    mentions: tuple[Mention, ...] = ()
    section: str | None = None
    speaker: str | None = None
    hostile: bool = False
    carried: Moment | None = None
    carried_from: str | None = None
    voice: Voice | None = None

    @property
    def time(self) -> Moment | None:
        """Return when the line says it happened: the carried time, else the first one it tells."""
        if self.carried is not None:
            return self.carried
        return next((m.moment for m in self.mentions if m.moment is not None), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the version history; `evidence` names the lines that it was read from."""

    kind: Layer
    component: str | None
    before: str | None
    after: str | None
    time: Moment | None
    diff: str | None
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A group of log lines that differ only in their variable parts."""

    template: str
    count: int
    level: str | None
    first: Moment | None
    last: Moment | None
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LogFile:
    """What one log file holds: counts, levels, span and templates, most frequent first."""

    source: str
    lines: int
    bytes: int
    first: Moment | None
    last: Moment | None
    levels: Mapping[str, int]
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class TraceCall:
    """One call of a model as a trace tells it; what the trace does not say is None.

    `evidence` is the id of the line that it was read from where that line was kept, else None.
    """

    source: str
    line: int
    trace_id: str
    span_id: str
    name: str
    time: Moment | None
    requested: str | None
    served: str | None
    temperature: float | None
    top_p: float | None
    max_tokens: float | None
    seed: str | None
    input_tokens: float | None
    output_tokens: float | None
    finish: str | None
    prompt: str | None
    error: str | None
    failed: bool
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was read: `sha256` is of the raw bytes, `lines` counts its lines."""

    name: str
    sha256: str
    kind: Kind
    lines: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check wants a person to see; it becomes an entry of the draft's `checks`."""

    rule: CheckRule
    level: CheckLevel
    where: str
    message: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What undated clock times mean in this incident.

    `day` is the date that a bare clock time belongs to and `zone` the IANA name or fixed offset
    used where a text states none; `None` means not known. `stated` tells whether a person gave it
    (an option) or it was inferred, and `why` says from what, in words for the reader.
    """

    day: date | None
    zone: str | None
    day_why: str
    zone_why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """All that was read: redacted evidence lines, changes, logs and what intake noticed.

    `evidence` holds every note and history line and the log lines that matter, in reading order.
    `people` are the pseudonyms given out, in order of first appearance.
    """

    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...]
    logs: tuple[LogFile, ...]
    reference: Reference
    redactions: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    people: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    calls: tuple[TraceCall, ...] = ()

    def by_id(self) -> dict[str, Evidence]:
        """Return the evidence by its id."""
        return {line.id: line for line in self.evidence}

    def of_kind(self, kind: Kind) -> tuple[Evidence, ...]:
        """Return the usable (not quarantined) lines of one kind, in reading order."""
        return tuple(e for e in self.evidence if e.kind == kind and not e.hostile)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the draft and the evidence ids that it rests on."""

    text: str
    evidence: tuple[str, ...]
    status: StatementStatus
