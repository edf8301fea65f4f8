"""The times told in one line: dates and clock times joined, completed from what is carried."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from itertools import pairwise

from assistant.incident import Mention, Moment, Reference
from assistant.intake import zones
from assistant.intake.dates import DateSpan, Order, complete, find_dates, weekday_after
from assistant.intake.stamps import parse_stamp as parse_stamp
from assistant.intake.times import ClockSpan, find_clocks, of_day
from assistant.intake.words import alternatives, words

_DATE_TO_CLOCK = re.compile(
    r"(?:[T_:]|[,.;]?\s{0,3}(?:at|@|um|à|kl\.?|around|about|circa|ca\.|c\.|approx\.?|~|-|–|—|\|)?"
    r"\s{0,24}\|?\s{0,3}[~≈(\[*_`]{0,3}|\*{1,2}:?\s?)\Z",
    re.IGNORECASE,
)
_CLOCK_TO_DATE = re.compile(
    r"(?:,?\s{1,3}(?:on|of|am|le|el)?\s?(?:the\s)?|\s?[(\[,/]\s?|\s{0,24}\|\s{0,24})\Z",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"\s((?:19|20)\d\d)(?![\d:])")
# Times are looked for in the first part of a line; longer ones are dumps, not sentences.
_LONGEST = 10_000
_RANGE = re.compile(r"\s{0,2}(?:-|–|—|to|until|till|and|bis)\s{0,2}\Z", re.IGNORECASE)
# What may stand before the time that a line opens with: marks of lists, tables, quotes, headings.
_HEAD = re.compile(
    r"[\s>#|*_\-–—•·+~≈(\[<`'\"✓✔☐→]{0,24}(?:\d{1,3}[.)]\s+)?[\s*_(\[`~≈]{0,6}"
    r"(?:(?:at|around|about|approx\.?|ca\.?|c\.|circa|by|from|since|time|um|today|yesterday),?:?\s+"
    r"(?:at\s)?)?[~≈(\[*_`]{0,3}\Z",
    re.IGNORECASE,
)

# "Responder A  2:05 PM": a name, a gap, and the time that ends the line.
_HEADER = re.compile(
    r"(?:[A-Z][a-z]+ [A-Z0-9]{1,3}\s+|[^\W\d_][\w.'’ -]{0,60}?(?: APP\s|\s{2,}|\t| [—–|] ))"
    r"[\s—–|\[(]{0,4}(?:[Tt]oday at |[Yy]esterday at )?\Z"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a line inherits: the day and zone of times that state none, and how dates are written.

    `near` is a day of the incident, from which a missing year is taken. The `_told` flags are True
    where the text itself said so above, False where it is the incident's reference.
    """

    day: date | None = None
    zone: tzinfo | None = None
    near: date | None = None
    order: Order | None = None
    day_told: bool = False
    zone_told: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One time of a line before it is completed: a date, a clock time, or both joined."""

    start: int
    end: int
    date: DateSpan | None = None
    clock: ClockSpan | None = None
    year: int | None = None
    shift: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the times found in it.

    `opens` tells that the first of them is what the line opens with, or follows the name in a
    chat header ("Responder A  2:05 PM").
    """

    text: str
    told: tuple[Told, ...] = ()
    opens: bool = False

    @property
    def head(self) -> Told | None:
        """Return the time that the line opens with, None where it opens with something else."""
        return self.told[0] if self.opens and self.told else None


def carried_from(reference: Reference, *, order: Order | None = None) -> Carried:
    """Return what the first line of a text inherits from the incident's reference."""
    zone = zones.resolve(reference.zone) if reference.zone else None
    return Carried(day=reference.day, zone=zone, near=reference.day, order=order)


def find_times(
    text: str, *, reference: Reference, carried: Carried | None = None
) -> tuple[Mention, ...]:
    """Return the times told in one line, in order; a time that stays partial has no moment."""
    line = read_line(text)
    if not line.told:
        return ()
    return mentions(line, carried or carried_from(reference))


def read_line(text: str) -> Line:
    """Return the line with its dates and clock times found and joined."""
    start = text[:_LONGEST]
    if not any(map(str.isdigit, start)):
        return Line(text)
    dates = find_dates(start)
    taken = {place for span in dates for place in range(span.start, span.end)}
    clocks = [clock for clock in find_clocks(start) if clock.start not in taken]
    starts = [clock.start for clock in clocks]
    used: set[int] = set()
    joined: list[Told] = []
    for position, span in enumerate(dates):
        limit = dates[position + 1].start if position + 1 < len(dates) else len(start)
        at = bisect_left(starts, span.start)
        following = clocks[at] if at < len(clocks) and starts[at] < limit else None
        preceding = clocks[at - 1] if at and starts[at - 1] not in used else None
        told = _joined(start, span, following, preceding)
        if told.clock is not None:
            used.add(told.clock.start)
        joined.append(told)
    joined += [_alone(start, clock) for clock in clocks if clock.start not in used]
    found = tuple(sorted(joined, key=lambda told: told.start))
    return Line(text, found, bool(found) and _opens(start, found[0]))


def _opens(text: str, first: Told) -> bool:
    if first.start > 120:
        return False
    if _HEAD.match(text, 0, first.start):
        return True
    rest = text[first.end : first.end + 20].strip(" \t)]>*_:")
    return not rest and bool(_HEADER.match(text, 0, first.start))


