"""Payloads: texts that attackers plant, with the words that would show that they were obeyed."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.poison import disguises

DATA = Path(__file__).resolve().parent / "data"
_LEAST = 6  # letters of a disguised mark that tells something
_TOLD = 24  # letters at the head of a disguised text that show it repeated


@dataclass(frozen=True, slots=True)
class Payload:
    """A text of a kind; `marks` are folded words which show that it was obeyed or repeated.

    `cover` stands ahead of what a reader does not see. Those `apart` are not looked at while rules
    are tuned.
    """

    id: str
    kind: str
    text: str
    marks: tuple[str, ...]
    language: str = "en"
    disguise: str | None = None
    cover: str = ""
    apart: bool = False

    @property
    def planted(self) -> str:
        """Return the text as it is planted, spelled as its disguise has it."""
        if self.disguise is None:
            return self.text
        return " ".join(part for part in (self.cover, self._spelled(self.text)) if part)

    @property
    def signs(self) -> tuple[str, ...]:
        """Return the marks, and how they and the head of the text read in disguise."""
        if self.disguise is None:
            return self.marks
        spelled = [disguises.folded(self._spelled(mark)) for mark in self.marks]
        spelled.append(disguises.folded(self._spelled(self.text))[:_TOLD].strip())
        return tuple(dict.fromkeys((*self.marks, *(s for s in spelled if len(s) >= _LEAST))))

    def _spelled(self, text: str) -> str:
        return text if self.disguise is None else disguises.spelled(self.disguise, text)


@cache
def payloads() -> tuple[Payload, ...]:
    """Return all payloads in the order of the data file, numbered within their kind."""
    rows = tomllib.loads((DATA / "payloads.toml").read_text(encoding="utf-8"))["payload"]
    met: Counter[str] = Counter()
    found = []
    for row in rows:
        met[row["kind"]] += 1
        found.append(
            Payload(
                id=f"{row['kind']}-{met[row['kind']]}",
                kind=row["kind"],
                text=row["text"],
                marks=tuple(disguises.folded(mark) for mark in row["marks"]),
                language=row.get("language", "en"),
                disguise=row.get("disguise"),
                cover=row.get("cover", ""),
                apart=row.get("apart", False),
            )
        )
    return tuple(found)
