"""Reads what was collected into an incident: redacted, quarantined, numbered, timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from assistant.errors import UnreadableInput
from assistant.incident import (
    Change,
    Evidence,
    Finding,
    Incident,
    Kind,
    LogFile,
    Source,
    TraceCall,
)
from assistant.intake import loginputs, logzone, parts
from assistant.intake.clock import doubts, source_zones, zones
from assistant.intake.clock.chronology import read_times
from assistant.intake.clock.dotted import read_page
from assistant.intake.files import Collected
from assistant.intake.garbage import seldom_collected
from assistant.intake.history import history
from assistant.intake.item import Input
from assistant.intake.logs import logs
from assistant.intake.notes import forms, letters, notes
from assistant.intake.notes.texts import Text
from assistant.intake.notes.texts import read as texts_of
from assistant.intake.redaction import filenames, logpeople, quarantine
from assistant.intake.redaction.masking import Masking
from assistant.intake.redaction.people import gather
from assistant.intake.reference import infer

_LETTERS: dict[Kind, str] = {"note": "N", "log": "L", "history": "H"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What one input gave."""

    source: Source
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()


@seldom_collected()
def read_incident(
    collected: Collected,
    *,
    day: date | None,
    zone: str | None,
    stage: Callable[[str], None],
    now: datetime | None = None,
) -> Incident:
    """Return everything that the inputs say, redacted, with what intake noticed as findings.

    `day` and `zone` are a person's word on what bare clock times mean; `stage` is told in words
    what is being read; `now` is the time of drafting, which no date without a year lies after.
    Raises UnreadableInput where a file vanished meanwhile or nothing is collected, SettingsError
    for an unknown zone, and what the log and history readers raise.
    """
    if not collected.inputs:
        raise UnreadableInput("Nothing was handed in. Name files or folders with the inputs.")
    if zone is not None:
        zones.require(zone)
    named, renamed = filenames.withheld(collected.inputs)
    for item in named:
        if item.kind != "log":
            stage(f"reading {item.name}")
    inputs, firsts = parts.expand(named)
    prefixes = _prefixes(inputs)
    texts = texts_of([item for item in inputs if item.kind != "log"], prefixes)
    speakers = [line for text in texts.values() for line in forms.speakers(text.passages)]
    systems = [PurePath(item.name).stem for item in inputs if item.kind != "note"]
    people = gather(speakers, systems=systems)
    masking = Masking(people)
    written = _written(texts, masking)
    lines = {name: read_page(page) for name, page in written.items()}
    everything = [line for told in lines.values() for line in told]
    today = None if now is None else now.date()
    of_source = source_zones.of_lines(everything if zone is None else ())
    stated = infer(everything, names=tuple(written), day=day, zone=zone, now=today)

    past = _past(texts, of_source.of("history") or stated.zone, masking)
    moments = tuple(
        change.time.at
        for reading in past.values()
        for change in reading.changes
        if change.time is not None
    )
    near = stated.day or (max(moments).date() if moments else None)
    logged: dict[str, logs.Gathered | Input] = {}
    for item in inputs:
        if item.kind == "log":
            stage(f"reading {item.name}")
            logged[item.name] = loginputs.gathered(item, zone or of_source.of("log"), moments, near)
    named_there = logpeople.lines(one for one in logged.values() if isinstance(one, logs.Gathered))
    if named_there:
        # Whoever a log names is hidden in every other input too.
        people = gather(speakers, systems=systems, logged=named_there)
        masking = Masking(people)
        written = _written(texts, masking)
        lines = {name: read_page(page) for name, page in written.items()}
        everything = [line for told in lines.values() for line in told]
        past = _past(texts, of_source.of("history") or stated.zone, masking)
    pseudonyms = frozenset(people.pseudonyms)
    moved = [change for reading in past.values() for change in reading.changes]
    read: dict[str, _Part] = {}
    log_files: list[LogFile] = []
    calls: list[TraceCall] = []
    for item in inputs:
        if item.kind == "log":
            reading = loginputs.read(
                logged[item.name],
                prefix=prefixes[item.name],
                zone=zone or of_source.of("log"),
                masking=masking,
            )
            log_files.append(reading.file)
            calls += reading.calls
            source = Source(item.name, reading.sha256, "log", reading.file.lines)
            read[item.name] = _Part(source, reading.evidence, tuple(reading.findings))

    stage("placing times")
    reference = stated
    if log_files or moved or named_there:
        reference = infer(
            everything,
            logs=log_files,
            changes=moved,
            names=tuple(written),
            day=day,
            zone=zone,
            now=today,
        )
    written_in = letters.of_texts({name: texts[name].passages for name in written}, lines)
    times = {
        name: read_times(
            lines[name],
            reference=of_source.reference(reference, name),
            zone_given=zone is not None,
            day_given=day is not None,
            letters=written_in[name],
            source=name,
        )
        for name in written
    }
    if zone is None and of_source.of("log") is None and reference.zone is not None:
        written_at = [
            m.moment for page in times.values() for line in page for m in line if m.moment
        ]
        for item in (one for one in inputs if isinstance(logged.get(one.name), logs.Gathered)):
            count = logzone.stands_beside(written_at, read[item.name].evidence, reference.zone)
            if count:
                again = loginputs.read(
                    loginputs.gathered(item, reference.zone, moments, near),
                    prefix=prefixes[item.name],
                    zone=reference.zone,
                    masking=Masking(people),
                )
                log_files = [again.file if f.source == item.name else f for f in log_files]
                said = logzone.finding(item.name, count, reference.zone)
                read[item.name] = replace(
                    read[item.name],
                    evidence=again.evidence,
                    findings=(*read[item.name].findings, said),
                )
    for name, text in texts.items():
        source = Source(name, text.sha256, text.item.kind, text.lines)
        if name in written:
            read_notes = notes.read(
                written[name],
                times[name],
                source=name,
                prefix=text.prefix,
                people=pseudonyms,
                passages=text.passages,
            )
            read[name] = _Part(source, read_notes, text.findings)
            continue
        told = past[name]
        if reference.zone != stated.zone and of_source.of("history") is None:
            # What is hidden was counted at the first reading.
            told = _read_past(name, text, zone=reference.zone, masking=Masking(people))
        findings = (*text.findings, *told.findings)
        read[name] = _Part(source, told.evidence, findings, tuple(told.changes))

    for file in log_files:
        part = read[file.source]
        changes = loginputs.changes(logged[file.source], file, part.evidence, moved)
        read[file.source] = replace(part, changes=changes)

    stage("looking for instructions aimed at a model")
    ordered = [_moved(read[item.name], prefixes[item.name], firsts) for item in inputs]
    lines_read = [line for part in ordered for line in part.evidence]
    told_of = [change for part in ordered for change in part.changes]
    found = [finding for part in ordered for finding in part.findings]
    evidence, flagged = quarantine.mark(
        lines_read,
        told_of,
        known={name for f in found if f.rule == "injection" for name in f.evidence},
        hiding=masking.hides,
    )
    changes, withheld = quarantine.withhold(told_of, evidence)
    return Incident(
        sources=tuple(part.source for part in ordered),
        evidence=evidence,
        changes=changes,
        logs=tuple(
            parts.moved_log(log, firsts[log.source]) if log.source in firsts else log
            for log in log_files
        ),
        calls=tuple(calls),
        reference=reference,
        redactions=masking.counts(),
        people=people.pseudonyms,
        findings=(
            *map(filenames.shown, collected.findings),
            *renamed,
            *found,
            *doubts.findings(evidence, reference=reference, names=tuple(written)),
            *flagged,
            *withheld,
        ),
    )


