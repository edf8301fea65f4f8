"""The pipeline: an incident in, a checked draft out; the clock and the timer are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.analysis import layout
from assistant.analysis.assertions import blame_in, cause_asserted, owner_or_due_in
from assistant.analysis.decisions import decision_in
from assistant.analysis.facts import work_out
from assistant.drafting import history, offline, preservation, provenance, sections, templates
from assistant.drafting.admission import admit, admit_statements
from assistant.drafting.bounds import bounded
from assistant.drafting.checks.gate import Gate
from assistant.drafting.course import known_day
from assistant.drafting.draft import (
    SCHEMA_VERSION,
    Check,
    CitedLine,
    Draft,
    RootCause,
    SectionText,
    TemplateName,
)
from assistant.drafting.history import NoPast, Past, Recalled
from assistant.drafting.material import Material
from assistant.drafting.title import choose
from assistant.incident import CheckRule, Evidence, Incident, Statement

if TYPE_CHECKING:
    from assistant.drafting.writing.writer import Pen, Written

_NO_PAST = NoPast()


def draft_incident(
    incident: Incident,
    *,
    now: datetime,
    title: str | None = None,
    template: TemplateName | None = None,
    pen: Pen | None = None,
    past: Past = _NO_PAST,
    stage: Callable[[str], None],
    timer: Callable[[], float] | None = None,
) -> Draft:
    """Return the draft post-mortem of an incident, the same for the same incident and `now`.

    With a `pen` a model is asked to phrase and to propose; what of it breaks a rule is withheld,
    and the offline text stands where it says nothing that may stand. Without one nothing is sent.
    `past` is asked for incidents like this one; without it there is no history to compare with.
    `stage` is told what is under way; with a `timer` the provenance holds the seconds of each.
    """
    watch = provenance.Stopwatch(stage, timer)
    incident, cut = bounded(incident)
    lines = incident.by_id()
    gate = Gate(lines)
    watch.begin("layout")
    notes = layout.place(incident)
    facts = work_out(incident, notes, now=now, stage=watch.begin)
    watch.begin("checks")
    facts = admit(facts, gate=gate, people=incident.people)
    watch.begin("writing")
    chosen = template or templates.for_severity(facts.severity.suggested)
    material = Material.gather(incident, facts, notes)
    people = incident.people
    summary = admit_statements("summary", offline.summary(material), gate=gate, people=people)
    further = tuple(
        SectionText(s.key, admit_statements(s.key, s.statements, gate=gate, people=people))
        for s in sections.write(material, template=chosen)
    )
    keep = admit_statements("preservation", preservation.write(material), gate=gate, people=people)
    head = choose(material, given=title, now=now)
    written: Written | None = None
    asked = history.asked_of(material, title=head, summary=summary)
    if pen is None:
        watch.begin("past incidents")
        recalled = past.recall(asked)
    else:
        from assistant.drafting.writing.writer import run, write

        watch.begin("model")
        writing = write(
            pen,
            material,
            summary=summary,
            further=further,
            beside=lambda: past.recall(asked),
            stage=stage,
        )
        written, recalled = run(writing)
        material = replace(material, facts=written.merged.facts)
        summary, further = written.merged.summary, written.merged.further
    draft = _assembled(
        material,
        now=now,
        title=head,
        recalled=recalled,
        template=chosen,
        summary=summary,
        further=further,
        keep=keep,
        checks=(
            *cut,
            *_intake(incident),
            *_asserted(incident),
            *gate.checks,
            *history.checks(recalled.findings),
            *(written.checks if written is not None else ()),
        ),
    )
    made = provenance.of(incident, seconds=watch.seconds())
    if pen is not None and written is not None:
        made = provenance.with_model(made, draft, pen, written)
    return replace(draft, provenance=made)


def _assembled(
    material: Material,
    *,
    now: datetime,
    title: str,
    recalled: Recalled,
    template: TemplateName,
    summary: tuple[Statement, ...],
    further: tuple[SectionText, ...],
    keep: tuple[Statement, ...],
    checks: tuple[Check, ...],
) -> Draft:
    incident, facts = material.incident, material.facts
    root_cause = RootCause(hypotheses=facts.hypotheses)
    used = _ids((replace(facts, losses=()), summary, further, keep, checks))
    return Draft(
        schema_version=SCHEMA_VERSION,
        case_id=provenance.case_id(incident, known_day(facts, incident, now).date()),
        title=title,
        template=template,
        created=now,
        timezone=incident.reference.zone,
        reference_date=incident.reference.day,
        evidence=tuple(_cited(line) for line in incident.evidence if line.id in used),
        summary=summary,
        timeline=facts.timeline,
        durations=facts.durations,
        changes=facts.changes,
        not_examined=facts.not_examined,
        impact=facts.impact,
        behaviour=facts.behaviour,
        severity=facts.severity,
        factors=facts.factors,
        went_well=facts.lessons.went_well,
        went_wrong=facts.lessons.went_wrong,
        got_lucky=facts.lessons.got_lucky,
        root_cause=root_cause,
        actions=facts.actions,
        open_questions=facts.questions,
        contradictions=facts.contradictions,
        similar=recalled.similar,
        recurrence=recalled.recurrence,
        notifications=facts.notifications,
        checks=checks,
        provenance=provenance.of(incident, seconds={}),
        sections=further,
        preservation=keep,
        signature=facts.signature,
        layers=facts.layers,
        fairness=facts.fairness,
    )


def _cited(line: Evidence) -> CitedLine:
    moment = line.time
    at = None if moment is None else moment.at
    return CitedLine(line.id, line.source, line.line, line.kind, line.text, at)


def _ids(value: object) -> set[str]:
    """Return every evidence id that a value points at, however deep."""
    found: set[str] = set()
    if isinstance(value, tuple):
        for item in value:
            found |= _ids(item)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in {"evidence", "counter_evidence"}:
                found.update(inner)
            else:
                found |= _ids(inner)
    return found


def _intake(incident: Incident) -> tuple[Check, ...]:
    known = incident.by_id()
    found = [
        Check(f.rule, f.level, f.where, f.message, tuple(e for e in f.evidence if e in known))
        for f in incident.findings
    ]
    hidden = provenance.redaction_check(incident)
    return (*found, *((hidden,) if hidden is not None else ()))


def _asserted(incident: Incident) -> tuple[Check, ...]:
    """Return which note lines assert what people judge: told as evidence, repeated nowhere."""
    rules: tuple[tuple[CheckRule, Callable[[str], str | None], str], ...] = (
        ("human-only", cause_asserted, "assert a cause; people judge the root cause"),
        ("human-only", owner_or_due_in, "name an owner or a due date; people give both"),
        ("human-only", _decided, "assert a decision; people take it"),
        ("blame", blame_in, "put blame; the draft asks what the system allowed"),
    )
    noted = [e for e in incident.of_kind("note") if e.voice not in {"customer", "assistant"}]
    found: list[Check] = []
    for rule, phrase, what in rules:
        lines = tuple(e.id for e in noted if phrase(e.text) is not None)
        if lines:
            noun = "line" if len(lines) == 1 else "lines"
            message = f"{len(lines)} {noun} of the notes may {what}. The wording stays in evidence."
            found.append(Check(rule, "info", "notes", message, lines))
    return tuple(found)


def _decided(text: str) -> str | None:
    """Return the words of a decision in a text that no other rule lists, or None."""
    if cause_asserted(text) or owner_or_due_in(text) or blame_in(text):
        return None
    return decision_in(text)
