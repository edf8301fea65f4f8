"""Trace exports: every span counted, and only the lines that matter kept as evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache

from assistant.incident import Evidence, Finding, LogFile, Moment, Template, TraceCall
from assistant.intake.clock import zones
from assistant.intake.compressed import is_packed, unpacked
from assistant.intake.encoding import decode
from assistant.intake.history.entrytime import moment_of
from assistant.intake.item import Input
from assistant.intake.logs import logs
from assistant.intake.traces import spanpicks
from assistant.intake.traces.spanparse import MOST_SPANS, parsed
from assistant.intake.traces.spanplaces import Places
from assistant.intake.traces.spans import Span
from assistant.intake.traces.traceform import looks_like as looks_like

MOST_BYTES = 100_000_000
_MOST_CALLS = 20_000
_SAMPLES = 5
# Spans of one name that failed are told apart by so many reasons, each cut to so many characters.
_REASONS, _REASON = 20, 160


@dataclass(frozen=True, slots=True)
class TraceReading:
    """What one trace export holds, its lines that matter, and the calls of models it tells."""

    file: LogFile
    evidence: tuple[Evidence, ...]
    sha256: str
    findings: tuple[Finding, ...] = ()
    calls: tuple[TraceCall, ...] = ()


def read(
    item: Input, *, prefix: str, zone: str | None, redact: Callable[[str], str]
) -> TraceReading:
    """Return the reading of a trace export; what holds no span is read as a log, with a finding.

    `zone` is what times without one mean. Raises UnreadableInput where the file cannot be read.
    """
    raw = item.raw()
    packed = _unpacked(raw)
    if packed is None:
        told = f"is larger than {MOST_BYTES // 1_000_000} MB and was read as a plain log."
        return _as_log(item, prefix, zone, redact, told)
    text = _text(packed)
    found, broken = parsed(text)
    if not found:
        told = "looks like an export of traces, but no span could be read; it was read as a log."
        return _as_log(item, prefix, zone, redact, told)
    default = zones.require(zone) if zone else None
    places = Places(text, found)
    picks = spanpicks.pick(found)
    evidence = places.evidence(picks, source=item.name, prefix=prefix, redact=redact, zone=default)
    kept = {line.line: line.id for line in evidence}
    findings = []
    if broken:
        message = f"{broken} lines or parts of {item.name} are not whole JSON and were left out."
        findings.append(Finding("intake", "warning", item.name, message))
    if len(found) >= MOST_SPANS:
        message = f"Only the first {MOST_SPANS:,} spans of {item.name} were read."
        findings.append(Finding("intake", "warning", item.name, message))
    clean = cache(redact)
    return TraceReading(
        _file(item.name, packed, text, found, places, default, clean),
        evidence,
        hashlib.sha256(raw).hexdigest(),
        tuple(findings),
        _calls(item.name, found, places, kept, default, clean),
    )


def spans(item: Input) -> tuple[Span, ...]:
    """Return the spans of a trace export; none where it is too large to be read as one."""
    packed = _unpacked(item.raw())
    return tuple(parsed(_text(packed))[0]) if packed is not None else ()


def _unpacked(raw: bytes) -> bytes | None:
    packed = unpacked(raw, MOST_BYTES + 1) if is_packed(raw) else raw
    return packed if packed is not None and len(packed) <= MOST_BYTES else None


def _text(packed: bytes) -> str:
    return decode(packed).text.removeprefix("\ufeff").replace("\r\n", "\n")


def _as_log(
    item: Input, prefix: str, zone: str | None, redact: Callable[[str], str], told: str
) -> TraceReading:
    reading = logs.read(item, prefix=prefix, zone=zone, redact=redact)
    finding = Finding("intake", "warning", item.name, f"{item.name} {told}")
    return TraceReading(
        reading.file, reading.evidence, reading.sha256, (*reading.findings, finding)
    )


def _file(
    source: str,
    raw: bytes,
    text: str,
    spans: Sequence[Span],
    places: Places,
    zone: tzinfo | None,
    clean: Callable[[str], str],
) -> LogFile:
    groups: dict[tuple[str, bool], list[int]] = {}
    for at, told in enumerate(_told(spans)):
        groups.setdefault((told, spans[at].failed), []).append(at)
    templates = []
    for (name, failed), members in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
        times = [t for at in members if (t := _time(spans[at], zone)) is not None]
        templates.append(
            Template(
                clean(name),
                len(members),
                "ERROR" if failed else None,
                min(times, key=lambda m: m.at, default=None),
                max(times, key=lambda m: m.at, default=None),
                tuple(sorted({places.line(at) for at in (*members[:_SAMPLES], members[-1])})),
            )
        )
    firsts = [template.first for template in templates if template.first is not None]
    lasts = [template.last for template in templates if template.last is not None]
    failed_count = sum(span.failed for span in spans)
    return LogFile(
        source,
        text.count("\n") + (not text.endswith("\n")),
        len(raw),
        min(firsts, key=lambda m: m.at, default=None),
        max(lasts, key=lambda m: m.at, default=None),
        {"ERROR": failed_count} if failed_count else {},
        tuple(templates),
    )


def _told(spans: Sequence[Span]) -> list[str]:
    """Return the name of each span, with the reason where it failed for one of a few."""
    reasons: dict[str, set[str]] = {}
    for span in spans:
        if span.failed:
            reasons.setdefault(span.name, set()).add(span.reason() or "")
    few = {name for name, of_name in reasons.items() if len(of_name) <= _REASONS}
    return [
        f"{span.name}: {reason[:_REASON]}"
        if span.failed and span.name in few and (reason := span.reason())
        else span.name
        for span in spans
    ]


def _calls(
    source: str,
    spans: Sequence[Span],
    places: Places,
    kept: dict[int, str],
    zone: tzinfo | None,
    clean: Callable[[str], str],
) -> tuple[TraceCall, ...]:
    found: list[TraceCall] = []
    for at, span in enumerate(spans):
        if not spanpicks.is_call(span) or len(found) >= _MOST_CALLS:
            continue
        line = places.line(at)
        found.append(
            TraceCall(
                source=source,
                line=line,
                trace_id=span.trace,
                span_id=span.id,
                name=clean(span.name),
                time=_time(span, zone),
                requested=span.text("requested"),
                served=span.text("served"),
                temperature=span.number("temperature"),
                top_p=span.number("top_p"),
                max_tokens=span.number("max_tokens"),
                seed=span.text("seed"),
                input_tokens=span.number("input_tokens"),
                output_tokens=span.number("output_tokens"),
                finish=span.text("finish"),
                prompt=span.text("prompt"),
                error=_reason(span, clean),
                failed=span.failed,
                evidence=kept.get(line),
            )
        )
    return tuple(found)


def _reason(span: Span, clean: Callable[[str], str]) -> str | None:
    told = span.reason()
    return clean(told[:200]) if told is not None else None


def _time(span: Span, zone: tzinfo | None) -> Moment | None:
    return moment_of(span.start, zone=zone) if span.start else None
