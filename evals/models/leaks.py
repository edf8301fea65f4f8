"""Drafts planted incidents with a model and looks for what is planted in every request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.incident import Incident
from assistant.settings import ModelSettings
from evals import report as tables
from evals.loopback.answers import Handler
from evals.loopback.call import Call
from evals.loopback.faults import FAULTS
from evals.loopback.server import Server
from evals.loopback.writers import honestly
from evals.models.drafting import Drafting, read
from evals.models.needles import Found, haystack
from evals.models.planted import Planted, planted
from evals.models.plants import Plant

SEED = 20_261_120
# Servers that make the product ask in its other ways: in words alone, and once more.
_SERVERS: tuple[Callable[[], Handler], ...] = (
    honestly,
    FAULTS["400-response-format"],
    honestly,
    FAULTS["tools-ignored"],
)
_SENT = re.compile(r"^\[([NLH](?:\d+-)?\d+)\] ", re.MULTILINE)
_FIGURES = re.compile(r"\d+")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Leak:
    """A planted value that was sent: the incident, what it was and what stood around it."""

    incident: str
    plant: Plant
    found: tuple[Found, ...]

    @property
    def whole(self) -> bool:
        """Return whether the whole value was sent, rather than a part of it."""
        return self.found[0].piece == self.plant.values[0]


@dataclass(frozen=True, slots=True)
class Leaks:
    """What was planted, what of it stood in lines that were sent, and what of it was readable."""

    incidents: int
    requests: int
    plants: tuple[Plant, ...]
    reached: frozenset[int]
    leaks: tuple[Leak, ...]

    def of(self, *kinds: str) -> tuple[Leak, ...]:
        """Return the leaks of some kinds."""
        return tuple(leak for leak in self.leaks if leak.plant.kind in kinds)


def leaked(
    count: int, folder: Path, *, seed: int = SEED, told: Callable[[str], None] | None = None
) -> Leaks:
    """Return what `count` drafts sent of what was planted; `told` hears of each incident."""
    plants: list[Plant] = []
    reached: set[int] = set()
    leaks: list[Leak] = []
    requests = 0
    for number, one in enumerate(planted(seed, count)):
        incident, calls = drafted(one, folder, _SERVERS[number % len(_SERVERS)]())
        requests += len(calls)
        held = haystack(calls)
        lines = sent(incident, calls)
        for plant in one.plants:
            source, where = one.places.get(plant, ("", frozenset()))
            if any((source, line) in lines for line in where):
                reached.add(len(plants))
            plants.append(plant)
            found = held.find(plant)
            if found:
                leaks.append(Leak(one.name, plant, found))
        if told is not None:
            told(one.name)
    return Leaks(count, requests, tuple(plants), frozenset(reached), tuple(leaks))


def drafted(one: Planted, folder: Path, handler: Handler) -> tuple[Incident, tuple[Call, ...]]:
    """Return an incident as it was read, and every request of its draft, a judge's included."""
    with TemporaryDirectory() as aside, Server(handler) as server:
        one.write(Path(aside) / "inputs")
        incident = read(Path(aside) / "inputs")
        writer = ModelSettings(cache=False, judge="openai:judge")
        Drafting(server.url, folder, writer=writer).draft(incident)
        return incident, server.calls


def sent(incident: Incident, calls: Sequence[Call]) -> frozenset[tuple[str, int]]:
    """Return the file and the number of each line that was sent."""
    ids = {id_ for call in calls for text in call.texts() for id_ in _SENT.findall(text)}
    return frozenset((line.source, line.line) for line in incident.evidence if line.id in ids)


def report(found: Leaks) -> str:
    """Return the figures by kind and by carrier, print-ready."""
    head = f"{found.incidents} incidents, {found.requests} requests, {len(found.plants)} plants\n"
    kinds = _table("kind", found, lambda plant: plant.kind)
    inputs = _table("kind and input", found, lambda plant: f"{plant.kind}: {plant.input}")
    carriers = _table(
        "names by carrier",
        found,
        lambda plant: f"{plant.input}: {plant.carrier}" if plant.kind == "name" else None,
    )
    return "\n".join((head, kinds, inputs, carriers))


def listed(found: Leaks) -> str:
    """Return what leaked with its sentence; sentences that differ in the value only are one row."""
    planted_ = Counter(map(_shape, found.plants))
    groups: dict[tuple[str, ...], list[Leak]] = {}
    for leak in found.leaks:
        groups.setdefault(_shape(leak.plant), []).append(leak)
    rows = []
    for shape, leaks in sorted(groups.items()):
        first = leaks[0]
        pieces_ = " + ".join(one.piece for one in first.found)
        told = first.found[0]
        rows.append(
            f"{len(leaks)} of {planted_[shape]} | {' | '.join(shape)} | e.g. {pieces_} "
            f"in {first.incident}, {told.written}: {_flat(told.around)}\n"
        )
    return "".join(rows)


def _shape(plant: Plant) -> tuple[str, ...]:
    """Return what a plant has in common with others: its kind, input, carrier and sentence."""
    return (plant.kind, plant.input, plant.carrier, _sentence(plant))


def _sentence(plant: Plant) -> str:
    """Return the lines of the plant that hold its value, with a mark in the value's place."""
    marked = plant.text
    for value in plant.values:
        marked = re.sub(re.escape(value), "«»", marked, flags=re.IGNORECASE)
    held = [line for line in marked.split("\n") if "«»" in line]
    return _FIGURES.sub("0", _flat(" / ".join(held).replace("{stamp} ", "")))


def _flat(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]


def _table(name: str, found: Leaks, group: Callable[[Plant], str | None]) -> str:
    rows = [[name, "planted", "in lines sent", "leaked", "whole", "share of sent"]]
    keys = dict.fromkeys(key for plant in found.plants if (key := group(plant)) is not None)
    for key in sorted(keys):
        at = [i for i, plant in enumerate(found.plants) if group(plant) == key]
        lost = [leak for leak in found.leaks if group(leak.plant) == key]
        reached = sum(i in found.reached for i in at)
        share = tables.percent(len(lost) / reached if reached else None)
        whole = sum(leak.whole for leak in lost)
        rows.append([key, str(len(at)), str(reached), str(len(lost)), str(whole), share])
    return tables.grid(rows)
