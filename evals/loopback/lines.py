"""Evidence lines as the honest writer reads them: the clock, the speaker, and what is said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
LONGEST = 320  # characters of a line that is told
_WORDS, _PLAIN = 3, 2  # words of a clause that is told, and those in small letters among them
_CLOCK = re.compile(
    r"(?<![\d.:-])(\d{1,2}(?::[0-5]\d|\.[0-5]\d(?=\s?[AaPp][Mm])))(?::[0-5]\d)?(?:[.,]\d+)?"
    r"(\s?[AaPp][Mm]\b)?"
)
_STAMP = re.compile(
    r"""[\[(|*\s]*(?:-\s+|•\s*)?(?:(?:ts|time|t)=)?"?
    (?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}/\d\d/\d\d)?(?:T(?=\d)|[,\s]*)
    (?:\d{1,2}(?::[0-5]\d|\.[0-5]\d(?=\s?[AaPp][Mm]))(?::[0-5]\d)?(?:[.,]\d+)?\s?(?:[AaPp][Mm]\b)?)?
    \s?(?:Z\b|UTC\b|[A-Z]{3,4}T\b|[+-]\d\d:?\d\d\b)?"?[\])|*\s]*(?:[-–—:,;]\s+)?""",
    re.VERBOSE,
)
_SPEAKER = re.compile(r"(?:@?[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|\([^)]{1,30}\))){0,3})\s?:\s+")
_LEVEL = re.compile(r"(?:lvl=|level=)?\[?(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|CRITICAL"
                    r"|(?<==)[a-z]{4,8})\]?:?\s+")  # fmt: skip
_LABEL = re.compile(
    r"(?:went well|good luck|good|lucky|luck|bad|impact|note|fyi):\s+", re.IGNORECASE
)
_MACHINE = re.compile(r"\w=\S|[{}|\\]|\";|;\"|\w;\w|,\w+,\w*,|\[\w+\]|^\S+\.\S+:")
_TABLE = re.compile(r"(?:,[^\s,]*){4},")
_ENDS = " \t|*_.,;:-–—"


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the words, frames and pairs of the honest writer."""
    return tomllib.loads((DATA / "honest.toml").read_text(encoding="utf-8"))


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """Return one of the vocabulary's patterns, compiled; one that matches nothing where none is."""
    return re.compile(vocabulary()[group].get(name, r"(?!)"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One evidence line: `clock` as it is written there, `clause` without time and speaker.

    `spoken` tells a sentence that a person wrote from what a program put out.
    """

    id: str
    text: str
    clock: str | None
    clause: str
    spoken: bool

    def suits(self, section: str) -> int:
        """Return how many different words of the line speak for telling it in the section."""
        found = pattern("suits", section).finditer(self.clause)
        return len({one[0].casefold() for one in found})

    @property
    def coded(self) -> bool:
        """Return whether the line is data or code rather than words."""
        opened = self.text.startswith(("{", '"', "'", "("))
        return opened or self.text.count('"') > 5 or bool(_TABLE.search(self.text))


def line_of(id_: str, text: str) -> Line:
    """Return a line taken apart."""
    stamp = _STAMP.match(text)
    lead = stamp[0] if stamp else ""
    rest = text[len(lead) :]
    clock = _CLOCK.search(lead)
    speaker = _SPEAKER.match(rest)
    said = rest[speaker.end() :] if speaker else rest
    level = _LEVEL.match(said)
    said = said[level.end() :] if level else said
    label = _LABEL.match(said)
    clause = (said[label.end() :] if label else said).strip(_ENDS)
    return Line(
        id=id_,
        text=text.strip(" \t|*").removeprefix("- "),
        clock=f"{clock[1]}{clock[2] or ''}" if clock else None,
        clause=clause,
        spoken=id_.startswith("N") and not level and not _MACHINE.search(clause),
    )


def instructs(text: str) -> bool:
    """Return whether a line looks like an instruction to a model."""
    return bool(pattern("untold", "instruction").search(text))


def told(line: Line) -> bool:
    """Return whether a line is told: it rates, blames, explains, orders and supposes nothing."""
    words = line.clause.split()
    plain = sum(word.strip(",.;:").isalpha() and word.islower() for word in words)
    if len(line.text) > LONGEST or len(words) < _WORDS or (line.id[0] != "L" and plain < _PLAIN):
        return False
    return not any(pattern("untold", name).search(line.text) for name in vocabulary()["untold"])


@lru_cache(maxsize=20_000)
def _told(id_: str, text: str) -> Line | None:
    line = line_of(id_, text)
    return line if told(line) else None


def lines_of(lines: Mapping[str, str]) -> tuple[Line, ...]:
    """Return those of the evidence lines that are told, in order, each text once."""
    read = (_told(id_, text) for id_, text in lines.items())
    once = {line.clause.casefold(): line for line in read if line is not None}
    return tuple(once.values())
