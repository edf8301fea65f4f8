"""What a line tells of times, before they are completed: a date, a clock, or words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.incident import Moment
from assistant.intake.clock.clockspan import ClockSpan
from assistant.intake.clock.datespan import DateSpan
from assistant.intake.clock.stretches import Stretch
from assistant.intake.clock.words import alternatives, words
from assistant.intake.clock.zone_statements import ZoneTold

# The bullets of word processors, the last two from a font of signs.
BULLETS = "•◦▪●■○‣⁃►➢§\uf0b7\uf0a7"


@cache
def head() -> re.Pattern[str]:
    """Return the pattern of all that may stand before the time that a line opens with.

    That is marks of lists, tables, quotes and headings, words such as "at", and "Day 2".
    """
    day = rf"{alternatives(words().day_numbers)}\s?\d{{1,2}}\s{{0,20}}[:,|–—-]?\s{{1,20}}"
    return re.compile(
        rf"[\s>#|*_\-–—·+~≈(\[<`'\"✓✔☐→{BULLETS}]{{0,24}}(?:o\t|\d{{1,3}}[.)]\s+)?[\s*_(\[`~≈]{{0,6}}"
        rf"(?:{day})?(?:{alternatives(words().opening)},?:?\s+(?:at\s|about\s|around\s)?)?[~≈(\[*_`]{{0,3}}\Z",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One time of a line before it is completed: a date, a clock time, both joined, or in words.

    `shift` is days from the day spoken of ("yesterday"), `weekday` counts from Monday = 0, `last`
    tells that it is the one before ("last Friday"), `of_month` is the number of a day ("the 3rd").
    `at` is a time that is whole by itself, and `vague` why one cannot be known ("this morning").
    """

    start: int
    end: int
    date: DateSpan | None = None
    clock: ClockSpan | None = None
    year: int | None = None
    shift: int | None = None
    weekday: int | None = None
    last: bool = False
    of_month: int | None = None
    at: Moment | None = None
    stretch: Stretch | None = None
    vague: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the times found in it.

    `opens` tells that the first of them is what the line opens with, or follows the name in a
    chat header ("Responder A  2:05 PM"). `zones` are those that it states for other times too.
    """

    text: str
    told: tuple[Told, ...] = ()
    opens: bool = False
    zones: tuple[ZoneTold, ...] = ()

    @property
    def head(self) -> Told | None:
        """Return the time that the line opens with, None where it opens with something else."""
        return self.told[0] if self.opens and self.told else None

    @property
    def only_head(self) -> bool:
        """Return whether a line opens with a time and has no words after or between its times."""
        if not self.opens:
            return False
        ends = [one.end for one in self.told]
        starts = [*(one.start for one in self.told[1:]), len(self.text)]
        gaps = [self.text[end:start] for end, start in zip(ends, starts, strict=True)]
        return not any(map(str.isalnum, "".join(gaps[:-1]))) and not gaps[-1].strip(" \t)]>*_:")
