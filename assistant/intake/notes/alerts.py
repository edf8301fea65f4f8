"""Alerts: payloads of monitoring and paging tools as lines that say what fired, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.incident import Voice
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.notes.messages import Message, words_of
from assistant.intake.notes.passages import Notice
from assistant.intake.notes.records import Record, text_of, walk
from assistant.intake.tables import load


@dataclass(frozen=True, slots=True)
class _Shape:
    """How one tool writes an alert: the keys that show it, and where its parts stand.

    `parts` names the shapes of what stands inside it and is told by itself.
    """

    name: str
    needs: tuple[str, ...]
    title: tuple[str, ...]
    fired: tuple[str, ...]
    detail: tuple[str, ...]
    state: tuple[str, ...]
    time: tuple[str, ...]
    ended: tuple[str, ...]
    severity: tuple[str, ...]
    person: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def _shapes() -> tuple[_Shape, ...]:
    data = load("alerts.toml")
    return tuple(
        _Shape(
            shape.text("name"),
            shape.words("needs"),
            shape.words("title"),
            shape.words("fired"),
            shape.words("detail"),
            shape.words("state"),
            shape.words("time"),
            shape.words("ended"),
            shape.words("severity"),
            shape.words("person"),
            shape.words("parts"),
        )
        for shape in data.tables("shapes")
    )


@cache
def _states() -> dict[str, str]:
    table = load("alerts.toml").table("states")
    return {
        word: state
        for state in (
            "triggered",
            "acknowledged",
            "resolved",
            "escalated",
            "note added",
            "assigned",
            "notified",
        )
        for word in table.words(state)
    }


def alerts_of(values: Sequence[object]) -> list[tuple[Record, str]]:
    """Return the records that are alerts, each with its tool's shape, in the order of the text."""
    found: list[tuple[Record, str]] = []
    inside: set[int] = set()
    for record in (r for value in values for r in walk(value)):
        if id(record) in inside:
            continue
        shape = next((s for s in _shapes() if _fits(record, s)), None)
        if shape is not None:
            found.append((record, shape.name))
            parts = [s for s in _shapes() if s.name in shape.parts]
            inside.update(
                id(r) for r in walk(record) if r is record or not any(_fits(r, s) for s in parts)
            )
    return found


def _fits(record: Record, shape: _Shape) -> bool:
    return all(_at(record, path) is not None for path in shape.needs)


def read(alerts: Sequence[tuple[Record, str]]) -> tuple[list[Message], list[Notice]]:
    """Return what the alerts say as messages, and what was missing in them."""
    told: list[Message] = []
    untimed = 0
    for record, name in alerts:
        shape = next(s for s in _shapes() if s.name == name and _fits(record, s))
        found = list(_messages(record, shape))
        untimed += not any(message.stamp for message in found)
        told += found
    notices = []
    if untimed:
        notices.append(Notice(f"holds {untimed} alerts that state no time.", "warning"))
    return told, notices


def _messages(record: Record, shape: _Shape) -> Iterator[Message]:
    title = _told(record, shape.title)
    state = _state(_told(record, shape.state))
    severity = _told(record, shape.severity)
    details = [d for path in shape.detail if (d := words_of(_at(record, path))) and d != title]
    fired = _told(record, shape.fired) if state == "triggered" else ""
    if fired and title.casefold().startswith("triggered "):
        title, details = fired, [title, *details]
    started, ended = _stamp(record, shape.time), _stamp(record, shape.ended)
    person = _told(record, shape.person) if not _is_program(record) else ""
    who = person if person and state not in (None, "triggered") else None
    head = f"{state or 'alert'}: {title}" if title else f"{state or 'alert'}"
    if severity and severity.casefold() not in head.casefold():
        head += f" (severity {severity})"
    if who is None:
        head = f"{shape.name}: {head}"
    at_end = state == "resolved" and ended is not None
    if at_end and started not in (None, ended) and title:
        opened = f"{shape.name}: triggered: {title}"
        if severity:
            opened += f" (severity {severity})"
        yield Message("\n".join([opened, *details]), record.line, started, None, "system")
        details = []
    voice: Voice = "responder" if who is not None else "system"
    stamp = ended if at_end else started
    yield Message("\n".join([head, *details]), record.line, stamp, who, voice)


def _is_program(record: Record) -> bool:
    """Return whether a service and nobody did what a record tells: "service_reference"."""
    agent = record.get("agent")
    kind = text_of(agent.get("type")) if isinstance(agent, Record) else ""
    return kind.startswith(("service", "integration", "inbound_integration"))


def _stamp(record: Record, paths: tuple[str, ...]) -> str | None:
    stamps = (stamp_of(_at(record, path)) for path in paths)
    return next((s for s in stamps if s is not None and not s.startswith("0001")), None)


def _state(word: str) -> str | None:
    bare = word.casefold().rpartition(".")[2].replace("_", " ")
    return _states().get(bare)


def _told(record: Record, paths: tuple[str, ...]) -> str:
    return next((t for path in paths if (t := text_of(_at(record, path)))), "")


def _at(record: Record, path: str) -> object:
    """Return what stands under a path such as "data.assignees.0.summary"."""
    at: object = record
    for key in path.split("."):
        if isinstance(at, list) and key.isdecimal():
            at = at[int(key)] if int(key) < len(at) else None
        elif isinstance(at, Record):
            at = at.get(key)
        else:
            return None
    return at
