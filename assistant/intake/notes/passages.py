"""Passages: what an input of any form says, line by line, before it is redacted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assistant.incident import CheckLevel, Voice
from assistant.intake.clock.told import BULLETS

# What word processors put before the tab of a list's item; "-" and "+" begin lines of a diff too.
_ITEM = re.compile(
    rf"(?P<led>\s{{0,8}})(?P<sign>[*·{BULLETS}]|\d{{1,3}}[.)]|-(?=\t{{1,4}}\d\d?[:.]))\t{{1,4}}(?=\S)"
)


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
    """Return plain lines as they stand; of a run of blank ones only the first two are kept.

    The tab behind the bullet of a list's item is told as a blank.
    """
    passages: list[Passage] = []
    number = blank = 0
    for number, text in enumerate(lines, start=1):
        blank = 0 if text and not text.isspace() else blank + 1
        if blank <= 2:
            passages.append(Passage(_untabbed(text) if "\t" in text else text, number))
    return Rendering(tuple(passages), number)


def _untabbed(text: str) -> str:
    item = _ITEM.match(text)
    if item is None:
        return text
    sign = "•" if item["sign"] in BULLETS else item["sign"]
    return f"{item['led']}{sign} {text[item.end() :]}"
