"""Past incidents as the library keeps them: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_LISTS = ("components", "failure_modes", "layers", "triggers")
_TEXTS = ("id", "title", "date", "summary", "text", "source")


@dataclass(frozen=True, slots=True)
class PastAction:
    """An action promised after an incident; `status` is None where it is not known."""

    text: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One past incident; `metadata` keeps the keys that nobody here knows."""

    id: str
    title: str
    date: str | None = None
    summary: str | None = None
    text: str | None = None
    components: tuple[str, ...] = ()
    failure_modes: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    actions: tuple[PastAction, ...] = ()
    source: str | None = None
    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def body(self) -> str:
        """Return what is searched besides the title: summary, text, parts and actions."""
        parts = (
            self.summary,
            self.text if self.text != self.summary else None,
            ", ".join((*self.components, *self.failure_modes, *self.layers, *self.triggers)),
            " ".join(action.text for action in self.actions),
        )
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no record: its 1-based number and what is wrong with it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The good records, in order, and the lines that are none."""

    records: tuple[Record, ...]
    bad: tuple[BadLine, ...]


def dump(record: Record) -> str:
    """Return a record as one line of JSON, keys in the contract's order, without empty ones."""
    data: dict[str, object] = {"id": record.id, "title": record.title}
    for key in ("date", "summary", "text"):
        data[key] = getattr(record, key)
    for key in _LISTS:
        data[key] = list(getattr(record, key))
    data["actions"] = [{"text": a.text, "status": a.status} for a in record.actions]
    data["source"] = record.source
    data.update(record.metadata)
    kept = {key: value for key, value in data.items() if value not in (None, [], "")}
    return json.dumps(kept, ensure_ascii=False)


def merged(old: Record, new: Record) -> Record:
    """Return one record of two with the same id: what the new one tells goes before, lists join.

    An action that both tell of takes the newer status; what only the old one tells is kept.
    """
    told = {action.text: action for action in old.actions}
    for action in new.actions:
        before = told.get(action.text)
        known = action.status or (before.status if before else None)
        told[action.text] = PastAction(action.text, known)
    return Record(
        id=new.id,
        title=new.title,
        date=new.date or old.date,
        summary=new.summary or old.summary,
        text=new.text or old.text,
        components=_joined(new.components, old.components),
        failure_modes=_joined(new.failure_modes, old.failure_modes),
        layers=_joined(new.layers, old.layers),
        triggers=_joined(new.triggers, old.triggers),
        actions=tuple(told.values()),
        source=new.source or old.source,
        metadata=MappingProxyType({**old.metadata, **new.metadata}),
    )


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def parse(lines: Iterable[str]) -> Parsed:
    """Return the records of JSONL text lines; blank lines count but are passed over."""
    records: list[Record] = []
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        outcome = record_of(line.lstrip("\ufeff"))
        if isinstance(outcome, Record):
            records.append(outcome)
        else:
            bad.append(BadLine(number, outcome))
    return Parsed(tuple(records), tuple(bad))


def record_of(line: str) -> Record | str:
    """Return the record of a line of JSON, or what is wrong with it in words."""
    try:
        data = json.loads(line)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as error:
        return f"it is not JSON ({error})"
    if not isinstance(data, dict):
        return "it is not a JSON object"
    for key in _TEXTS:
        if not isinstance(data.get(key), str | None):
            return f"{key!r} is not a text"
    for key in ("id", "title"):
        if not (data.get(key) or "").strip():
            return f"it has no {key!r}"
    if not ((data.get("summary") or "").strip() or (data.get("text") or "").strip()):
        return "it has neither 'summary' nor 'text'"
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return f"{key!r} is not a list of texts"
        lists[key] = tuple(value)
    actions = _actions(data.get("actions") or [])
    if isinstance(actions, str):
        return actions
    known = {*_TEXTS, *_LISTS, "actions"}
    return Record(
        id=data["id"].strip(),
        title=data["title"].strip(),
        date=data.get("date"),
        summary=data.get("summary"),
        text=data.get("text"),
        components=lists["components"],
        failure_modes=lists["failure_modes"],
        layers=lists["layers"],
        triggers=lists["triggers"],
        actions=actions,
        source=data.get("source"),
        metadata=MappingProxyType({k: v for k, v in data.items() if k not in known}),
    )


def _actions(value: object) -> tuple[PastAction, ...] | str:
    if not isinstance(value, list):
        return "'actions' is not a list"
    found: list[PastAction] = []
    for item in value:
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            return "an entry of 'actions' has no 'text'"
        status = item.get("status")
        if not isinstance(status, str | None):
            return "the 'status' of an action is not a text"
        found.append(PastAction(item["text"], status))
    return tuple(found)
