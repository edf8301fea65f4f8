"""Passages: what an input of any form says, line by line, before it is redacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assistant.incident import CheckLevel, Voice


class Passage(NamedTuple):
    """One readable line; `line` is where it stands in the input, counted from 1.

    `message` numbers the message that it belongs to: its lines share a speaker. `who` is the name
    of that speaker as a field or header states it, and `voice` the role where the form tells it.
    `header` lines only say who wrote what follows and when; `aside` lines (a subject) are no part
    of what happened; `quoted` ones repeat an earlier message.

    A tuple, because every line of every note is one: that takes a third of the time to make.
    """

    text: str
    line: int
    message: int | None = None
    who: str | None = None
    voice: Voice | None = None
    header: bool = False
    aside: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd about an input: `told` goes on after its name ("... was cut off")."""

    told: str
    level: CheckLevel = "info"


@dataclass(frozen=True, slots=True)
class Rendering:
    """An input as passages; `lines` counts its lines, or what was extracted of a document."""

    passages: tuple[Passage, ...]
    lines: int
    notices: tuple[Notice, ...] = ()


def of_text(lines: Iterable[str]) -> Rendering:
    """Return plain lines as they stand; of a run of blank ones only the first two are kept."""
    passages: list[Passage] = []
    number = blank = 0
    for number, text in enumerate(lines, start=1):
        blank = 0 if text and not text.isspace() else blank + 1
        if blank <= 2:
            passages.append(Passage(text, number))
    return Rendering(tuple(passages), number)
