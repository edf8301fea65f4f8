"""The course of the incident in words: when each phase came, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from assistant.analysis.durations import between
from assistant.analysis.facts import Facts
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import Phase
from assistant.drafting import moments
from assistant.drafting.material import Material, first_of, one
from assistant.drafting.templates import sentence
from assistant.incident import Incident, Statement, StatementStatus

_LATER: tuple[tuple[Phase, str], ...] = (
    ("detected", "to_detect_s"),
    ("acknowledged", "to_acknowledge_s"),
    ("mitigated", "to_mitigate_s"),
    ("resolved", "to_resolve_s"),
)
_NOUNS = {
    "detected": "detection", "acknowledged": "acknowledgement",
    "mitigated": "mitigation", "resolved": "resolution",
}  # fmt: skip


def phase_event(events: tuple[TimelineEvent, ...], phase: Phase) -> TimelineEvent | None:
    """Return the first event of a phase whose time is known, None where there is none."""
    return next((e for e in events if e.phase == phase and e.time is not None), None)


def _reached(
    events: tuple[TimelineEvent, ...],
) -> list[tuple[datetime, Phase, TimelineEvent]]:
    """Return the later phases that are told with a time, in order of time."""
    found = [(phase, phase_event(events, phase)) for phase, _ in _LATER]
    timed = [(e.time, p, e) for p, e in found if e is not None and e.time is not None]
    return sorted(timed, key=lambda item: item[0])


def _in_words(
    event: TimelineEvent, at: datetime, before: datetime | None, material: Material
) -> tuple[str, bool]:
    """Return the time of an event as words, and whether it stands so in the cited lines.

    `at` is its time by the clock of the others; a day other than that `before` it is said.
    """
    dated = before is None or before.date() != at.date()
    if event.time is not None and event.time.utcoffset() != at.utcoffset():
        return moments.told(replace(event, time=at), {}, date=dated)
    return moments.told(event, material.lines, date=dated)


def _zone(times: Sequence[datetime]) -> tzinfo | None:
    """Return the zone whose clock most of the times are told by, of several the first."""
    offsets = [time.utcoffset() for time in times]
    return max(times, key=lambda time: offsets.count(time.utcoffset())).tzinfo if times else None


def told(material: Material) -> list[Statement]:
    """Return when the incident began and when each later phase came, where the inputs say."""
    events = material.facts.timeline
    said: list[Statement] = []
    start = phase_event(events, "start")
    reached = _reached(events)
    began = start.time if start is not None else None
    zone = _zone([*([began] if began else []), *(at for at, _, _ in reached)])
    before: datetime | None = None
    if start is not None and began is not None:
        before = began.astimezone(zone)
        words, _ = _in_words(start, before, None, material)
        wording = sentence("began", start=words)
        said += one(first_of((wording,), start.evidence, material, "inferred"))
    steps: list[str] = []
    evidence: list[str] = []
    status: StatementStatus = "evidenced"
    for at, phase, event in reached:
        here = at.astimezone(zone)
        words, verbatim = _in_words(event, here, before, material)
        before = here
        status = status if verbatim else "inferred"
        steps.append(f"{phase} {words}")
        evidence += event.evidence
    if steps:
        subject = "It" if said else "The incident"
        wording = sentence("course", subject=subject, steps=moments.listed(tuple(steps)))
        ids = tuple(dict.fromkeys(evidence))
        said += one(first_of((wording,), ids, material, status))
    return said


def lasted(material: Material, phases: Sequence[Phase]) -> Statement | None:
    """Return how long the phases took from the start, with the lines that it was counted from."""
    parts: list[str] = []
    evidence: list[str] = []
    start = phase_event(material.facts.timeline, "start")
    for phase, name in _LATER:
        seconds: float | None = getattr(material.facts.durations, name)
        event = phase_event(material.facts.timeline, phase)
        if phase not in phases or seconds is None or event is None or start is None:
            continue
        if between(start, event) != seconds:
            continue
        verb = f"{_NOUNS[phase]} took" if not parts else _NOUNS[phase]
        parts.append(f"{verb} {moments.spell(seconds)}")
        evidence += [*start.evidence, *event.evidence]
    if not parts:
        return None
    wording = sentence("lasted", spans=moments.listed(tuple(parts)))
    return first_of((wording,), tuple(dict.fromkeys(evidence)), material, "inferred")


def known_day(facts: Facts, incident: Incident, now: datetime) -> datetime:
    """Return the start of the incident where it is known, else its first told time, else now."""
    times = [e.time for e in facts.timeline if e.time is not None]
    start = phase_event(facts.timeline, "start")
    if start is not None and start.time is not None:
        return start.time
    day = incident.reference.day
    if day is not None:
        return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    return min(times, default=now)
