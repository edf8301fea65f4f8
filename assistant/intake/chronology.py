"""The times of a whole text: the day and zone carried from headings, tables and lines above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo
from functools import cache, partial
from itertools import pairwise

from assistant.incident import Mention, Reference
from assistant.intake.clock import Carried, Line, Told, carried_from, mentions, read_line
from assistant.intake.dates import order_of, weekday_after
from assistant.intake.halves import with_halves
from assistant.intake.words import alternatives, words
from assistant.intake.zone_statements import TableZones, table_zones, zones_told

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
_LABEL = re.compile(r"[\s>*_\-#]{0,8}([A-Za-z][A-Za-z /-]{1,30}?)[\s*_]{0,4}[:|][\s*_|]{0,30}\Z")
_DIVIDER = re.compile(r"[\s\-–—=*_#~>|\[\](){}.:,]*\Z")
_EVENING, _MORNING = 18, 8
_SLACK = 5


def read_times(
    lines: Sequence[str], *, reference: Reference, zone_given: bool = False, day_given: bool = False
) -> tuple[tuple[Mention, ...], ...]:
    """Return the times told in each line of a text.

    `zone_given` and `day_given` tell that a person stated the reference's zone or day: it then
    stands over the text's general statements, not over what stands with a time or a heading.
    """
    read = with_halves([read_line(text) for text in lines])
    anchors = [reference.day] if reference.day else []
    order = order_of((t.date for line in read for t in line.told if t.date), anchors)
    walk = _Walk(read, carried_from(reference, order=order), zone_given, day_given)
    return tuple(walk.step(number) for number in range(len(read)))


class _Walk:
    """Goes down a text once, keeping what the next line inherits."""

    def __init__(
        self, lines: Sequence[Line], carried: Carried, zone_given: bool, day_given: bool
    ) -> None:
        self._lines = lines
        self._carried = carried
        self._general = carried
        self._zone_given = zone_given
        self._day_given = day_given
        self._level = 0
        self._table: TableZones | None = None
        self._in_tables: tzinfo | None = None
        self._passing: date | None = None
        self._hour: int | None = None
        # The days that headings above state, with their levels; a label's has level 0.
        self._days: list[tuple[int, Carried]] = [(-1, carried)]
        self._shifts = self._rolled()

    def step(self, number: int) -> tuple[Mention, ...]:
        """Return the times of the next line, and take over what it says for those below."""
        line = self._lines[number]
        text = line.text
        heading = _HEADING.match(text)
        if not text.strip() or heading:
            self._passing = None
        if heading and not is_time_only(line):
            self._leave_section(len(heading[1]))
        self._take_zone(number, heading is not None)
        self._take_weekday(text)
        found = self._complete(number, line)
        self._take_day(number, line, found)
        return found

    def _leave_section(self, level: int) -> None:
        """Drop what the last section stated for itself: its day, and the zone of its heading."""
        while self._days[-1][0] >= max(level, 1):
            self._days.pop()
        above = self._days[-1][1]
        self._carried = replace(
            self._carried, day=above.day, near=above.near, day_told=above.day_told
        )
        if level <= self._level:
            self._carried = replace(
                self._carried, zone=self._general.zone, zone_told=self._general.zone_told
            )
            self._level = 0

    def _take_zone(self, number: int, heading: bool) -> None:
        text = self._lines[number].text
        below = self._lines[number + 1].text if number + 1 < len(self._lines) else ""
        opened = table_zones(text, below)
        if opened is not None:
            self._table = opened
            return
        if self._table and "|" not in text:
            self._table = None
        if self._table or (any(t.clock for t in self._lines[number].told) and not heading):
            return
        for told in zones_told(text):
            if heading:
                match = _HEADING.match(text)
                self._level = len(match[1]) if match else 0
                self._carried = replace(self._carried, zone=told.zone, zone_told=True)
            elif told.scope == "table":
                self._in_tables = told.zone
            elif not self._zone_given:
                self._carried = replace(self._carried, zone=told.zone, zone_told=True)
                if not self._level:
                    self._general = replace(self._general, zone=told.zone, zone_told=True)

    def _take_weekday(self, text: str) -> None:
        """Take a divider such as "Tuesday" as the next such day of a list under dated ones."""
        word = text.strip(" -–—=*_#~:>[]()").lower()
        weekday = words().weekdays.get(word)
        if weekday is not None and self._carried.day is not None and self._carried.day_told:
            self._carried = replace(self._carried, day=weekday_after(self._carried.day, weekday))

    def _complete(self, number: int, line: Line) -> tuple[Mention, ...]:
        carried, shift = self._carried, self._shifts[number]
        head = line.head
        if head is not None and head.clock is not None:
            self._hour = head.clock.at.hour
        elif self._passing is not None:
            carried, shift = replace(carried, day=self._passing, day_told=True), 0
        elif self._hour is not None and self._hour < _MORNING and shift:
            # said in the night of what happened in the evening before it
            told = next((t.clock for t in line.told if t.clock and t.date is None), None)
            shift -= told is not None and told.at.hour >= _EVENING
        zone_at = None
        if self._table is not None:
            zone_at = partial(self._table.at, line.text, default=self._in_tables)
        return mentions(line, carried, shift=shift, zone_at=zone_at)

    def _take_day(self, number: int, line: Line, found: tuple[Mention, ...]) -> None:
        for told, mention in zip(line.told, found, strict=True):
            if told.date is None or mention.moment is None:
                continue
            day = mention.moment.at.date()
            standing = day_standing(line, told)
            heading = _HEADING.match(line.text)
            if standing == "prose":
                self._passing = day
            if standing not in ("divider", "head", "label"):
                return
            if self._day_given and (standing == "label" or (number == 0 and heading)):
                return
            self._carried = replace(self._carried, day=day, near=day, day_told=True)
            if heading or standing == "label":
                self._days.append((len(heading[1]) if heading else 0, self._carried))
            self._passing = None
            return

    def _rolled(self) -> list[int]:
        """Return by line how many midnights its bare times lie past the day of its list."""
        shifts = [0] * len(self._lines)
        run: list[tuple[int, Told]] = []
        for number, line in enumerate(self._lines):
            head = line.head
            timed = head is not None and head.clock is not None
            if (_HEADING.match(line.text) and not timed) or any(
                t.date and day_standing(line, t) in ("divider", "head", "label") for t in line.told
            ):
                _roll(shifts, run, number)
                run = []
            if timed and head and (head.date or (head.shift is None and head.weekday is None)):
                run.append((number, head))
        _roll(shifts, run, len(self._lines))
        return shifts


def _roll(shifts: list[int], run: Sequence[tuple[int, Told]], end: int) -> None:
    """Count the midnights of one list, up to line `end`, where its times are evidently in order."""
    starts: list[int] = []
    for (_, first), (number, second) in pairwise(run):
        if first.clock is None or second.clock is None:
            continue
        drop = _minutes(first) - _minutes(second)
        if drop > 0 and first.clock.at.hour >= _EVENING and second.clock.at.hour < _MORNING:
            starts.append(number)
        elif drop > _SLACK:
            return
    for start in starts:
        for number in range(start, end):
            shifts[number] += 1


def _minutes(told: Told) -> int:
    return told.clock.at.hour * 60 + told.clock.at.minute if told.clock else 0


def is_time_only(line: Line) -> bool:
    """Return whether the line holds times and marks and nothing else."""
    return bool(line.told) and bool(_DIVIDER.match(_without_times(line)))


def _without_times(line: Line) -> str:
    rest, end = [], 0
    for told in line.told:
        rest.append(line.text[end : told.start])
        end = max(end, told.end)
    rest.append(line.text[end:])
    return "".join(rest)


@cache
def _trimmings() -> re.Pattern[str]:
    names = alternatives([*words().weekdays, "day", "date", "today", "timeline", "utc"])
    return re.compile(rf"(?:{names}|\d{{1,2}}|[\s\-–—=*_#~>|\[\](){{}}.:,/])*\Z", re.IGNORECASE)


def day_standing(line: Line, told: Told) -> str:
    """Return how a date stands in its line.

    "divider": a heading or a line of its own; "label": under a word such as "Date:"; "head": the
    line opens with it; "prose": after an opening "On"; "other": anywhere else.
    """
    text = line.text
    if told.start > 120 or told is not line.told[0]:
        return "other"
    before = text[: told.start]
    label = _LABEL.match(before)
    if label:
        named = label[1].strip().lower()
        # a forwarded mail's "Date:" is about the mail
        if text.lstrip().startswith(">"):
            return "other"
        return "label" if named in words().incident_labels else "other"
    if _about_document(before):
        return "other"
    if _HEADING.match(text):
        return "divider"
    if told.clock is None and _trimmings().match(_without_times(line)):
        return "divider"
    if told is line.head:
        return "head"
    if re.match(r"[\s>*_\-]{0,6}(?:on|early on|late on)\s\Z", before, re.IGNORECASE):
        return "prose"
    return "other"


def _about_document(before: str) -> bool:
    tail = before[-60:].lower()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", tail) for word in _document_words())


@cache
def _document_words() -> tuple[str, ...]:
    return tuple(sorted(words().document_labels))
