"""The blocks that a document is made of, the same for every format it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Look = Literal["plain", "strong", "quiet", "code"]
MARKS = 8
NUMBERED = re.compile(r"([A-Z]+(?:[0-9]+-)?)([0-9]{1,12})")

Tone = Literal["draft", "open", "note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words in one look; the words may come from the inputs and are never markup."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Cite:
    """The evidence ids that the words before them rest on."""

    ids: tuple[str, ...]

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """Return the marks to show, each the first and last id of lines that follow each other.

        Three lines or more make one mark; so many marks are shown that they can be read.
        """
        return self._spans()[:MARKS]

    @property
    def more(self) -> str:
        """Return how many marks are not shown, in words, or ""; the appendix holds every line."""
        left = len(self._spans()) - MARKS
        return f"and {left} more" if left > 0 else ""

    def _spans(self) -> tuple[tuple[str, str], ...]:
        runs: list[list[str]] = []
        for name in self.ids:
            if runs and _follows(runs[-1][-1], name):
                runs[-1].append(name)
            else:
                runs.append([name])
        return tuple(
            span
            for run in runs
            for span in ([(run[0], run[-1])] if len(run) > 2 else [(name, name) for name in run])
        )


def _follows(before: str, name: str) -> bool:
    """Return whether two ids are of one file and of lines that follow each other."""
    one, two = NUMBERED.fullmatch(before), NUMBERED.fullmatch(name)
    return bool(one and two and one[1] == two[1] and int(one[2]) + 1 == int(two[2]))


Line = tuple[Text | Cite, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; `anchor` is unique in the document."""

    text: str
    anchor: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `look` says whether it carries the story or stands back from it."""

    line: Line
    look: Literal["plain", "quiet"] = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order of its own."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline; `when` and `phase` are words, empty where nothing is known."""

    when: str
    phase: str
    line: Line


@dataclass(frozen=True, slots=True)
class Steps:
    """A timeline, in order; `marked` tells that some phase stands out."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure for the head of the document, with what it measures."""

    label: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A titled group of labelled lines, such as one hypothesis."""

    title: Line
    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart from the text."""

    tone: Tone
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Verbatim text, folded away behind `title` where the format can do so."""

    title: str
    text: str
    language: Literal["diff", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in which words were taken out and put in; `runs` are (op, words) in order."""

    title: str
    runs: tuple[tuple[Literal["kept", "out", "in"], str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One cited line of the inputs, as the appendix shows it."""

    id: str
    file: str
    line: int
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The appendix: every cited line, in reading order."""

    sources: tuple[Source, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Table
    | Steps
    | Tiles
    | Card
    | Callout
    | Code
    | Words
    | Sources
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its title, the line under the title, and its blocks in order."""

    title: str
    byline: Line
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
