"""Where the offline writer looks for what, read once from its data file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from assistant.errors import ResourceError

_PATH = Path(__file__).parent / "data" / "cues.toml"


@dataclass(frozen=True, slots=True)
class Cues:
    """Headings and labels in lower case, a pattern for each further section, and two limits."""

    summary_headings: frozenset[str]
    generic_headings: frozenset[str]
    generic_words: frozenset[str]
    asking: tuple[str, ...]
    first_person: frozenset[str]
    telling_labels: frozenset[str]
    filing_labels: frozenset[str]
    naming_text: frozenset[str]
    filling_text: frozenset[str]
    pointing_text: tuple[str, ...]
    sections: Mapping[str, re.Pattern[str]]
    change_window_hours: int
    section_limit: int


@cache
def cues() -> Cues:
    """Return the cues; ResourceError where the data file is missing or damaged."""
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        return Cues(
            summary_headings=frozenset(data["summary_headings"]),
            generic_headings=frozenset(data["generic_headings"]),
            generic_words=frozenset(data["generic_words"]),
            asking=tuple(sorted(data["asking"], key=len, reverse=True)),
            first_person=frozenset(data["first_person"]),
            telling_labels=frozenset(data["telling_labels"]),
            filing_labels=frozenset(data["filing_labels"]),
            naming_text=frozenset(data["about_text"]["naming"]),
            filling_text=frozenset(data["about_text"]["filling"]),
            pointing_text=tuple(data["about_text"]["pointing"]),
            sections=MappingProxyType({k: _any_of(v) for k, v in data["sections"].items()}),
            change_window_hours=int(data["change_window_hours"]),
            section_limit=int(data["section_limit"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise ResourceError(
            f"{_PATH} cannot be used: {error!r}. Install the package again."
        ) from error


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", re.I)
