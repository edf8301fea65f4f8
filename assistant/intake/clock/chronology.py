"""The times of a whole text: the day and zone carried from headings, tables and lines above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from functools import partial

from assistant.incident import Mention, Moment, Reference
from assistant.intake.clock.baredays import is_prose
from assistant.intake.clock.carried import Carried, carried_above
from assistant.intake.clock.clock import mentions, worth_telling
from assistant.intake.clock.daynumbers import day_number
from assistant.intake.clock.dividers import Dividers, counted_day
from assistant.intake.clock.elapsed import without_elapsed
from assistant.intake.clock.halves import with_halves
from assistant.intake.clock.letter import Letter, until, within
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.midnights import EVENING, MORNING, midnights
from assistant.intake.clock.naming import moment_of
from assistant.intake.clock.standing import HEADING, is_time_only, standing_in
from assistant.intake.clock.stretches import Stretch
from assistant.intake.clock.table_zones import TableZones, table_zones
from assistant.intake.clock.told import Line
from assistant.intake.clock.zone_statements import ZoneTold, zones_told
from assistant.intake.clock.zone_words import APART, source_of_file


def read_times(
    lines: Sequence[str | Line],
    *,
    reference: Reference,
    zone_given: bool = False,
    day_given: bool = False,
    letters: Sequence[Letter | None] = (),
    source: str = "",
) -> tuple[tuple[Mention, ...], ...]:
    """Return the times told in each line of a text; a line may have been read before.

    `letters` gives by line the mail that it is the body of: its times are told by its own clock.
    `source` is the name of the file: a zone stated for the chat alone holds in the chat.

    `zone_given` and `day_given` tell that a person stated the reference's zone or day: it then
    stands over the text's general statements, not over what stands with a time or a heading.
    """
    whole = [one if isinstance(one, Line) else read_line(one) for one in lines]
    read = with_halves(without_elapsed(whole))
    carried = carried_above(reference, read)
    kind = source_of_file(source) if source else None
    walk = _Walk(read, carried, zone_given, day_given, letters, kind)
    found = tuple(map(walk.step, range(len(read))))
    if walk.origin is not None and walk.waiting:
        # "T-30m" stands above the line that says when T was
        carried = carried._replace(origin=walk.origin)
        walk = _Walk(read, carried, zone_given, day_given, letters, kind)
        found = tuple(map(walk.step, range(len(read))))
    return found


class _Walk:
    """Goes down a text once, keeping what the next line inherits."""

    def __init__(
        self,
        lines: Sequence[Line],
        carried: Carried,
        zone_given: bool,
        day_given: bool,
        letters: Sequence[Letter | None],
        kind: str | None,
    ) -> None:
        self._lines = lines
        self._carried = carried
        self._general = carried
        self._zone_given = zone_given
        self._day_given = day_given
        self._letters = within(letters, lines)
        self._kind = kind
        self._moments: list[Moment | None] = []
        self._letter: Letter | None = None
        self._level = 0
        self._dividers = Dividers()
        self.waiting = False
        self._table: TableZones | None = None
        self._in_tables: tzinfo | None = None
        self._passing: date | None = None
        self._said: Moment | None = None
        self._hour: int | None = None
        # The days that headings above state, with their levels; a label's has level 0.
        self._days: list[tuple[int, Carried]] = [(-1, carried)]
        self._shifts = midnights(lines)

    @property
    def origin(self) -> Moment | None:
        """Return the T of "T+15m" where a line told both, else None."""
        return self._carried.origin

    def step(self, number: int) -> tuple[Mention, ...]:
        """Return the times of the next line, and take over what it says for those below."""
        line = self._lines[number]
        text = line.text
        self._moments.append(None)
        blank = not text or text.isspace()
        heading = HEADING.match(text) if "#" in text else None
        if blank or heading:
            self._passing = self._said = None
        if blank:
            if self._letter is None and self._carried.now is not None:
                self._carried = self._carried._replace(now=None)
            return ()
        if heading and not is_time_only(line):
            self._leave_section(len(heading[1]))
        letter = self._letters[number] if self._letters else None
        if letter is None and self._letter is not None:
            self._take_letter(None)
        if self._table is not None or heading or line.zones or "|" in text:
            self._take_zone(number, heading is not None)
        if letter is not self._letter:
            self._take_letter(letter)
        counted = counted_day(self._lines, number)
        if counted is not None:
            self._divide(self._dividers.counted(counted, line, self._general.day), text)
        carried = self._carried
        found = self._complete(number, line)
        if counted is not None:
            self._dividers = self._dividers.dated(counted, line, found)
        elif not found or line.told[0].clock is None:
            self._divide(self._dividers.named(text, self._carried, self._general.day), text)
        if found:
            self._take_day(number, line, found)
            self._take_weekday(line, found)
        self._take_times(line, found)
        if self._moments[-1] is not None or line.head is not None:
            told_on = self._said is not None or is_prose(line)
            self._said = self._carried.last if told_on else None
        told = worth_telling(line, found, carried)
        return told if self._letter is None else until(told, self._letter.at.date())

    def _take_letter(self, letter: Letter | None) -> None:
        """Tell the times of a mail's body by its sender's clock, from the day it was sent on."""
        self._letter = letter
        self._carried = self._in_general_zone()._replace(yours=None)
        if letter is not None:
            zoned, dated = not self._general.zone_told, not self._day_given
            self._carried = self._carried.by_letter(letter, zoned=zoned, dated=dated)

    def _take_times(self, line: Line, found: tuple[Mention, ...]) -> None:
        """Keep the times of a line for those below that count from them."""
        if not found:
            if self._carried.message:
                self._carried = self._carried._replace(message=False)
            return
        for told, mention in zip(line.told, found, strict=True):
            if told.stretch is not None and told.stretch.anchor == "origin":
                self._take_origin(told.stretch, mention, line, found)
        self._carried, self._moments[-1] = self._carried.after_line(line, found)

    def _take_origin(
        self, stretch: Stretch, mention: Mention, line: Line, found: tuple[Mention, ...]
    ) -> None:
        """Take the T of "T+15m" from a line that tells its time beside it."""
        pairs = zip(line.told, found, strict=True)
        stated = [m.moment for t, m in pairs if t.stretch is None and m.moment]
        if stated and self._carried.origin is None:
            at = stated[0].at - (stretch.amount or timedelta(0))
            self._carried = self._carried._replace(origin=replace(stated[0], at=at))
        self.waiting |= mention.moment is None

    def _leave_section(self, level: int) -> None:
        """Drop what the last section stated for itself: its day, and the zone of its heading."""
        while self._days[-1][0] >= max(level, 1):
            self._days.pop()
        above = self._days[-1][1]
        self._carried = self._carried._replace(
            day=above.day,
            near=above.near,
            day_told=above.day_told,
            last=None,
            now=None,
            message=False,
            listed=None,
        )
        if level <= self._level:
            self._carried = self._in_general_zone()
            self._level = 0

    def _in_general_zone(self) -> Carried:
        """Return what is carried with the zone that holds for the whole text."""
        zone = self._general
        return self._carried._replace(zone=zone.zone, zone_told=zone.zone_told, beside=zone.beside)

    def _take_zone(self, number: int, heading: bool) -> None:
        line = self._lines[number]
        text = line.text
        below = self._lines[number + 1].text if number + 1 < len(self._lines) else ""
        opened = table_zones(text, below)
        if opened is not None:
            self._table = opened
            return
        self._table = self._table if "|" in text else None
        if "|" in text and not heading and any(told.clock for told in line.told):
            return
        # A heading states a zone even with a time in it.
        for told in zones_told(text) if heading and line.told else line.zones:
            if not self._concerns(told):
                continue
            if heading:
                match = HEADING.match(text)
                self._level = len(match[1]) if match else 0
                self._carried = self._carried.within(told.zone, told.beside)
            elif told.scope == "table":
                self._in_tables = told.zone
            elif not self._zone_given:
                self._carried = self._carried.within(told.zone, told.beside)
                if not self._level and self._letter is None:
                    self._general = self._general.within(told.zone, told.beside)

    def _concerns(self, told: ZoneTold) -> bool:
        """Return whether a zone is stated for this text and not for a log or a chat beside it."""
        if told.source is None or told.source == self._kind:
            return True
        return told.source not in APART and self._kind is None and not self._general.zone_told

    def _divide(self, found: tuple[Dividers, date | None], text: str) -> None:
        """Take the day that a line divides off in words; a heading's holds for sections below."""
        self._dividers, day = found
        if day is None:
            return
        told = self._carried.day_told and day_number(text) is None  # "Day 2" is worked out
        self._carried = self._carried._replace(day=day, day_told=told)
        heading = HEADING.match(text) if "#" in text else None
        if heading:
            self._days.append((len(heading[1]), self._carried))

    def _complete(self, number: int, line: Line) -> tuple[Mention, ...]:
        carried, shift = self._carried, self._shifts[number]
        head = line.head
        if head is not None and head.clock is not None:
            self._hour = head.clock.at.hour
        elif self._passing is not None:
            carried, shift = carried._replace(day=self._passing, day_told=True), 0
        elif self._hour is not None and self._hour < MORNING and shift:
            # said in the night of what happened in the evening before it
            told = next((t.clock for t in line.told if t.clock and t.date is None), None)
            shift -= told is not None and told.at.hour >= EVENING
        zone_at = None
        if self._table is not None:
            zone_at = partial(self._table.at, line.text, default=self._in_tables)
        return mentions(
            line, carried, shift=shift, zone_at=zone_at, named=self._named, said=self._said
        )

    def _named(self, rest: str) -> Moment | None:
        """Return the time of the step above that the words after a stretch name."""
        return moment_of(rest, self._lines, self._moments[:-1])

    def _take_weekday(self, line: Line, found: tuple[Mention, ...]) -> None:
        """Take the day of a paragraph that goes on from "on Tuesday at 08:20"."""
        if line.head is not None and line.head.clock is not None:
            return
        for told, mention in zip(line.told, found, strict=True):
            if told.weekday is not None and told.clock is not None and mention.moment is not None:
                day = mention.moment.at.date()
                above = self._passing or self._carried.day
                self._passing = day if above is None or day >= above else self._passing

    def _take_day(self, number: int, line: Line, found: tuple[Mention, ...]) -> None:
        for told, mention in zip(line.told, found, strict=True):
            if mention.moment is None:
                continue
            if told is line.head and told.shift is not None and told.shift > 0:
                # "The next morning at 8 ...": the lines below go on from there
                day = mention.moment.at.date()
                self._carried = self._carried._replace(day=day, day_told=True)
                return
            day = mention.moment.at.date()
            if told is line.head and told.shift is not None and line.only_head:
                self._passing = day  # "Ana - Yesterday at 6:52 PM": the words below are of then
            if told.date is None:
                continue
            standing = standing_in(self._lines, number, told)
            heading = HEADING.match(line.text)
            if standing == "prose":
                self._passing = day
            if standing not in ("divider", "head", "heads", "label"):
                return
            if self._day_given and (standing == "label" or (number == 0 and heading)):
                return
            self._carried = self._carried._replace(day=day, near=day, day_told=True)
            if heading or standing == "label":
                self._days.append((len(heading[1]) if heading else 0, self._carried))
            self._passing = None
            return
