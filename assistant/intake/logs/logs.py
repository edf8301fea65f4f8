"""Logs: read as a stream, counted whole, and only the lines that matter kept."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.errors import UnreadableInput
from assistant.incident import Evidence, Finding, LogFile, Template
from assistant.intake.clock import zones
from assistant.intake.item import Input
from assistant.intake.logs import logline

if TYPE_CHECKING:
    from assistant.intake.logs.bytestreams import Fills
    from assistant.intake.logs.logsummary import Kind, Summary

KEPT_CHARACTERS = 2_000
TEMPLATES = 2_000
_EXAMINED = 20_000


@dataclass(frozen=True, slots=True)
class LogReading:
    """What one log holds, the lines that matter, the hash of its bytes, and what was odd."""

    file: LogFile
    evidence: tuple[Evidence, ...]
    sha256: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """A log digested, and the lines that matter as they stand in it: nothing is redacted yet.

    `taken` says what the log leaves out of its times and where it was taken from; `crowded` says
    which line stands for which record where several share a line.
    """

    name: str
    sha256: str
    summary: Summary
    texts: Mapping[int, str]
    taken: str | None = None
    crowded: str | None = None


def read(
    item: Input,
    *,
    prefix: str,
    zone: str | None,
    redact: Callable[[str], str],
    moments: Sequence[datetime] = (),
    near: date | None = None,
) -> LogReading:
    """Return the reading of a log in bounded memory, whatever its size.

    `redact` sees only what is kept. `moments` are the times of changes and alerts, if known: lines
    that are new, gone or more frequent after them matter. `near` is a day that other inputs tell:
    a log without a year or a date is placed by it. Raises UnreadableInput where the file cannot be
    read, and what a packed log raises.
    """
    log = gathered(item, zone=zone, moments=moments, near=near)
    return told(log, prefix=prefix, redact=redact)


def gathered(
    item: Input,
    *,
    zone: str | None,
    moments: Sequence[datetime] = (),
    near: date | None = None,
) -> Gathered:
    """Return what `read` keeps of a log, before it is redacted; raises what `read` raises."""
    from assistant.intake.logs import logdays, logpicks, recordlists
    from assistant.intake.logs.bytestreams import Stream
    from assistant.intake.logs.digesting import digested
    from assistant.intake.logs.logsummary import summarise
    from assistant.intake.logs.picklines import fetch

    hashed = hashlib.sha256()
    try:
        with _opened(item) as source:
            found, _ = digested(Stream(source, item.name, hashed.update))
        summary = summarise(found, zone=zones.require(zone) if zone else None, by_level=True)
        summary, taken = logdays.placed(summary, near)
        numbers = logpicks.pick(summary, moments)
        with _opened(item) as source:
            texts = fetch(Stream(source, item.name), numbers)
    except OSError as error:
        raise UnreadableInput(
            f"The log {item.name} cannot be read ({(error.strerror or 'it cannot be opened')}). "
            "Check the file and its permissions."
        ) from error
    crowded = recordlists.crowded(item.opening())
    return Gathered(item.name, hashed.hexdigest(), summary, texts, taken, crowded)


def told(log: Gathered, *, prefix: str, redact: Callable[[str], str]) -> LogReading:
    """Return the reading of a log that was gathered; `redact` sees each kept text once."""
    from assistant.intake.logs import linestamp

    kept = _Kept(redact)
    file = _file(log.name, log.summary, kept)
    evidence = []
    for number, raw in log.texts.items():
        text = kept.text(raw)
        stamp = linestamp.mention(text, log.summary.placing)
        evidence.append(
            Evidence(f"{prefix}{number}", log.name, number, "log", text, (stamp,) if stamp else ())
        )
    findings = _findings(log.name, log.summary)
    if log.crowded is not None:
        said = f"{log.name} holds several records in a line. {log.crowded}"
        findings += (Finding("intake", "info", log.name, said),)
    if log.taken is not None:
        findings += (Finding("intake", "info", log.name, log.taken),)
    return LogReading(file, tuple(evidence), log.sha256, findings)


def _opened(item: Input) -> AbstractContextManager[Fills]:
    return io.BytesIO(item.raw()) if item.path is None else item.path.open("rb", buffering=0)


class _Kept:
    """Redacts each kept text once."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        self._redact = redact
        self._texts: dict[str, str] = {}

    def text(self, raw: str) -> str:
        """Return the line, redacted, and cut where it is very long."""
        if raw not in self._texts:
            text = self._redact(raw)
            if len(text) > KEPT_CHARACTERS:
                text = f"{text[:KEPT_CHARACTERS]} [cut here: the line is longer]"
            self._texts[raw] = text
        return self._texts[raw]


def _file(source: str, summary: Summary, kept: _Kept) -> LogFile:
    kinds = [kind for kind in summary.kinds if kind.words]
    ends = summary.span.placed(summary.placing)
    rank = logline.vocabulary().rank
    levels: dict[str, int] = {}
    for kind in kinds:
        level = logline.common_level(kind.level)
        if level is not None:
            levels[level] = levels.get(level, 0) + kind.count
    return LogFile(
        source,
        summary.digest.lines,
        summary.digest.bytes,
        summary.placing.moment(ends[0]) if ends else None,
        summary.placing.moment(ends[1]) if ends else None,
        dict(sorted(levels.items(), key=lambda pair: rank[pair[0]])),
        tuple(_templates(kinds, summary, kept)),
    )


def _templates(kinds: Sequence[Kind], summary: Summary, kept: _Kept) -> list[Template]:
    from assistant.intake.logs.logsummary import shown

    found = []
    for kind in kinds[:TEMPLATES]:
        ends = kind.span.placed(summary.placing)
        found.append(
            Template(
                shown(kind, summary.digest, kept.text),
                kind.count,
                logline.common_level(kind.level),
                summary.placing.moment(ends[0]) if ends else None,
                summary.placing.moment(ends[1]) if ends else None,
                kind.lines,
            )
        )
    rest: dict[str | None, list[Kind]] = {}
    for kind in kinds[TEMPLATES:]:
        rest.setdefault(logline.common_level(kind.level), []).append(kind)
    for level, members in rest.items():
        count = sum(kind.count for kind in members)
        lines = (min(kind.lines[0] for kind in members), max(kind.lines[-1] for kind in members))
        name = f"({level or 'other'} lines of further kinds)"
        found.append(Template(name, count, level, None, None, tuple(dict.fromkeys(lines))))
    return found


def _findings(source: str, summary: Summary) -> tuple[Finding, ...]:
    digest = summary.digest
    told = []
    if digest.replaced:
        told.append(
            f"{digest.replaced} bytes or characters of the log are not UTF-8; they were read as "
            "Windows-1252, and show as \ufffd where they are no text in that either."
        )
    if digest.cut:
        numbers = ", ".join(str(n) for n in digest.cut)
        told.append(
            f"Very long lines were read only up to {_EXAMINED:,} characters: line {numbers}."
        )
    if len(summary.kinds) > TEMPLATES or digest.folded:
        told.append(
            f"The log has more than {TEMPLATES:,} kinds of lines; the rarest are counted together "
            "by level."
        )
    return tuple(Finding("intake", "warning", source, message) for message in told)