def mentions(
    line: Line,
    carried: Carried,
    *,
    shift: int = 0,
    zone_at: Callable[[int], tzinfo | None] | None = None,
) -> tuple[Mention, ...]:
    """Return the line's times completed.

    `shift` is the number of midnights that bare times lie past the carried day; `zone_at` gives
    the zone that a table's header states for an offset of the line.
    """
    general = carried
    found: list[Mention] = []
    before: date | None = None
    previous: Told | None = None
    for told in line.told:
        zone = zone_at(told.clock.start) if zone_at and told.clock else None
        carried = general if zone is None else replace(general, zone=zone, zone_told=True)
        if told.date is not None:
            near = carried.near or carried.day
            span = told.date
            day = complete(span, near=near, order=carried.order)
            if told.year is not None:
                day = complete(span, near=date(told.year, 7, 1), order=carried.order)
            before = day
            guessed = span.year is None and told.year is None
            found.append(_mention(told, day, carried, guessed))
        else:
            day, guessed = _bare_day(line, told, before, carried, shift)
            if previous is not None and _is_range(line.text, previous, told) and found[-1].moment:
                first = found[-1].moment
                day, guessed = first.at.date(), guessed if before is None else False
                if told.clock and told.clock.at < first.at.time() and first.at.hour >= 12:
                    day += timedelta(days=1)
            found.append(_mention(told, day, carried, guessed))
        previous = told
    return _with_shared_zone(line, found)


def _joined(
    text: str, span: DateSpan, following: ClockSpan | None, preceding: ClockSpan | None
) -> Told:
    """Return a date with the clock time right after or right before it that belongs to it."""
    if (
        following is not None
        and following.start - span.end <= 40
        and _DATE_TO_CLOCK.match(text, span.end, following.start)
    ):
        year = None
        if span.year is None and span.first is None:
            year = _YEAR_AFTER.match(text, following.end)
        end = year.end() if year else following.end
        return Told(span.start, end, span, following, int(year[1]) if year else None)
    if (
        preceding is not None
        and 0 <= span.start - preceding.end <= 60
        and _CLOCK_TO_DATE.match(text, preceding.end, span.start)
    ):
        return Told(preceding.start, span.end, span, preceding)
    return Told(span.start, span.end, date=span)


@cache
def _day_word() -> tuple[re.Pattern[str], re.Pattern[str]]:
    vocabulary = words()
    names = alternatives([*vocabulary.relative, *vocabulary.weekdays])
    return (
        re.compile(rf"(?<!\w)({names})(?:\s(?:at|um))?,?\s{{1,3}}(?:at\s)?\Z", re.IGNORECASE),
        re.compile(
            rf"(?:\s(?:our|local|my|your|their)\stime)?,?\s{{1,2}}(?:on\s)?({names})(?!\w)",
            re.IGNORECASE,
        ),
    )


def _alone(text: str, clock: ClockSpan) -> Told:
    """Return a clock time with the "yesterday" or "Tuesday" that stands beside it, if any."""
    before, after = _day_word()
    left = before.search(text, max(0, clock.start - 24), clock.start)
    match = left or after.match(text, clock.end)
    if match is None:
        return Told(clock.start, clock.end, clock=clock)
    word = match[1].lower()
    start, end = min(match.start(1), clock.start), max(match.end(1), clock.end)
    vocabulary = words()
    if word in vocabulary.relative:
        return Told(start, end, clock=clock, shift=vocabulary.relative[word])
    # "sat" and "sun" are words of their own; a weekday after a time is one only capitalised
    if not match[1][0].isupper():
        return Told(clock.start, clock.end, clock=clock)
    return Told(start, end, clock=clock, weekday=vocabulary.weekdays[word])


def _bare_day(
    line: Line, told: Told, before: date | None, carried: Carried, shift: int
) -> tuple[date | None, bool]:
    """Return the day of a time that has no date of its own, and whether it was not in the text."""
    if told.weekday is not None and carried.day is not None:
        day = weekday_after(carried.day, told.weekday)
        return (day, True) if told is line.head or day == carried.day else (None, True)
    if told.shift is not None and carried.day is not None:
        return carried.day + timedelta(days=shift + told.shift), True
    if before is not None:
        return before, False
    if carried.day is None:
        return None, True
    return carried.day + timedelta(days=shift), shift != 0 or not carried.day_told


def _is_range(text: str, first: Told, second: Told) -> bool:
    if first.clock is None or second.clock is None:
        return False
    return bool(_RANGE.match(text, first.end, second.start)) and second.start - first.end <= 10


def _mention(told: Told, day: date | None, carried: Carried, guessed: bool) -> Mention:
    if day is None:
        return Mention(told.start, told.end, None)
    zone = carried.zone or UTC
    if told.clock is None:
        at = datetime.combine(day, time(), zone)
        return Mention(told.start, told.end, Moment(at, "day", guessed))
    stated = told.clock.zone
    inferred = guessed or (stated is None and not carried.zone_told)
    at = datetime.combine(day, told.clock.at, stated or zone)
    return Mention(told.start, told.end, Moment(at, told.clock.precision, inferred))


def _with_shared_zone(line: Line, found: list[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with what only a span's end tells ("2:05-2:20 pm PT") shared."""
    for position, (first, second) in enumerate(pairwise(line.told)):
        moment = found[position].moment
        if moment is None or not _is_range(line.text, first, second):
            continue
        clock, other = first.clock, second.clock
        if clock is None or other is None:
            continue
        at = moment.at
        if clock.half is None and other.half is not None and clock.at.hour <= 12:
            told = of_day(clock.at.hour, clock.at.minute, clock.at.second, None, other.half)
            if told is not None and told <= other.at:
                at = datetime.combine(at.date(), told, at.tzinfo)
        if clock.zone is None and other.zone is not None:
            at = at.replace(tzinfo=other.zone)
        ended = found[position + 1].moment
        if first.date is None and second.date is not None and ended is not None:
            at = datetime.combine(ended.at.date(), at.time(), at.tzinfo)
        found[position] = Mention(
            first.start, first.end, Moment(at, moment.precision, moment.inferred)
        )
    return tuple(found)
