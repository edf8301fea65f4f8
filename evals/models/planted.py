"""Incidents with planted people, contacts and secrets, written to a folder of inputs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from assistant.intake.kinds import detect
from evals.models.plants import Input, Plant, Planter, pieces, vocabulary
from evals.tasks import samples

_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")
_PLAIN = (".txt", ".md")
_FIRST = "2026-05-04T09:30:00Z"
_HEAD = 64 * 1024
_COLUMNS = ("time", "customer", "contact", "agent", "note")
_NAMES = 4  # people in each kind of input
_FILES: dict[Input, str] = {
    "notes": "notes.md",
    "chat": "chat.txt",
    "log": "service.log",
    "history": "changes.git.txt",
    "json": "tickets.json",
    "csv": "calls.csv",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """An incident: its files by name, what is planted, and the lines that hold it (from 1)."""

    name: str
    files: dict[str, str]
    plants: tuple[Plant, ...]
    places: dict[Plant, tuple[str, frozenset[int]]]

    def write(self, folder: Path) -> None:
        """Write the files into a folder, which is made."""
        folder.mkdir(parents=True)
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")


def planted(seed: int, count: int) -> Iterator[Planted]:
    """Yield incidents: every other one from a bundled sample, the others small."""
    planter, random = Planter(seed), Random(seed)
    bundled = samples()
    for number in range(count):
        sample = bundled[number // 2 % len(bundled)] if number % 2 == 0 else None
        plants = planter.incident(number, names=_NAMES)
        yield _made(number, sample, plants, random)


def into(sample: Path, plants: Sequence[Plant], seed: int) -> Planted:
    """Return one bundled sample with these plants in it."""
    return _made(seed, sample, tuple(plants), Random(seed))


def _made(number: int, sample: Path | None, plants: tuple[Plant, ...], random: Random) -> Planted:
    files = _texts(sample) if sample is not None else {}
    raw = "\n".join(files.values()).casefold()
    # What the sample says anyway would be found without having been planted.
    plants = tuple(p for p in plants if not any(v.casefold() in raw for v in p.values))
    hosts = {name: detect(name, text[:_HEAD]) for name, text in files.items()}
    where: dict[Plant, str] = {}
    for input_ in _FILES:
        mine = [p for p in plants if p.input == input_ and p.carrier != "file name"]
        if not mine:
            continue
        host = _host(input_, files, hosts)
        if host is None:
            host = _FILES[input_]
            files[host] = _alone(input_, mine, random, number)
        else:
            files[host] = _between(files[host], _blocks(mine), random, stamped=input_ == "log")
        where |= dict.fromkeys(mine, host)
    for plant in plants:
        if plant.carrier == "file name":
            files[plant.text] = "10:40 called back, the answer was wrong again\n"
    name = f"{number:03} {sample.name if sample is not None else 'small'}"
    return Planted(name, files, plants, {p: (f, _lines(files[f], p)) for p, f in where.items()})


def _texts(sample: Path) -> dict[str, str]:
    found = sorted((sample / "inputs").iterdir())
    return {path.name: path.read_bytes().decode("utf-8", "replace") for path in found}


def _host(input_: Input, files: dict[str, str], kinds: dict[str, Any]) -> str | None:
    """Return the file of a sample that can take lines of this kind; None where none can."""
    for name, kind in kinds.items():
        if input_ in ("notes", "chat") and kind == "note" and name.endswith(_PLAIN):
            return name
        if input_ == "log" and kind == "log" and name.endswith(".log"):
            return name if _STAMP.match(files[name]) else None
    return None


def _blocks(plants: Sequence[Plant]) -> list[str]:
    return [plant.text for plant in plants]


def _between(text: str, blocks: Sequence[str], random: Random, *, stamped: bool) -> str:
    """Return a text with blocks put between its lines, a log's with the stamp of the line above."""
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ends)
    at = sorted((random.randint(1, max(1, len(lines) - 1)) for _ in blocks), reverse=True)
    for place, block in zip(at, blocks, strict=True):
        said = block
        if stamped:
            found = next(filter(None, (_STAMP.match(one) for one in lines[place - 1 :: -1])), None)
            said = block.replace("{stamp}", found[0] if found else _FIRST)
        lines[place:place] = said.split("\n")
    return ends.join(lines)


def _alone(input_: Input, plants: Sequence[Plant], random: Random, number: int) -> str:
    """Return a small file of its own that holds the plants."""
    if input_ == "json":
        return _tickets(plants, escaped=number % 3 == 0)
    if input_ == "csv":
        return _calls(plants)
    if input_ == "history":
        return "\n".join(_blocks(plants))
    base = vocabulary()["base"][input_]
    return _between("\n".join((*base, "")), _blocks(plants), random, stamped=input_ == "log")


def _tickets(plants: Sequence[Plant], *, escaped: bool) -> str:
    rows = []
    for at, plant in enumerate(plants):
        row = {
            "id": 4100 + at,
            "opened": f"2026-05-04T09:{10 + at:02}:00Z",
            "status": "open",
            "customer": "not given",
            "contact": "",
            "reporter": "desk",
            "assignee": "desk",
            "text": "the assistant answered with the wrong return window",
        }
        rows.append(json.dumps({**row, plant.field or "text": plant.text}, ensure_ascii=escaped))
    return "[\n" + ",\n".join(f" {row}" for row in rows) + "\n]\n"


def _calls(plants: Sequence[Plant]) -> str:
    into_ = io.StringIO()
    writer = csv.DictWriter(into_, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for at, plant in enumerate(plants):
        row = dict(zip(_COLUMNS, (f"2026-05-04 09:{20 + at}", "", "", "desk", ""), strict=True))
        row["note"] = "called about the wrong answer"
        writer.writerow({**row, plant.field or "note": plant.text})
    return into_.getvalue()


def _lines(text: str, plant: Plant) -> frozenset[int]:
    """Return the numbers of the lines that hold a piece of the plant."""
    told = [piece.casefold() for piece in pieces(plant)]
    told += [json.dumps(piece)[1:-1] for piece in told]
    return frozenset(
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if any(piece in line.casefold() for piece in told)
    )
