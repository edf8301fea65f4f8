"""Spans of traces and runs of LLM applications: each as one value, however the export writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.incident import Moment
from assistant.intake import tables
from assistant.intake.history.entrytime import moment_of
from assistant.intake.traces import spanfields
from assistant.intake.traces.spanfields import Value

_DEEPEST = 24
_TOLD = ("message", "description")
_HOLDERS = (
    "resourceSpans", "resource_spans", "scopeSpans", "scope_spans",
    "instrumentationLibrarySpans", "spans", "data", "traces", "observations", "runs", "items",
    "child_runs", "results", "batches",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """One span; `line` is where its record starts (0 where not known yet).

    `id` is "" where the record has none.
    `values` are its attributes by name, one value each; `keys` tell under which name each meaning
    was found. `start` and `end` are as written.
    """

    id: str
    trace: str
    name: str
    start: str
    end: str
    failed: bool
    values: Mapping[str, Value]
    line: int = 0

    def first(self, meaning: str) -> tuple[str, Value] | None:
        """Return the name and value of the first attribute of a meaning, or None."""
        for name in words()[meaning]:
            if name in self.values and self.values[name] != "":
                return name, self.values[name]
        return None

    def text(self, meaning: str) -> str | None:
        """Return the value of a meaning as text, or None."""
        told = self.first(meaning)
        return str(told[1]) if told is not None else None

    def number(self, meaning: str) -> float | None:
        """Return the value of a meaning as a number, or None."""
        told = self.text(meaning)
        try:
            return float(told) if told is not None and len(told) < 40 else None
        except ValueError:
            return None

    def reason(self) -> str | None:
        """Return why the span failed: the kind of error, what it says, or both; None if untold."""
        kind, said = (
            next((str(v) for name in words()[key] if _is_worded(v := self.values.get(name))), None)
            for key in ("error_type", "error")
        )
        if kind is None or said is None or kind in said:
            return said if said is not None else kind
        return f"{kind}: {said}"

    def moment(self) -> Moment | None:
        """Return when the span started, or None."""
        return moment_of(self.start, zone=None) if self.start else None

    def seconds(self) -> float | None:
        """Return how long the span took, or None."""
        begun = self.moment()
        ended = moment_of(self.end, zone=None) if self.end else None
        return (ended.at - begun.at).total_seconds() if begun and ended else None


def _is_worded(value: Value | None) -> bool:
    return isinstance(value, str) and value.lower() not in ("", "true", "false")


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return names of attributes and keys by meaning; raises ResourceError on a damaged file."""
    data = tables.load("traces.toml")
    names = ("requested", "served", "operation", "system", "temperature", "top_p", "max_tokens",
             "seed", "input_tokens", "output_tokens", "cost", "finish", "tool", "prompt",
             "error_type", "error")  # fmt: skip
    found = {name: data.table("attributes").words(name) for name in names}
    keys = ("id", "trace", "parent", "name", "start", "end")
    found.update({f"span {name}": data.table("span").words(name) for name in keys})
    found["inside"] = data.table("inside").words("names")
    found["observed"] = data.table("span").words("observed")
    found["usual"] = data.table("ends").words("usual")
    return found


def spans_of(value: object, *, line: int = 0) -> Iterator[Span]:
    """Yield every span of a parsed export, in file order, with what its resource says."""
    yield from _spans(value, {}, line, 0)


def _spans(value: object, above: Mapping[str, Value], line: int, depth: int) -> Iterator[Span]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _spans(item, above, line, depth + 1)
        return
    if not isinstance(value, dict):
        return
    resource = value.get("resource")
    if isinstance(resource, dict):
        above = {**above, **spanfields.attributes(resource.get("attributes"))}
    span = _span(value, above, line)
    if span is not None:
        yield span
    for name in _HOLDERS:
        held = value.get(name)
        if isinstance(held, list | dict):
            yield from _spans(held, above, line, depth + 1)


def _span(value: Mapping[str, object], above: Mapping[str, Value], line: int) -> Span | None:
    context = value.get("context")
    known = {**value, **context} if isinstance(context, dict) else value
    told = {
        name: spanfields.text(known, words()[f"span {name}"]) for name in ("id", "trace", "name")
    }
    start, end = (spanfields.text(known, words()[f"span {name}"]) for name in ("start", "end"))
    if not told["id"]:
        kept = bool(start) and not value.keys().isdisjoint(words()["observed"])
    else:
        kept = bool(told["trace"] or start) and bool(told["name"] or start)
    if not kept:
        return None
    values: dict[str, Value] = dict(above)
    _gather(value, values, 0)
    values.update(spanfields.exceptions(value))
    status = value.get("status")
    said = [status.get(key) for key in _TOLD] if isinstance(status, dict) else []
    for one in said:
        if isinstance(one, str) and one:
            values["status.message"] = one
    name = told["name"] or spanfields.text(value, words()["operation"])
    return Span(
        told["id"], told["trace"], name, start, end, spanfields.failed(value, values), values, line
    )


def _gather(value: Mapping[str, object], values: dict[str, Value], depth: int) -> None:
    """Collect the single values of a record and of the mappings that hold its attributes."""
    for key, held in value.items():
        if isinstance(held, str | int | float | bool):
            values.setdefault(key, held)
        elif isinstance(held, list) and held and all(isinstance(x, str) for x in held):
            values.setdefault(key, str(held[0]))
    for key in words()["inside"]:
        held = value.get(key)
        if isinstance(held, list) or key == "attributes":
            values.update(spanfields.attributes(held))
        elif isinstance(held, dict) and depth < 3:
            prefixed = {f"{key}.{k}": v for k, v in held.items()} if key == "usage" else {}
            _gather({**prefixed, **held}, values, depth + 1)
