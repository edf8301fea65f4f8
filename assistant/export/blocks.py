"""The blocks that a document is made of, the same for every format it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["plain", "strong", "quiet", "code"]
MARKS = 8

Tone = Literal["draft", "open", "note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words in one look; the words may come from the inputs and are never markup."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Cite:
    """A run of evidence ids that the words before it rest on; a long run is cut for reading."""

    ids: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the ids to show as marks; the appendix holds every line all the same."""
        return self.ids if len(self.ids) <= MARKS else self.ids[: MARKS - 1]

    @property
    def more(self) -> str:
        """Return how many ids are not shown, in words, or ""."""
        left = len(self.ids) - len(self.shown)
        return f"and {left} more" if left else ""


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
    | Sources
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its title, the line under the title, and its blocks in order."""

    title: str
    byline: Line
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
