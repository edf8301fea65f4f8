"""Decisions: sentences that assert what only people decide."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data" / "decisions.toml"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return (
        tuple(re.compile(one) for one in data["unless"]),
        tuple((kind, re.compile("|".join(ways))) for kind, ways in data["decisions"].items()),
    )


def asserted(text: str) -> str | None:
    """Return which decision of people a text asserts ("root cause", "approval"), or None."""
    unless, ways = _patterns()
    plain = " ".join(text.lower().split())
    if any(one.search(plain) for one in unless):
        return None
    return next((kind for kind, pattern in ways if pattern.search(plain)), None)
