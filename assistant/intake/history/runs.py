"""Tables of runs (MLflow and the like): what each run changed against the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from assistant.incident import Layer
from assistant.intake import tables
from assistant.intake.history import layers
from assistant.intake.history.entries import Entry, Fields, entry_of, fields, first, plain_key
from assistant.intake.history.entrytime import moment_of
from assistant.intake.history.tree import Node

_PREFIXED = re.compile(r"params?\.(.+)", re.IGNORECASE)
_MEASURED = re.compile(r"(?:metrics?|tags?|system)\.", re.IGNORECASE)


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of run tables by meaning; raises ResourceError on a damaged file."""
    table = tables.load("history.toml").table("runs")
    names = ("id", "name", "start", "group", "params", "metrics", "standing", "measuring")
    return {name: table.words(name) for name in names}


def matches(records: Sequence[Fields]) -> bool:
    """Return whether the records are runs with their parameters or measures."""
    known = sum(_is_run(record) for record in records)
    return known > 0 and known * 2 > len(records)


def entries(records: Sequence[Fields]) -> Iterator[Entry]:
    """Yield an entry for every parameter that a run changed, and one for a run that changed none.

    Runs follow one another by their start, within their experiment.
    """
    runs = [_Run(at, record) for at, record in enumerate(records) if _is_run(record)]
    if all(run.started is not None for run in runs):
        runs.sort(key=lambda run: (run.started or 0.0, run.at))
    runs.sort(key=lambda run: run.group)
    for _, group in groupby(runs, key=lambda run: run.group):
        before: _Run | None = None
        for run in group:
            yield from run.entries(before)
            before = run


def _is_run(record: Fields) -> bool:
    flat = _flat(record)
    if first(flat, words()["id"][:2]) is None:
        return first(flat, ("id",)) is not None and bool(
            first(flat, words()["params"][:1]) and first(flat, words()["metrics"])
        )
    return bool(set(flat) & {*words()["params"], *words()["metrics"], *words()["group"]}) or any(
        key.startswith(("params.", "metrics.", "source_")) for key in flat
    )


def _flat(record: Fields) -> dict[str, tuple[Node, Node]]:
    """Return a run's fields with those under its "info" and "data" beside them."""
    flat = dict(record)
    for name in ("info", "data"):
        if name in record and record[name][1].kind == "map":
            flat.update(fields(record[name][1]))
    return flat


class _Run:
    """One run: its id, its start, and the places of its parameters."""

    def __init__(self, at: int, record: Fields) -> None:
        flat = _flat(record)
        self.at = at
        self.id = first(flat, words()["id"])
        self.name = first(flat, words()["name"]) or self.id
        self.start = first(flat, words()["start"])
        group = first(flat, words()["group"])
        self.group = (group.value or "") if group is not None else ""
        told = self.start.value if self.start is not None else None
        moment = moment_of(told, zone=None) if told else None
        self.started = moment.at.timestamp() if moment else None
        self.params = dict(_params(flat))

    def entries(self, before: _Run | None) -> Iterator[Entry]:
        """Yield what this run changed against the one before it."""
        cites = tuple(node for node in (self.id,) if node is not None)
        moved = [] if before is None else self._moved(before)
        for name, old, new in moved:
            key = (new or old or (None, None))[0]
            yield Entry(
                entry_of(
                    ("component", key),
                    ("before", old[1] if old else None),
                    ("after", new[1] if new else None),
                    ("time", self.start),
                ),
                layer=layer_of(name),
                labels=tuple(node for node in (self.name,) if node is not None),
                cites=cites,
            )
        if not moved:
            yield Entry(
                entry_of(("component", self.name), ("time", self.start)),
                layer=layers.best(layer_of(name) for name in self.params) or "config",
                cites=cites,
            )

    def _moved(
        self, before: _Run
    ) -> list[tuple[str, tuple[Node, Node] | None, tuple[Node, Node] | None]]:
        names = [*before.params, *(name for name in self.params if name not in before.params)]
        pairs = [(name, before.params.get(name), self.params.get(name)) for name in names]
        return [
            (name, old, new)
            for name, old, new in pairs
            if (old[1].value if old else None) != (new[1].value if new else None)
        ]


def layer_of(name: str) -> Layer:
    """Return the layer of a parameter by its name; what says nothing is configuration."""
    return layers.of_keys([name]) or layers.of_words(name.replace("_", " ")) or "config"


def _params(flat: Fields) -> Iterator[tuple[str, tuple[Node, Node]]]:
    held = first(flat, words()["params"])
    if held is not None and held.kind == "map":
        for name, (key, value) in fields(held).items():
            if value.kind == "scalar":
                yield name, (key, value)
        return
    if held is not None and held.kind == "list":
        for item in held.items:
            inner = fields(item)
            if "key" in inner and "value" in inner:
                key, value = inner["key"][1], inner["value"][1]
                yield plain_key(key), (key, value)
        return
    prefixed = [(key.value or "", key, value) for key, value in flat.values()]
    known = [(found[1], k, v) for name, k, v in prefixed if (found := _PREFIXED.match(name))]
    if known:
        for name, key, value in known:
            bare = Node("scalar", key.end - len(name), key.end, name)
            yield plain_key(bare), (bare, value)
        return
    if any(_MEASURED.match(name) for name, _, _ in prefixed):
        return
    for name, (key, value) in flat.items():
        parts = set(re.split(r"[_\W]+", name))
        if name in words()["standing"] or parts & set(words()["measuring"]):
            continue
        if value.kind == "scalar":
            yield name, (key, value)
