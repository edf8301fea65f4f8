"""The words that the rules on meaning know, read once from their data files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.checks.meaning.stems import stem
from assistant.errors import ResourceError

Run = tuple[str, ...]
_DATA = Path(__file__).parents[1] / "data"
DIRECTIONS = _DATA / "directions.toml"
CLOSENESS = _DATA / "closeness.toml"
EQUIVALENTS = _DATA / "equivalents.toml"
HEDGES = _DATA / "hedges.toml"
OPPOSITES = _DATA / "opposites.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by what they do in a sentence.

    `sides` gives for the stem of a first word each run of stems that begins with it, longest first,
    with the axis that it belongs to and its side of it.
    """

    function: frozenset[str]
    framing: frozenset[str]
    joints: frozenset[str]
    whole: frozenset[str]
    equivalents: Mapping[Run, str]
    negators: Mapping[str, tuple[Run, ...]]
    prefixes: frozenset[str]
    contrasts: frozenset[Run]
    pivots: tuple[tuple[Run, ...], ...]
    linking: frozenset[str]
    causal: frozenset[str]
    being: frozenset[str]
    agents: frozenset[str]
    verbs: frozenset[str]
    led: frozenset[str]
    comparing: frozenset[str]
    equalling: frozenset[str]
    joining: frozenset[str]
    pronouns: frozenset[str]
    origins: frozenset[str]
    goals: frozenset[str]
    formerly: frozenset[str]
    presently: frozenset[str]
    parts: frozenset[str]
    denials: frozenset[str]
    negative: frozenset[str]
    before: frozenset[Run]
    after: frozenset[Run]
    then: frozenset[str]
    quantities: Mapping[str, tuple[frozenset[Run], frozenset[Run]]]
    sides: Mapping[str, tuple[tuple[Run, str, int], ...]]
    hedges: frozenset[Run]
    leads: frozenset[str]
    conditions: frozenset[Run]
    keeps: frozenset[Run]
    tenses: frozenset[str]
    bounds: frozenset[str]
    particles: tuple[frozenset[str], ...]


@cache
def vocabulary() -> Vocabulary:
    """Return what the data files hold; ResourceError where one of them is damaged."""
    turns, words, same, open_, opposites = (
        _read(path) for path in (DIRECTIONS, CLOSENESS, EQUIVALENTS, HEDGES, OPPOSITES)
    )
    axes = [{"name": f"pair {i}", "a": a, "b": b} for i, (a, b) in enumerate(opposites["pairs"])]
    try:
        return Vocabulary(
            function=frozenset(words["function"]),
            framing=frozenset(words["framing"]),
            joints=frozenset(turns["joints"]),
            whole=frozenset(turns["whole"]),
            equivalents=_equivalents(same["same"]),
            negators=_by_first(_runs(turns["negators"])),
            prefixes=frozenset(turns["prefixes"]),
            contrasts=_runs(turns["contrasts"]),
            pivots=tuple(tuple(_runs(group)) for group in turns["pivots"]),
            origins=frozenset(turns["passages"]["origins"]),
            goals=frozenset(turns["passages"]["goals"]),
            formerly=frozenset(turns["passages"]["formerly"]),
            presently=frozenset(turns["passages"]["presently"]),
            parts=frozenset(turns["passages"]["parts"]),
            linking=frozenset(turns["linking"]),
            causal=frozenset(turns["causal"]),
            being=frozenset(turns["being"]),
            agents=frozenset(turns["agents"]),
            verbs=frozenset(turns["verbs"]),
            led=frozenset(turns["led"]),
            comparing=frozenset(turns["comparing"]),
            equalling=frozenset(turns["equalling"]),
            joining=frozenset(turns["joining"]),
            pronouns=frozenset(turns["pronouns"]),
            denials=frozenset(turns["denials"]),
            negative=frozenset(stem(word) for word in turns["negative"]),
            before=_runs(turns["before"]),
            after=_runs(turns["after"]),
            then=frozenset(turns["then"]),
            quantities={
                str(name): (_runs(row["says"]), _runs(row["held"]))
                for name, row in turns["quantities"].items()
            },
            sides=_sides([*turns["axis"], *axes]),
            hedges=_runs(open_["open"]),
            leads=frozenset(open_["leads"]),
            conditions=_runs(open_["conditions"]),
            keeps=_runs(open_["keeps"]),
            tenses=frozenset(open_["tenses"]),
            bounds=frozenset(stem(word) for word in turns["bounds"]),
            particles=tuple(frozenset(group) for group in turns["particles"]),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise ResourceError(f"{_DATA} cannot be used: {error!r}. Install again.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{path} cannot be used: {error!r}. Install again.") from error


def _runs(listed: Iterable[str]) -> frozenset[Run]:
    return frozenset(tuple(one.split()) for one in listed)


def _by_first(runs: Iterable[Run]) -> dict[str, tuple[Run, ...]]:
    made: dict[str, tuple[Run, ...]] = {}
    for run in sorted(runs, key=len, reverse=True):
        made[run[0]] = (*made.get(run[0], ()), run)
    return made


def _equivalents(groups: Iterable[Iterable[str]]) -> dict[Run, str]:
    made: dict[Run, str] = {}
    for group in groups:
        runs = [tuple(one.split()) for one in group]
        for run in runs:
            made.setdefault(run, stem(runs[0][-1]))
    return made


def _sides(axes: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[Run, str, int], ...]]:
    made: dict[str, dict[tuple[Run, str, int], None]] = {}
    for axis in axes:
        for side, key in ((1, "a"), (-1, "b")):
            for one in axis[key]:
                run = tuple(stem(word) for word in one.split())
                made.setdefault(run[0], {})[(run, str(axis["name"]), side)] = None
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in made.items()
    }