def _moved(part: _Part, prefix: str, firsts: Mapping[str, int]) -> _Part:
    """Return what a part of a mixed text gave, by its lines in the whole text."""
    first = firsts.get(part.source.name)
    if first is None:
        return part
    return _Part(
        part.source,
        tuple(parts.moved(line, prefix, first) for line in part.evidence if line.text.strip()),
        tuple(parts.moved_finding(finding, prefix, first) for finding in part.findings),
        tuple(parts.moved_change(change, prefix, first) for change in part.changes),
    )


def _written(texts: Mapping[str, Text], masking: Masking) -> dict[str, list[str]]:
    """Return the lines of each note, masked."""
    return {n: masking.lines(text.texts) for n, text in texts.items() if text.item.kind == "note"}


def _past(
    texts: Mapping[str, Text], zone: str | None, masking: Masking
) -> dict[str, history.HistoryReading]:
    """Return the version histories read."""
    return {
        name: _read_past(name, text, zone=zone, masking=masking)
        for name, text in texts.items()
        if text.item.kind == "history"
    }


def _read_past(
    name: str, text: Text, *, zone: str | None, masking: Masking
) -> history.HistoryReading:
    """Return one version history read, stamps without a zone taken as `zone`."""
    return history.read(
        name, "\n".join(text.texts), prefix=text.prefix, zone=zone, redact=masking.redactor()
    )


def _prefixes(inputs: Sequence[Input]) -> dict[str, str]:
    """Return the prefix of each input's evidence ids: "N" for the first note, then "N2-"."""
    met: Counter[Kind] = Counter()
    prefixes = {}
    for item in inputs:
        met[item.kind] += 1
        ordinal = met[item.kind]
        prefixes[item.name] = _LETTERS[item.kind] + ("" if ordinal == 1 else f"{ordinal}-")
    return prefixes
