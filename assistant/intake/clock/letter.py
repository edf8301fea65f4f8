"""The letter that a line is the body of: when it was sent, and by whose clocks it tells times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from assistant.incident import Mention
from assistant.intake.clock.datespan import complete
from assistant.intake.clock.standing import standing_in
from assistant.intake.clock.told import Line

_RULE = re.compile(r"\s{0,3}(?:-{3,}|={3,}|_{3,}|\*{3,}|~{3,})\s*\Z")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail sent `at` (a naive time by its sender's clock).

    `zone` is the clock of its sender and `yours` that of who it answers; None where not known.
    """

    at: datetime
    zone: tzinfo | None = None
    yours: tzinfo | None = None


def within(letters: Sequence[Letter | None], lines: Sequence[Line]) -> tuple[Letter | None, ...]:
    """Return the letters by line without the lines that somebody wrote below one of them.

    Such lines follow a rule and are headed by a day after the one on which the letter was sent.
    """
    found = list(letters)
    ruled: Letter | None = None
    left: Letter | None = None
    for number, letter in enumerate(letters):
        if letter is None:
            continue
        if letter is ruled and letter is not left and _is_later(letter, lines, number):
            left = letter
        if letter is left:
            found[number] = None
        elif _RULE.match(lines[number].text):
            ruled = letter
    return tuple(found)


def _is_later(letter: Letter, lines: Sequence[Line], number: int) -> bool:
    sent = letter.at.date()
    for told in lines[number].told:
        day = complete(told.date, near=sent, order=None) if told.date else None
        if day is not None and day > sent:
            return standing_in(lines, number, told) in ("divider", "heads")
    return False


def until(found: tuple[Mention, ...], day: date) -> tuple[Mention, ...]:
    """Return the mentions without those of days after the one a letter was sent on: plans."""
    return tuple(m for m in found if m.moment is None or m.moment.at.date() <= day)
