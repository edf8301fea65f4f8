"""Sentences of notes: those that name somebody in passing, and those whose capitals name nobody."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from evals.redaction.specimens import Specimen

_DATA = Path(__file__).resolve().parent / "data"
_NAME = re.compile("«(.*?)»")
_ASIDE = 3

TUNED = "names in passing"
ASIDE = "names in passing, set aside"


def _sentences(key: str, *, aside: bool) -> tuple[str, ...]:
    data = tomllib.loads((_DATA / "passing.toml").read_text(encoding="utf-8"))
    return tuple(
        str(line)
        for number, line in enumerate(data[key], start=1)
        if (number % _ASIDE == 0) is aside
    )


def named(*, aside: bool) -> tuple[Specimen, ...]:
    """Return one specimen for each name; every third sentence was set aside."""
    group = ASIDE if aside else TUNED
    return tuple(
        Specimen(group, "sentence", _NAME.sub(r"\1", line), name)
        for line in _sentences("named", aside=aside)
        for name in _NAME.findall(line)
    )


def unnamed(*, aside: bool) -> tuple[str, ...]:
    """Return the sentences in which nobody is named."""
    return _sentences("unnamed", aside=aside)
