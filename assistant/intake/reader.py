"""Reads what was collected into an incident: redacted, quarantined, numbered, timed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.errors import UnreadableInput
from assistant.incident import Change, Evidence, Finding, Incident, Kind, LogFile, Source
from assistant.intake import history, logs, notes, quarantine, zones
from assistant.intake.chronology import read_times
from assistant.intake.encoding import decode
from assistant.intake.files import Collected, Input
from assistant.intake.hostile import strip_invisible
from assistant.intake.masking import Masking
from assistant.intake.people import gather
from assistant.intake.reference import infer

_LETTERS: dict[Kind, str] = {"note": "N", "log": "L", "history": "H"}


@dataclass(frozen=True, slots=True)
class _Text:
    """A note or history as it was read: visible text, not yet redacted."""

    item: Input
    prefix: str
    sha256: str
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one input gave."""

    source: Source
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()


def read_incident(
    collected: Collected, *, day: date | None, zone: str | None, stage: Callable[[str], None]
) -> Incident:
    """Return everything that the inputs say, redacted, with what intake noticed as findings.

    `day` and `zone` are a person's word on what bare clock times mean; `stage` is told in words
    what is being read. Raises UnreadableInput where a file vanished meanwhile or nothing is
    collected, SettingsError for an unknown zone, and what the log and history readers raise.
    """
    if not collected.inputs:
        raise UnreadableInput("Nothing was handed in. Name files or folders with the inputs.")
    if zone is not None:
        zones.require(zone)
    prefixes = _prefixes(collected.inputs)
    texts: dict[str, _Text] = {}
    for item in collected.inputs:
        if item.kind != "log":
            stage(f"reading {item.name}")
            texts[item.name] = _read_text(item, prefixes[item.name])
    people = gather(line for text in texts.values() for line in text.lines)
    pseudonyms = frozenset(people.pseudonyms)
    masking = Masking(people)
    written = {
        name: masking.lines(text.lines) for name, text in texts.items() if text.item.kind == "note"
    }
    everything = [line for lines in written.values() for line in lines]
    stated = infer(everything, names=tuple(written), day=day, zone=zone)

    parts: dict[str, _Part] = {}
    log_files: list[LogFile] = []
    for item in collected.inputs:
        if item.kind == "log":
            stage(f"reading {item.name}")
            reading = logs.read(
                item, prefix=prefixes[item.name], zone=zone, redact=masking.redactor()
            )
            log_files.append(reading.file)
            source = Source(item.name, reading.sha256, "log", reading.file.lines)
            parts[item.name] = _Part(source, reading.evidence, tuple(reading.findings))

    stage("placing times")
    past = {
        name: _read_past(name, text, zone=stated.zone, masking=Masking(people))
        for name, text in texts.items()
        if text.item.kind == "history"
    }
    reference = infer(
        everything,
        logs=log_files,
        changes=[change for reading in past.values() for change in reading.changes],
        names=tuple(written),
        day=day,
        zone=zone,
    )
    for name, text in texts.items():
        source = Source(name, text.sha256, text.item.kind, len(text.lines))
        if name in written:
            times = read_times(
                written[name],
                reference=reference,
                zone_given=zone is not None,
                day_given=day is not None,
            )
            found = notes.read(
                written[name], times, source=name, prefix=text.prefix, people=pseudonyms
            )
            parts[name] = _Part(source, found, text.findings)
            continue
        told = _read_past(name, text, zone=reference.zone, masking=masking)
        findings = (*text.findings, *told.findings)
        parts[name] = _Part(source, told.evidence, findings, tuple(told.changes))

    stage("looking for instructions aimed at a model")
    ordered = [parts[item.name] for item in collected.inputs]
    evidence, flagged = quarantine.mark([line for part in ordered for line in part.evidence])
    return Incident(
        sources=tuple(part.source for part in ordered),
        evidence=evidence,
        changes=quarantine.withhold([change for part in ordered for change in part.changes]),
        logs=tuple(log_files),
        reference=reference,
        redactions=masking.counts(),
        people=people.pseudonyms,
        findings=(*collected.findings, *(f for part in ordered for f in part.findings), *flagged),
    )


def _read_past(
    name: str, text: _Text, *, zone: str | None, masking: Masking
) -> history.HistoryReading:
    """Return one version history read, stamps without a zone taken as `zone`."""
    return history.read(
        name, "\n".join(text.lines), prefix=text.prefix, zone=zone, redact=masking.redactor()
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


def _read_text(item: Input, prefix: str) -> _Text:
    """Return a note or history decoded, without invisible characters, with findings on both."""
    raw = item.raw()
    decoded = decode(raw)
    findings = []
    if decoded.remark is not None:
        message = f"{item.name} {decoded.remark}. Save it as UTF-8 if letters look wrong."
        findings.append(Finding("intake", "warning", item.name, message))
    raw_lines = decoded.text.split("\n")
    if not raw_lines[-1]:
        raw_lines.pop()
    lines, touched, hidden = [], [], 0
    for number, line in enumerate(raw_lines, start=1):
        text, count = strip_invisible(line.replace("\x00", "\ufffd"))
        lines.append(text)
        if count:
            hidden += count
            touched.append((number, text))
    if hidden:
        cited = tuple(f"{prefix}{number}" for number, text in touched if text.strip())
        message = (
            f"Invisible characters ({hidden} in all) were taken out of {item.name} (first in line "
            f"{touched[0][0]}). They can hide text from a reader that a model still reads."
        )
        findings.append(Finding("injection", "warning", item.name, message, cited))
    return _Text(item, prefix, hashlib.sha256(raw).hexdigest(), tuple(lines), tuple(findings))
