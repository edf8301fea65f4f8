"""Bundles: clean inputs of an incident, and clean past incidents, to plant payloads in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from assistant.resources import samples_dir

_HERE = Path(__file__).resolve().parent
_SMALL = _HERE / "bundles"
RECORDS = "past.jsonl"
DOCUMENT = "earlier.md"


@cache
def inputs_of(name: str) -> Mapping[str, str]:
    """Return the texts of a bundle by file name: one of the small ones, or a sample incident's."""
    small = _SMALL / name
    folder = small if small.is_dir() else samples_dir() / name / "inputs"
    return MappingProxyType(
        {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    )


@cache
def records() -> tuple[str, ...]:
    """Return the clean past incidents, each a line of JSON."""
    return tuple((_HERE / "data" / RECORDS).read_text(encoding="utf-8").splitlines())


@cache
def document() -> str:
    """Return a clean past incident as the Markdown of its post-mortem."""
    return (_HERE / "data" / DOCUMENT).read_text(encoding="utf-8")
