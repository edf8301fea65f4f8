"""Reporting clocks as questions for counsel, by signs in the inputs; never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from string import Template

from assistant.analysis import signals
from assistant.analysis.layout import Placed
from assistant.analysis.severity import Severity
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import keys, number, table, text, words
from assistant.incident import Incident

_DATA = "notifications"
Signs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Notification:
    """A question for counsel about a reporting clock; never a verdict.

    `deadline` is None where the clock does not run from awareness in plain hours or days, or no
    time of detection is told; `evidence` names the lines for which the question is asked.
    """

    regime: str
    question: str
    clock: str
    deadline: datetime | None
    source: str
    evidence: tuple[str, ...] = ()


def ask(
    incident: Incident,
    notes: Sequence[Placed],
    *,
    events: tuple[TimelineEvent, ...],
    severity: Severity,
) -> tuple[Notification, ...]:
    """Return the questions of the regimes that the inputs give a sign of, in the data's order.

    Where none is singled out, a grave severity or personal data raise the general question;
    without any sign nothing is asked.
    """
    met = _met(incident, notes, severity)
    listed = [("regimes", name) for name in keys(_DATA, "regimes")]
    for entries in (listed, [("general",)]):
        asked = [(path, why) for path in entries if (why := _fits(path, met))]
        if asked:
            zoned = incident.reference.zone is not None
            return tuple(_asked(path, why, met, events, zoned=zoned) for path, why in asked)
    return ()


def _met(incident: Incident, notes: Sequence[Placed], severity: Severity) -> Signs:
    noted = signals.in_notes(_DATA, notes)
    logged = signals.in_logs(_DATA, incident.of_kind("log"))
    graded = tuple(dict.fromkeys(e for c in severity.criteria for e in c.evidence))
    graded = graded[: int(number(_DATA, "limits", "lines"))]
    met: dict[str, tuple[str, ...]] = {}
    for name in keys(_DATA, "signs"):
        lines = [
            *(placed.line.id for placed in noted.get(name, ())),
            *(line.id for line in logged.get(name, ())),
        ]
        if "levels" in signals.entry(_DATA, name):
            grave = severity.suggested in words(_DATA, "signs", name, "levels")
            lines += graded if grave else ()
        if lines:
            met[name] = tuple(lines)
    return met


def _fits(path: tuple[str, ...], met: Signs) -> tuple[str, ...]:
    """Return the signs for which a regime is listed, none where it is not."""
    if any(sign in met for sign in words(_DATA, *path, "unless")):
        return ()
    ways = [tuple(way.split(" + ")) for way in words(_DATA, *path, "when")]
    fitting = (sign for way in ways if all(sign in met for sign in way) for sign in way)
    return tuple(dict.fromkeys(fitting))


def _asked(
    path: tuple[str, ...],
    why: tuple[str, ...],
    met: Signs,
    events: tuple[TimelineEvent, ...],
    *,
    zoned: bool,
) -> Notification:
    reasons = dict.fromkeys(text(_DATA, "signs", sign, "why") for sign in why)
    deadline, counted, moment = _counted(path, events, zoned=zoned)
    lines = [e for sign in why for e in met[sign]]
    return Notification(
        regime=text(_DATA, *path, "regime"),
        question=_worded(
            "question", question=text(_DATA, *path, "question"), why=" and ".join(reasons)
        ),
        clock=" ".join(part for part in (text(_DATA, *path, "clock"), counted) if part),
        deadline=deadline,
        source=_worded(
            "source", source=text(_DATA, *path, "source"), checked=text(_DATA, *path, "checked")
        ),
        evidence=tuple(dict.fromkeys([*lines, *moment])),
    )


def _counted(
    path: tuple[str, ...], events: tuple[TimelineEvent, ...], *, zoned: bool
) -> tuple[datetime | None, str, tuple[str, ...]]:
    """Return the deadline, from which moment it was counted in words, and that moment's lines."""
    if not _states(path, "runs_from"):
        return None, "", ()
    phase = text(_DATA, *path, "runs_from")
    event = next((e for e in events if e.phase == phase and e.time is not None), None)
    if event is None or event.time is None:
        return None, _worded("untold"), ()
    if event.precision == "day":
        return None, _worded("by_day"), event.evidence
    said = _worded(
        "counted_inferred" if event.inferred else "counted",
        time=f"{event.time:%Y-%m-%d %H:%M} {event.time:%Z}".rstrip(),
    )
    if not zoned:
        said = f"{said} {_worded('zone_unknown')}"
    return _later(event.time, path), said, event.evidence


def _later(time: datetime, path: tuple[str, ...]) -> datetime | None:
    """Return the end of a regime's clock: hours pass as such, days keep the wall clock's time."""
    try:
        if _states(path, "days"):
            return time + timedelta(days=number(_DATA, *path, "days"))
        hours = timedelta(hours=number(_DATA, *path, "hours"))
        return (time.astimezone(UTC) + hours).astimezone(time.tzinfo)
    except OverflowError:
        return None


def _states(path: tuple[str, ...], key: str) -> bool:
    found: object = table(_DATA)
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return isinstance(found, Mapping) and key in found


def _worded(name: str, **values: str) -> str:
    return Template(text(_DATA, "wording", name)).substitute(values)
