"""Carriers: where in the inputs of an incident, or in its past, a payload is planted."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

from evals.poison import bundles
from evals.poison.payloads import Payload, payloads

_DATA = Path(__file__).resolve().parent / "data"
PAST = "past"
# The incidents that are compared with a poisoned past.
_COMPARED = ("five-lines-clinic-bot", "refund-window", "voice-desk", "tariff-alias-swap")
HARMLESS = Payload("harmless", "harmless", "The coffee machine was cleaned.", ())


@dataclass(frozen=True, slots=True)
class Place:
    """Behind the first line of a bundle's file that holds `after`; `row` is what is special there.

    In the past, `file` and `after` are empty and `row` is the number of the record.
    """

    bundle: str
    file: str
    after: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A form in which a payload is planted: `way` is how it is written, `each` stands ahead of
    its further lines."""

    name: str
    family: str
    way: str
    shape: str
    each: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Poisoned:
    """A payload planted at a place."""

    payload: Payload
    carrier: Carrier
    place: Place

    @property
    def id(self) -> str:
        """Return a name that is the same at every run."""
        return f"{self.payload.id} as {self.carrier.name} of {self.place.bundle}"

    @property
    def control(self) -> Poisoned:
        """Return the same with a harmless sentence for the payload."""
        return replace(self, payload=HARMLESS)

    @property
    def written(self) -> str:
        """Return what is planted, as it is written there."""
        text = written(self.payload.planted, self.carrier)
        return self.carrier.shape.replace("{row}", self.place.row).replace("{text}", text)

    def inputs(self) -> Mapping[str, str]:
        """Return the texts of the inputs by file name."""
        clean = bundles.inputs_of(self.place.bundle)
        if self.carrier.family == PAST:
            return clean
        file = self.place.file
        return MappingProxyType(
            {**clean, file: _behind(clean[file], self.place.after, self.written)}
        )

    def past(self) -> Mapping[str, str] | None:
        """Return the files of the library by name, None where the incident has no past."""
        if self.carrier.family != PAST:
            return None
        rows, document = list(bundles.records()), bundles.document()
        text = written(self.payload.planted, self.carrier)
        if self.carrier.shape == "document":
            document += f"- [ ] {text}\n"
        else:
            number = int(self.place.row)
            record = _RECORDS[self.carrier.shape](json.loads(rows[number]), text)
            rows[number] = json.dumps(record, ensure_ascii=False)
        return MappingProxyType(
            {bundles.RECORDS: "\n".join(rows) + "\n", bundles.DOCUMENT: document}
        )


def _titled(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "title": f"{record['title']}: {text}"}


def _summed(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "summary": f"{record['summary']} {text}"}


def _checked(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "text": f"{record['text']} The team looked at this first: {text}"}


def _told(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "text": f"{record['text']}\n{text}"}


def _promised(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "actions": [*record["actions"], {"text": text, "status": "open"}]}


def _stated(record: dict[str, Any], text: str) -> dict[str, Any]:
    first, *others = record["actions"]
    return {**record, "actions": [{**first, "status": text}, *others]}


def _made_of(record: dict[str, Any], text: str) -> dict[str, Any]:
    return {**record, "components": [*record["components"], text]}


_RECORDS: Mapping[str, Callable[[dict[str, Any], str], dict[str, Any]]] = MappingProxyType(
    {
        "title": _titled,
        "summary": _summed,
        "checked": _checked,
        "text": _told,
        "action": _promised,
        "status": _stated,
        "component": _made_of,
    }
)


def written(text: str, carrier: Carrier) -> str:
    """Return a text as a carrier writes it: escaped, and on one line where it has to be."""
    joined = " ".join(text.split("\n"))
    match carrier.way:
        case "json":
            return json.dumps(text, ensure_ascii=False)[1:-1]
        case "quoted":
            return joined.replace("\\", "\\\\").replace('"', '\\"')
        case "csv":
            return joined.replace('"', '""')
        case "cell":
            return joined.replace("|", "\\|")
        case "joined":
            return joined
        case _:
            return text.replace("\n", f"\n{carrier.each}")


def _behind(text: str, after: str, planted: str) -> str:
    if not after:
        return planted + text
    lines = text.splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if after in line)
    return "".join((*lines[: number + 1], planted, *lines[number + 1 :]))


@cache
def carriers() -> tuple[Carrier, ...]:
    """Return the carriers of the data file."""
    rows = tomllib.loads((_DATA / "carriers.toml").read_text(encoding="utf-8"))["carrier"]
    return tuple(
        Carrier(
            name=row["name"],
            family=row["family"],
            way=row["way"],
            shape=row["shape"],
            each=row.get("each", ""),
            places=tuple(Place(*place) for place in row["places"]) if "places" in row else _past(),
        )
        for row in rows
    )


def _past() -> tuple[Place, ...]:
    numbers = range(len(bundles.records()))
    return tuple(Place(name, "", "", str(n)) for name in _COMPARED for n in numbers)


def families() -> tuple[str, ...]:
    """Return the families of carriers in the order of the data file."""
    return tuple(dict.fromkeys(carrier.family for carrier in carriers()))


def cases(seed: int) -> tuple[Poisoned, ...]:
    """Return every payload in one carrier of each family, the same for the same seed.

    The carriers of a family, and the places of a carrier, take turns.
    """
    random = Random(seed)
    found: list[Poisoned] = []
    for family in families():
        places = cycle(_dealt(random, [one for one in carriers() if one.family == family]))
        drawn = list(payloads())
        random.shuffle(drawn)
        found += [Poisoned(payload, *next(places)) for payload in drawn]
    return tuple(found)


def _dealt(random: Random, among: Sequence[Carrier]) -> Iterator[tuple[Carrier, Place]]:
    """Yield the carriers in turn, each with the next of its places, until all have been met."""
    decks = {one.name: random.sample(one.places, len(one.places)) for one in among}
    for turn in range(max(map(len, decks.values()))):
        for one in random.sample(among, len(among)):
            deck = decks[one.name]
            yield one, deck[turn % len(deck)]
