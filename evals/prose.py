"""Prose: all that a draft says in its own words, which is everything but its quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from assistant.drafting.draft import Draft

# Fields that quote the inputs, or quote what was withheld.
_QUOTES = {"evidence", "diff", "checks"}


def _texts(value: Any, where: str, *, quotes: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item, where, quotes=quotes)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield where, str(key)
            yield from _texts(item, f"{where}.{key}" if where else str(key), quotes=quotes)
    elif is_dataclass(value):
        for one in fields(value):
            if quotes or one.name not in _QUOTES:
                inner = f"{where}.{one.name}" if where else one.name
                yield from _texts(getattr(value, one.name), inner, quotes=quotes)


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts that a value holds, whatever its shape, none for None."""
    return tuple(said for _, said in _texts(value, "", quotes=False))


def everything(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return each text of the draft with the field that it stands in, quotes of the inputs too."""
    return tuple(_texts(draft, "", quotes=True))


def prose(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return each text outside `evidence`, `changes[].diff` and `checks` with its field."""
    return tuple(_texts(draft, "", quotes=False))
