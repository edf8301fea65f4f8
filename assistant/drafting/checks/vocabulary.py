"""The words that the grounding check knows, read once from its data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import ResourceError

_PATH = Path(__file__).parent / "data" / "grounding.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Number words with their values, units, months, currencies and ordinary capitalised words."""

    number_words: Mapping[str, int]
    multipliers: Mapping[str, int]
    scales: Mapping[str, int]
    currencies: Mapping[str, frozenset[str]]
    vague_figures: frozenset[str]
    ordinary_capitals: frozenset[str]
    units: frozenset[str]
    months: Mapping[str, int]
    weekdays: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary; ResourceError where the data file is missing or damaged."""
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        months = {name: i for i, name in enumerate(data["months"], start=1)}
        return Vocabulary(
            number_words={str(k): int(v) for k, v in data["number_words"].items()},
            multipliers={str(k): int(v) for k, v in data["multipliers"].items()},
            scales={str(k): int(v) for k, v in data["scales"].items()},
            currencies={str(k): frozenset(v) for k, v in data["currencies"].items()},
            vague_figures=frozenset(data["vague_figures"]),
            ordinary_capitals=frozenset(data["ordinary_capitals"]),
            units=frozenset(data["units"]),
            weekdays=frozenset(data["weekdays"]),
            months=months | {name[:3]: i for name, i in months.items()} | {"sept": 9},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise ResourceError(
            f"{_PATH} cannot be used: {error!r}. Install the package again."
        ) from error
