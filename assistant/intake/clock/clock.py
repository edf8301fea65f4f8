"""The times told in one line, completed from what is carried: day, zone, the time before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from assistant.incident import Mention, Moment, Reference
from assistant.intake.clock import zones
from assistant.intake.clock.aliases import one_instant
from assistant.intake.clock.baredays import (
    after,
    bare_day,
    before_line,
    is_ahead,
    is_prose,
    past_midnight,
)
from assistant.intake.clock.carried import Carried, carried_from
from assistant.intake.clock.datespan import complete
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.naming import named_in
from assistant.intake.clock.stamps import parse_stamp as parse_stamp
from assistant.intake.clock.times import of_day
from assistant.intake.clock.told import Line, Told

_RANGE = re.compile(r"\s{0,2}(?:-|–|—|to|until|till|and|bis|à)\s{0,2}\Z", re.IGNORECASE)
_UNORDERED = "the day and the month of this date can be read both ways"
_ASSUMED = f"{_UNORDERED}; written with dashes, its day was taken to come first"


def find_times(
    text: str, *, reference: Reference, carried: Carried | None = None
) -> tuple[Mention, ...]:
    """Return the times told in one line, in order; a time that stays partial has no moment."""
    line = read_line(text)
    if not line.told:
        return ()
    inherited = carried or carried_from(reference)
    return worth_telling(line, mentions(line, inherited), inherited)


def worth_telling(line: Line, found: tuple[Mention, ...], carried: Carried) -> tuple[Mention, ...]:
    """Return the mentions that may tell steps, and an instant told by two clocks once.

    Words that tell no step stay out: "a bit later" inside a sentence.
    """
    if not found or (len(found) == 1 and _tells_step(line, found[0])):
        return found
    kept = [
        (told, mention)
        for told, mention in zip(line.told, found, strict=True)
        if mention.moment is not None or not _is_idle(line, told, carried)
    ]
    written = found[0].moment if line.opens else carried.now
    return one_instant(line, kept, written)


def _tells_step(line: Line, only: Mention) -> bool:
    """Return whether the only time of a line is sure to be worth telling; cheap."""
    if only.moment is not None:
        return line.opens
    return line.told[0].clock is not None and line.told[0].vague is None


def _is_idle(line: Line, told: Told, carried: Carried) -> bool:
    if told.stretch is not None and told.clock is None:
        return carried.message or not told.stretch.opens
    in_words = told.vague is not None or (told.clock is None and told.date is None)
    return in_words and carried.message


def mentions(
    line: Line,
    carried: Carried,
    *,
    shift: int = 0,
    zone_at: Callable[[int], tzinfo | None] | None = None,
    named: Callable[[str], Moment | None] | None = None,
    said: Moment | None = None,
) -> tuple[Mention, ...]:
    """Return the line's times completed, one for each that the line tells.

    `shift` is the number of midnights that bare times lie past the carried day; `zone_at` gives
    the zone that a table's header states for an offset of the line; `named` the time of the step
    that words name ("after the restart"); `said` is the last time that the paragraph told above.
    """
    if not line.told:
        return ()
    general = carried
    found: list[Mention] = []
    before: date | None = None
    previous: Told | None = None
    for told in line.told:
        zone = zone_at(told.clock.start) if zone_at and told.clock else None
        carried = general if zone is None else general._replace(zone=zone, zone_told=True)
        if told.at is not None:
            found.append(Mention(told.start, told.end, told.at))
        elif told.vague is not None:
            found.append(Mention(told.start, told.end, None))
        elif told.stretch is not None and told.clock is None:
            found.append(_counted(line, told, found, carried, named))
            if told.stretch.whole_days and found[-1].moment is not None:
                before = found[-1].moment.at.date()
        elif told.date is not None:
            found.append(_dated(told, carried))
            moment = found[-1].moment
            before = moment.at.date() if moment else None
        else:
            day, guessed = bare_day(line, told, before, carried, shift)
            first = found[-1].moment if found else None
            if previous is not None and first and _is_range(line.text, previous, told):
                day, guessed = first.at.date(), guessed if before is None else False
                late = first.at.hour >= 12 or (told.clock is not None and told.clock.closing)
                if told.clock and told.clock.at < first.at.time() and late:
                    if is_ahead(first, previous, found, line, carried):
                        earlier = replace(first, at=first.at - timedelta(days=1), inferred=True)
                        found[-1] = replace(found[-1], moment=earlier)
                    else:
                        day = after(day, 1)
            elif said is not None or is_prose(line):
                clocks = (m.moment for m in reversed(found) if m.moment)
                prior = next((one for one in clocks if one.precision != "day"), said)
                night = past_midnight(told, day, prior)
                day, guessed = (night, True) if night else (day, guessed)
            found.append(_mention(told, day, carried, guessed))
            found[-1] = before_line(line, told, found, carried)
        if told.stretch is not None and told.clock is not None:
            found[-1] = _moved(found[-1], told)
        if told.weekday is not None and found[-1].moment is not None:
            # "Nothing until Tuesday at 08:20. They wrote at 08:45": what follows goes on from there
            day = found[-1].moment.at.date()
            days = [m.moment.at.date() for m in found[:-1] if m.moment]
            before = day if all(day >= one for one in days) else before
        previous = told
    return _with_shared_zone(line, found) if len(found) > 1 else tuple(found)


def _dated(told: Told, carried: Carried) -> Mention:
    """Return a time with a date of its own, whole where its year and order are known."""
    span = told.date
    if span is None:
        return Mention(told.start, told.end, None)
    near = carried.near or carried.day
    if told.year is not None:
        near = date(told.year, 7, 1)
    day = complete(span, near=near, order=carried.order)
    if day is None:
        unordered = span.first is not None and span.wrong is None and near is not None
        note = span.wrong or (_UNORDERED if unordered or span.year else None)
        return Mention(told.start, told.end, None, note)
    if told.clock is not None and told.clock.closing:
        day = after(day, 1)
    found = _mention(told, day, carried, span.year is None and told.year is None)
    open_ = carried.assumed and span.first != span.second and span.order() is None
    why = f"{_UNORDERED}; {carried.likely}" if carried.likely else _ASSUMED if span.dashed else None
    if not open_ or why is None or found.moment is None or found.note is not None:
        return found
    return replace(found, moment=replace(found.moment, inferred=True), note=why)


def _counted(
    line: Line,
    told: Told,
    found: list[Mention],
    carried: Carried,
    named: Callable[[str], Moment | None] | None,
) -> Mention:
    """Return a time told as a stretch from another one; partial where that one is not known."""
    stretch = told.stretch
    anchor: Moment | None = None
    if stretch is not None and stretch.amount is not None:
        head = found[0].moment if found and line.opens else None
        if stretch.anchor == "origin":
            anchor = carried.origin
        elif stretch.anchor == "base":
            anchor = carried.origin or carried.base
        elif stretch.anchor == "named":
            rest = line.text[stretch.end : stretch.end + 60]
            if named_in(rest, line.text[: stretch.start]):
                anchor = next((m.moment for m in reversed(found) if m.moment), None)
            anchor = anchor or (named(rest) if named else None)
            after = stretch.amount > timedelta(0) and line.head in (None, told)
            if anchor is None and after and not carried.message:
                anchor = carried.last
        elif stretch.anchor == "now":
            anchor = head or carried.now
        elif stretch.anchor == "previous":
            here = (m.moment for m in reversed(found) if m.moment and m.moment.precision != "day")
            anchor = next(here, None)
            if anchor is None and stretch.opens and not carried.message:
                anchor = carried.last
            if anchor is None and stretch.whole_days and carried.day is not None:
                at = datetime.combine(carried.day, time(), carried.zone or UTC)
                anchor = Moment(at, "day", True)
    if anchor is None or stretch is None or stretch.amount is None:
        return Mention(told.start, told.end, None)
    precision = "day" if stretch.whole_days else anchor.precision
    try:
        at = anchor.at + stretch.amount
    except OverflowError:
        return Mention(told.start, told.end, None)
    return Mention(told.start, told.end, Moment(at, precision, True))


def _moved(mention: Mention, told: Told) -> Mention:
    """Return the mention of "10 minutes before 14:05" at the time that is meant."""
    moment, stretch = mention.moment, told.stretch
    if moment is None or stretch is None or stretch.amount is None:
        return replace(mention, moment=None)
    try:
        meant = replace(moment, at=moment.at + stretch.amount, inferred=True)
    except OverflowError:
        return replace(mention, moment=None)
    return replace(mention, moment=meant)


def _is_range(text: str, first: Told, second: Told) -> bool:
    if first.clock is None or second.clock is None or second.start - first.end > 10:
        return False
    return _RANGE.match(text, first.end, second.start) is not None


def _mention(told: Told, day: date | None, carried: Carried, guessed: bool) -> Mention:
    yours = told.clock is not None and told.clock.whose == "yours"
    if day is None or (yours and carried.yours is None):
        return Mention(told.start, told.end, None)
    zone = (carried.yours if yours else carried.zone) or UTC
    if told.clock is None:
        at = datetime.combine(day, time(), zone)
        return Mention(told.start, told.end, Moment(at, "day", guessed))
    stated = told.clock.zone
    inferred = guessed or told.clock.settled or (stated is None and not carried.zone_told)
    at = datetime.combine(day, told.clock.at, stated or zone)
    beside = carried.beside[1] if carried.beside and carried.beside[0] is at.tzinfo else None
    return _noted(told, Moment(at, told.clock.precision, inferred), beside)


def _noted(told: Told, moment: Moment, beside: str | None = None) -> Mention:
    """Return the mention of a moment, marked as inferred with the reason where it is in doubt."""
    note = zones.doubt(moment.at) or (zones.clash(moment.at, beside) if beside else None)
    if note is not None and not moment.inferred:
        moment = replace(moment, inferred=True)
    return Mention(told.start, told.end, moment, note)


def _with_shared_zone(line: Line, found: list[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with what only a span's end tells ("2:05-2:20 pm PT") shared."""
    for position, (first, second) in enumerate(pairwise(line.told)):
        moment = found[position].moment
        if moment is None or not _is_range(line.text, first, second):
            continue
        clock, other = first.clock, second.clock
        if clock is None or other is None or first.stretch is not None:
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
        found[position] = _noted(first, Moment(at, moment.precision, moment.inferred))
    return tuple(found)
