"""Plants: invented people, contacts and secrets as the lines of an incident hold them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from evals.redaction import contacts
from evals.redaction.specimens import Specimen, secrets

Input = Literal["notes", "chat", "log", "history", "json", "csv"]
Kind = Literal["name", "email", "phone", "secret"]
INPUTS: tuple[Input, ...] = ("notes", "chat", "log", "history", "json", "csv")
_DATA = Path(__file__).resolve().parent / "data"
_PLACE = re.compile(r"\{([a-z]+)\}")
_CONTACTS: Mapping[Kind, Callable[[Random], contacts.Made]] = {
    "email": contacts.email,
    "phone": contacts.phone,
}
_TRIES = 200  # until a contact is new
_LIKELY = ("customer said {} and hung up", "({})", "call me on {}", "Tel: {}", "{}, thanks")


@dataclass(frozen=True, slots=True)
class Plant:
    """What is planted: `values` must reach nobody, `text` holds them, `carrier` is how.

    `field` is the key or column that holds the text in JSON and CSV, None elsewhere.
    """

    kind: Kind
    carrier: str
    input: Input
    values: tuple[str, ...]
    text: str
    field: str | None = None


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the people, the frames and the small incidents."""
    return tomllib.loads((_DATA / "plants.toml").read_text(encoding="utf-8"))


class Planter:
    """Makes plants, no contact and no secret twice; a person stands in one plant of an incident."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing planted."""
        self._seed = seed
        self._random = Random(seed)
        self._seen: set[str] = set()

    def incident(self, number: int, *, names: int) -> tuple[Plant, ...]:
        """Return the plants of one incident: in each kind of input so many names, one of others."""
        words = vocabulary()
        given = self._random.sample(words["given"], len(words["given"]))
        family = self._random.sample(words["family"], len(words["family"]))
        people = iter(zip(given, family, strict=True))
        held = list(secrets(Random(f"{self._seed} {number}"), each=1))
        keys = iter(self._random.sample(held, len(INPUTS)))
        made: list[Plant] = []
        for input_ in INPUTS:
            for frame in _turn(_frames(input_), number, names):
                made.append(self._name(frame, *next(people)))
            made += (self._contact(kind, input_) for kind in _CONTACTS)
            made.append(self._secret(next(keys), input_))
        if number % 5 == 0:
            made.append(self._file_name(*next(people)))
        return tuple(made)

    def _name(self, frame: Mapping[str, str], given: str, family: str) -> Plant:
        text, places = self._filled(frame["text"], _forms(given, family))
        values = tuple(
            value
            for value, forms in (
                (f"{given} {family}", {"name", "capitals"}),
                (given, {"name", "capitals", "given", "handle"}),
                (family, {"name", "capitals", "family", "lowfamily"}),
            )
            if forms & places
        )
        return Plant(
            "name", frame["carrier"], _input(frame["input"]), values, text, frame.get("field")
        )

    def _file_name(self, given: str, family: str) -> Plant:
        name = f"call-{given.casefold()}-{family.casefold()}.txt"
        return Plant("name", "file name", "notes", (given, family), name)

    def _contact(self, kind: Kind, input_: Input) -> Plant:
        random = self._random
        for _ in range(_TRIES):
            form, value = _CONTACTS[kind](random)
            if value.casefold() not in self._seen:
                break
        self._seen.add(value.casefold())
        alone = input_ in ("json", "csv") and random.random() < 0.5
        frame = "{}" if alone else random.choice((*contacts.CARRIERS[kind], *_LIKELY[:2]))
        field = "contact" if alone else "note" if input_ == "csv" else "text"
        text = self._led(input_, frame.format(value))
        local = value.partition("@")[0] if kind == "email" else ""
        values = (value, local) if len(local) > 5 else (value,)
        carrier = form if kind == "phone" else "email"
        return Plant(kind, carrier, input_, values, text, _field(input_, field))

    def _secret(self, made: Specimen, input_: Input) -> Plant:
        field = "note" if input_ == "csv" else "text"
        text = self._led(input_, made.line)
        return Plant("secret", made.format, input_, (made.hidden,), text, _field(input_, field))

    def _led(self, input_: Input, text: str) -> str:
        lead, _ = self._filled(vocabulary()["lead"][input_], {})
        return lead + text

    def _filled(self, text: str, held: Mapping[str, str]) -> tuple[str, set[str]]:
        """Return a text with its places filled, and which places of a person it had."""
        random = self._random
        places: set[str] = set()

        def fill(place: re.Match[str]) -> str:
            name = place[1]
            if name in held:
                places.add(name)
                return held[name]
            match name:
                case "clock":
                    return f"{random.randint(9, 10):02}:{random.randint(0, 59):02}"
                case "hex":
                    return f"{random.getrandbits(160):040x}"
                case "number":
                    return f"{random.randint(10_000, 99_999)}"
                case _:
                    return place[0]

        return _PLACE.sub(fill, text), places


def pieces(plant: Plant) -> Iterator[str]:
    """Yield what tells a value of the plant: the value, and of a secret each eight characters."""
    for value in plant.values:
        yield value
        if plant.kind != "secret":
            continue
        body = value[len(value) // 3 :]
        for at in range(len(body) - 7):
            # What has one letter case and no figure may be a word of the format itself.
            piece = body[at : at + 8]
            if sum(c.isalpha() for c in piece) < 8 or not (piece.islower() or piece.isupper()):
                yield piece


def _frames(input_: Input) -> list[Mapping[str, str]]:
    return [frame for frame in vocabulary()["frame"] if frame["input"] == input_]


def _turn(
    frames: Sequence[Mapping[str, str]], number: int, count: int
) -> Iterator[Mapping[str, str]]:
    return (frames[(number * count + at) % len(frames)] for at in range(count))


def _forms(given: str, family: str) -> Mapping[str, str]:
    return {
        "name": f"{given} {family}",
        "given": given,
        "family": family,
        "handle": given.casefold(),
        "lowfamily": family.casefold(),
        "capitals": f"{given} {family}".upper(),
    }


def _input(name: str) -> Input:
    return next(one for one in INPUTS if one == name)


def _field(input_: Input, name: str) -> str | None:
    return name if input_ in ("json", "csv") else None
