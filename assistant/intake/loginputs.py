"""The inputs that are logs or exports of traces: gathered first, read once everything is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.incident import Change, Evidence, LogFile
from assistant.intake import logchanges
from assistant.intake.item import Input
from assistant.intake.logs import logs
from assistant.intake.redaction.masking import Masking
from assistant.intake.traces import spanchanges, traceform, traces
from assistant.intake.traces.traces import TraceReading


def gathered(
    item: Input, zone: str | None, moments: tuple[datetime, ...], near: date | None
) -> logs.Gathered | Input:
    """Return what is kept of a log; a trace export is returned as it is.

    `moments` are the times of the known changes, `near` is the day that the other inputs tell.
    """
    if traceform.looks_like(item.opening()):
        return item
    return logs.gathered(item, zone=zone, moments=moments, near=near)


def read(
    log: logs.Gathered | Input, *, prefix: str, zone: str | None, masking: Masking
) -> TraceReading:
    """Return a log or a trace export read."""
    if not isinstance(log, logs.Gathered):
        return traces.read(log, prefix=prefix, zone=zone, redact=masking.redactor())
    reading = logs.told(log, prefix=prefix, redact=masking.redactor())
    file = _as_written(reading.file, reading.evidence)
    return TraceReading(file, reading.evidence, reading.sha256, reading.findings)


def _as_written(file: LogFile, evidence: Sequence[Evidence]) -> LogFile:
    """Return what a log holds with its ends on the one clock that its stamps write ("+01:00")."""
    from assistant.intake.logs.logplacing import offset_of

    offsets = {offset_of(line.text) for line in evidence if line.mentions}
    offset = offsets.pop() if len(offsets) == 1 else None
    if offset is None or file.first is None or file.last is None:
        return file
    first, last = (replace(end, at=end.at.astimezone(offset)) for end in (file.first, file.last))
    return replace(file, first=first, last=last)


def changes(
    log: logs.Gathered | Input,
    file: LogFile,
    evidence: Sequence[Evidence],
    told: Sequence[Change],
) -> tuple[Change, ...]:
    """Return the changes that a log or an export of traces records besides those told."""
    if not isinstance(log, logs.Gathered):
        found = spanchanges.of_spans(traces.spans(log), evidence)
        return logchanges.unheard(found, told)
    return logchanges.of_log(log.summary.digest.fields, evidence, file, told)
