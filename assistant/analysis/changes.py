"""What moved: every change of the supplied history, and the layers nobody supplied anything for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.analysis import logmarks, worddiff
from assistant.analysis.phrases import roles
from assistant.analysis.worddiff import Run
from assistant.incident import LAYERS, Change, Evidence, Incident, Kind, Layer, Precision
from assistant.intake.history import layers

_PATH = re.compile(r"^(?:\+\+\+|---|rename to|rename from) (?:[ab]/)?(\S[^\t\n]{0,400})", re.M)
_PASTED = "logs: no log file was supplied, only log lines pasted in the notes were seen"
_INPUTS: tuple[tuple[Kind, str], ...] = (
    ("note", "notes"),
    ("log", "logs"),
    ("history", "version history"),
)


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """One change; `minutes_before_start` is negative after the start, None where unknown.

    `words` is what of a prompt was taken out and put in, word by word; () for other layers, and
    where a line of the change is quarantined.
    """

    kind: Layer
    component: str | None
    before: str | None
    after: str | None
    time: datetime | None
    diff: str | None
    minutes_before_start: float | None
    text: str
    evidence: tuple[str, ...]
    words: tuple[Run, ...] = ()


def _minutes(change: Change, start: datetime | None, precision: Precision) -> float | None:
    """Return minutes from the change to the start, None where either is unknown.

    Where one of them is told only by its day there is no honest number of minutes.
    """
    if start is None or change.time is None or "day" in (change.time.precision, precision):
        return None
    # Two times of one zone would be subtracted as its clocks show them, summer and winter alike.
    return round((start - change.time.at.astimezone(UTC)).total_seconds() / 60, 1) + 0.0


def _words(change: Change, hostile: Sequence[Evidence]) -> tuple[Run, ...]:
    if change.kind != "prompt" or any(line.id in change.evidence for line in hostile):
        return ()
    barred = {_bare(line.text) for line in hostile}
    texts = (change.diff, change.before, change.after)
    if any(_bare(line) in barred for text in texts if text for line in text.split("\n")):
        return ()
    return worddiff.of_change(change.diff, change.before, change.after)


def _bare(line: str) -> str:
    """Return a line without what a diff, the drawing of a graph or a list puts ahead of it."""
    return line.lstrip(" \t|*/\\+-").rstrip()


def _nearness(fact: ChangeFact) -> tuple[int, float]:
    """Return the sort key: before the start nearest first, then after it, then unknown ones."""
    minutes = fact.minutes_before_start
    if minutes is not None:
        return (0, minutes) if minutes >= 0 else (1, -minutes)
    return (2, fact.time.timestamp()) if fact.time else (3, 0.0)


def what_moved(
    incident: Incident, *, start: datetime | None, precision: Precision = "minute"
) -> tuple[ChangeFact, ...]:
    """Return every change of the history, those nearest before the start first.

    `precision` is how finely the start is told.
    """
    hostile = [line for line in incident.evidence if line.hostile]
    facts = [
        ChangeFact(
            kind=change.kind,
            component=change.component,
            before=change.before,
            after=change.after,
            time=change.time.at if change.time else None,
            diff=change.diff,
            minutes_before_start=_minutes(change, start, precision),
            text=roles(change.text, incident.people),
            evidence=change.evidence,
            words=_words(change, hostile),
        )
        for change in incident.changes
    ]
    return tuple(sorted(facts, key=_nearness))


def covered(changes: Iterable[Change | ChangeFact]) -> frozenset[Layer]:
    """Return the layers that changes are in: their own, and those of the files of their diffs."""
    found: set[Layer] = set()
    for change in changes:
        found.add(change.kind)
        for path in _PATH.findall(change.diff or ""):
            layer = layers.of_path(path.strip())
            if layer is None or path.startswith("/dev/null"):
                continue
            found.add(layer)
            if layer != "code" and "/" in path:
                folder = layers.of_path(f"{path.rsplit('/', 1)[0]}/-")
                found |= {folder} if folder else set()
    return frozenset(found)


def not_examined(incident: Incident) -> tuple[str, ...]:
    """Return a sentence for each kind of input and each layer that nothing was supplied for."""
    kinds = {source.kind for source in incident.sources} | {e.kind for e in incident.evidence}
    moved = covered(incident.changes)
    pasted = any(logmarks.is_pasted(line) for line in incident.of_kind("note"))
    logs = bool(incident.logs) or "log" in kinds or pasted
    sentences = [f"{name}: none were supplied" for kind, name in _INPUTS if kind not in kinds]
    sentences = [s.replace("history: none were", "history: none was") for s in sentences]
    if pasted:
        sentences = [_PASTED if s.startswith("logs: none") else s for s in sentences]
    for layer in LAYERS:
        if layer in moved:
            continue
        if "history" in kinds:
            sentences.append(f"{layer}: the supplied history holds no change of it")
        elif logs:
            sentences.append(f"{layer}: no change history was supplied")
        else:
            sentences.append(f"{layer}: no change history and no log was supplied")
    return tuple(sentences)
