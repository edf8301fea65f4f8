"""The dates and clock times of one line, found and joined as they stand there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from assistant.intake.clock.clockspan import ClockSpan
from assistant.intake.clock.dates import MOST, find_dates
from assistant.intake.clock.datespan import DateSpan
from assistant.intake.clock.epochs import find_epochs
from assistant.intake.clock.hours import find_hours, has_hours
from assistant.intake.clock.ledclocks import find_led
from assistant.intake.clock.ordinals import beside
from assistant.intake.clock.sketch import Sketch, sketch_of
from assistant.intake.clock.stretches import opens_with_plus
from assistant.intake.clock.times import find_clocks, of_day
from assistant.intake.clock.told import Line, Told, head
from assistant.intake.clock.words import alternatives, words
from assistant.intake.clock.wordtimes import with_stretches, with_words
from assistant.intake.clock.zone_statements import zones_told

# Lines up to this length come again and again in pages of short lines.
_SHORT = 80
_CLOCK_TO_DATE = re.compile(
    r"(?:,?\s{1,3}(?:on|of|am|le|el)?\s?(?:the\s)?|\s?[(\[,/]\s?|\s{0,24}\|\s{0,24})\Z",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_YEAR_AFTER = re.compile(r"\s((?:19|20)\d\d)(?![\d:])")
_UNCLEAR = re.compile(
    r"(?<![\w:])(?:(?:[01]?\d|2[0-3]):(?:\?\?|[xX]{2}|__|--)|(?:\?\?|[xX]{2}):[0-5]\d)(?![\w:])"
)
# "Responder A  2:05 PM": a name, a gap, and the time that ends the line.
_HEADER = re.compile(
    r"(?:[A-Z][a-z]+ [A-Z0-9]{1,3}\s+|[^\W\d_][\w.'’ -]{0,60}?(?: APP\s|\s{2,}|\t| [—–|] ))"
    r"[\s—–|\[(]{0,4}(?:[Tt]oday at |[Yy]esterday at )?\Z"
)


@cache
def _date_to_clock() -> re.Pattern[str]:
    """Return the pattern of what stands between a date and its clock time."""
    vocabulary = words()
    weekdays = alternatives([*vocabulary.weekdays, *"月火水木金土日一二三四五六월화수목금토일"])
    return re.compile(
        rf"(?:\s?[(（]{weekdays}\.?[)）])?"
        rf"(?:[Tt_:]|[,.;]?\s{{0,3}}(?:{alternatives(vocabulary.opening)}|[@~–—|-])?"
        r"\s{0,24}\|?\s{0,3}[~≈(\[*_`]{0,3}|\*{1,2}:?\s?)\Z",
        re.IGNORECASE,
    )


_BLANK = Line("")


def read_line(text: str) -> Line:
    """Return the line with its dates and clock times found and joined."""
    return _remembered(text) if len(text) <= _SHORT else _read(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Line:
    return _read(text)


def _read(text: str) -> Line:
    digits = _DIGIT.search(text) is not None
    if not text:
        return _BLANK
    sketch = sketch_of(text)
    plus = opens_with_plus(text)
    if not digits and not plus and not sketch.worded and not has_hours(text):
        return Line(text, zones=zones_told(text))
    joined = _numbered(text, sketch)
    if plus or sketch.stretches:
        joined = with_stretches(text, joined)
    if sketch.phrases:
        joined = with_words(text, joined)
    if digits and ("?" in text or "x" in text or "X" in text or "__" in text or "--" in text):
        joined = _with_unclear(text, joined)
    found = sorted(joined, key=lambda told: told.start)
    kept = tuple(one for one in found if not _is_stray(text, one, found[0]))
    zones = zones_told(text, timed=any(told.clock for told in kept))
    return Line(text, kept, bool(kept) and _opens(text, kept[0]), zones)


def _is_stray(text: str, told: Told, first: Told) -> bool:
    """Return whether a date that is none stands without a clock inside a line: a mere number."""
    wrong = told.date is not None and told.date.wrong is not None and told.clock is None
    return wrong and not (told is first and _opens(text, told))


def _opens(text: str, first: Told) -> bool:
    if first.start > 120:
        return False
    if head().match(text, 0, first.start):
        return True
    rest = text[first.end : first.end + 20].strip(" \t)]>*_:")
    return not rest and bool(_HEADER.match(text, 0, first.start))


def _numbered(text: str, sketch: Sketch) -> list[Told]:
    """Return the times that numbers tell: dates with their clocks, clocks alone, epochs."""
    dates = find_dates(text, starts=sketch.dates) if sketch.dates else []
    clocks = _clocks(text, sketch)
    found: list[Told] = []
    if sketch.epochs:
        found = [Told(one.start, one.end, at=one.moment) for one in find_epochs(text)]
    if dates or found:
        taken = sorted([(d.start, d.end) for d in dates] + [(e.start, e.end) for e in found])
        clocks = [clock for clock in clocks if not _within(taken, clock.start)]
    if found:
        dates = [d for d in dates if not any(e.start < d.end and d.start < e.end for e in found)]
    starts = [clock.start for clock in clocks]
    used: set[int] = set()
    for position, span in enumerate(dates):
        limit = dates[position + 1].start if position + 1 < len(dates) else len(text)
        at = bisect_left(starts, span.start)
        following = clocks[at] if at < len(clocks) and starts[at] < limit else None
        preceding = clocks[at - 1] if at and starts[at - 1] not in used else None
        told = _joined(text, span, following, preceding)
        if told.clock is not None:
            used.add(told.clock.start)
        found.append(told)
    return found + [_alone(text, clock) for clock in clocks if clock.start not in used]


def _clocks(text: str, sketch: Sketch) -> list[ClockSpan]:
    """Return the clock times of a line, in digits and in words, in order."""
    written: list[ClockSpan] = []
    if sketch.clocks or sketch.spoken:
        written = find_clocks(text, named=sketch.spoken, starts=sketch.clocks)
    spoken = find_hours(text)
    if sketch.led:
        led = find_led(text)
        written = [w for w in written if not any(s.start < w.end and w.start < s.end for s in led)]
        written = sorted([*written, *led], key=lambda one: one.start)
    if not spoken:
        return written
    # "a quarter to midnight" holds a midnight
    written = [w for w in written if not any(s.start < w.start and w.end <= s.end for s in spoken)]
    spoken = [s for s in spoken if not any(w.start < s.end and s.start < w.end for w in written)]
    return sorted([*written, *spoken], key=lambda one: one.start)


def _within(taken: Sequence[tuple[int, int]], place: int) -> bool:
    at = bisect_left(taken, (place + 1,))
    return at > 0 and taken[at - 1][0] <= place < taken[at - 1][1]


def _joined(
    text: str, span: DateSpan, following: ClockSpan | None, preceding: ClockSpan | None
) -> Told:
    """Return a date with the clock time right after or right before it that belongs to it."""
    if (
        following is not None
        and following.start - span.end <= 40
        and _date_to_clock().match(text, span.end, following.start)
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
    names = alternatives([*vocabulary.relative, *vocabulary.weekdays, *vocabulary.day_parts])
    return (
        re.compile(
            rf"(?<!\w)(?:(last)\s)?({names})(?:\s(?:at|um|around|about|um etwa|à|by))?,?\s{{1,3}}"
            r"(?:(?:at|around|about|roughly|approx\.?|circa|ca\.?|etwa|gegen|vers|sobre las)\s)?"
            r"[~≈]?\Z",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:\s(?:our|local|my|your|their)\stime)?,?\s{{1,2}}(?:on\s)?(?:(last)\s)?({names})(?!\w)",
            re.IGNORECASE,
        ),
    )


def _led_in(text: str, start: int) -> bool:
    """Return whether the word before a place leads in a day ("since sun 22:14")."""
    before = text[max(0, start - 12) : start].split()
    return bool(before) and before[-1].lower() in words().weekday_after


def _alone(text: str, clock: ClockSpan) -> Told:
    """Return a clock time with the "yesterday" or "Tuesday" that stands beside it, if any."""
    before, after = _day_word()
    left = before.search(text, max(0, clock.start - 34), clock.start)
    match = left or after.match(text, clock.end)
    if match is None:
        numbered = beside(text, clock.start, clock.end)
        if numbered is not None:
            return Told(numbered[1], numbered[2], clock=clock, of_month=numbered[0])
        return Told(clock.start, clock.end, clock=clock)
    word = match[2].lower()
    start, end = min(match.start(2), clock.start), max(match.end(2), clock.end)
    if match[1]:
        start = min(start, match.start(1))
    vocabulary = words()
    if word in vocabulary.relative:
        return Told(start, end, clock=clock, shift=vocabulary.relative[word])
    if word in vocabulary.day_parts:
        return _in_part(Told(start, end, clock=clock), clock, *vocabulary.day_parts[word])
    # "sat" and "sun" are words of their own: so short a weekday is one only capitalised, or led in
    if len(word) < 5 and not match[2][0].isupper() and not (left and _led_in(text, match.start(2))):
        return Told(clock.start, clock.end, clock=clock)
    weekday = vocabulary.weekdays[word]
    return Told(start, end, clock=clock, weekday=weekday, last=match[1] is not None)


def _in_part(told: Told, clock: ClockSpan, shift: int, half: str) -> Told:
    """Return a clock time with the part of the day that stands beside it worked in."""
    at, chosen, days = clock.at, clock.half, shift
    if half == "night":
        evening = chosen == "p" or at.hour >= 17 or (chosen is None and 5 <= at.hour < 12)
        half, days = ("p", -1) if evening else ("a", 0)
    if chosen is None and 1 <= at.hour <= 12:
        settled = of_day(at.hour, at.minute, at.second, None, half)
        at, chosen = (settled or at), half
    return replace(told, clock=clock._replace(at=at, half=chosen, twelve=False), shift=days)


def _with_unclear(text: str, joined: list[Told]) -> list[Told]:
    """Return the times with "14:??", which tells the day beside it but no minute."""
    found = list(joined)
    for match in islice(_UNCLEAR.finditer(text), MOST):
        start, end = match.span()
        beside = next(
            (t for t in found if t.date and not t.clock and 0 <= start - t.end <= 12), None
        )
        if beside is not None and _date_to_clock().match(text, beside.end, start):
            found[found.index(beside)] = replace(beside, end=end)
        elif not any(one.start < end and start < one.end for one in found):
            found.append(Told(start, end, vague="the minute is not told"))
    return found
