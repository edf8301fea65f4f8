"""Calendar dates as people write them, found in a line and made whole where the text allows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from assistant.intake.clock.words import alternatives, words

Order = Literal["dmy", "mdy"]


class DateSpan(NamedTuple):
    """A date told in `text[start:end]`.

    `first` and `second` are the day and month of a numeric date in the order they stand in (month
    and day are then not known by themselves); else both are None. `year` is None where none is
    told, `weekday` (Monday = 0) where no weekday stands with it. `wrong` says in words why there
    is no such date ("20202-01-16"): it is never made whole.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    first: int | None = None
    second: int | None = None
    wrong: str | None = None

    def order(self) -> Order | None:
        """Return the order that the numbers themselves or the weekday prove, else None."""
        if self.first is None or self.second is None:
            return None
        day_first = _whole(self.year or 2024, self.second, self.first)
        month_first = _whole(self.year or 2024, self.first, self.second)
        if self.year is not None and self.weekday is not None:
            day_first = day_first if _on(day_first, self.weekday) else None
            month_first = month_first if _on(month_first, self.weekday) else None
        if day_first and not month_first:
            return "dmy"
        if month_first and not day_first:
            return "mdy"
        return None


# Times read in one line: more of them are a dump, not a sentence.
MOST = 400
_YEAR = r"(?:19|20)\d\d"
_DIGITS_FIRST = re.compile(
    r"(?<![\w/.\-])(?:"
    # 2026-05-04, 2026/5/4; not inside a name such as model-2026-05-04
    rf"(?P<y1>{_YEAR})(?P<s>[-/])(?P<m1>\d{{1,2}})(?P=s)(?P<d1>\d{{1,2}})"
    r"(?=[Tt_]\d|-\d\d\.\d\d\.\d\d|(?![\w/\-]|\.\w))"
    # 2026.05.04 is a version unless a clock follows
    rf"|(?P<y2>{_YEAR})\.(?P<m2>\d\d)\.(?P<d2>\d\d)(?=[T ]\d\d:\d\d)"
    r"|(?P<y3>20\d\d)(?P<m3>\d\d)(?P<d3>\d\d)(?=[Tt]\d{4}|-\d\d:\d\d:\d\d)"
    rf"|(?P<y4>{_YEAR})-W(?P<w4>\d\d)-(?P<d4>[1-7])(?![\w\-])"
    # a slip in the year: 20202-01-16, 202-01-16
    r"|(?P<y5>(?:19|20)\d(?:\d{2,3})?)-(?P<m5>\d\d)-(?P<d5>\d\d)(?![\w/\-]|\.\w)"
    # 4 May 2026, 4th of May, 04-May-2026, 04/May/2026
    r"|(?P<d6>\d{1,2})(?:st|nd|rd|th)?\.?(?:\s{1,3}(?:of\s|de\s)?|[-/])(?P<m6>[^\W\d_]{3,10})\b"
    rf"(?:\.(?=,?\s\s?{_YEAR}))?(?:,?(?:\s{{1,3}}(?:de\s)?|[-/])(?P<y6>{_YEAR})(?![\d.]))?"
    # 04/05/2026, 4.5.2026, 5/4/26, 04.05.26 14:05
    rf"|(?P<n7>\d{{1,2}})(?P<t>[/.\-])(?P<o7>\d{{1,2}})(?P=t)(?P<y7>{_YEAR}|\d\d(?=,?\s))"
    r"(?![\w/\-]|\.\w)"
    # 4.5. 14:05
    r"|(?P<n8>\d{1,2})\.(?P<o8>\d{1,2})\.(?=,?\s(?:um\s)?\d{1,2}[:.]\d\d)"
    # 5/4 14:05
    r"|(?P<n9>\d{1,2})/(?P<o9>\d{1,2})(?=,?\s(?:at\s)?\d{1,2}(?::\d\d|\s?[AaPp][Mm]\b))"
    # 03-17 16:13:38, 10.30 16:49:06: the month first, as machines write it
    r"|(?P<m10>\d\d)[-.](?P<d10>\d\d)(?=\s\d\d:\d\d:\d\d)"
    # on 12/9, am 12.9.: where the words around it make a date of it
    r"|(?P<n11>\d{1,2})(?P<t11>[/.])(?P<o11>\d{1,2})(?:(?<=/\d)|(?<=/\d\d)|\.)(?![\w/%]|[.:,]\d)"
    r")"
)
# May 4th, 2026
_LETTERS_FIRST = re.compile(r"(?<![\w/.\-])([^\W\d_]{3,10})\.?\s{1,3}\Z")
_DAY_AFTER = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?"
    rf"(?![\d:%\w]|[.,]\d)(?:,?\s{{1,3}}({_YEAR})(?![\d:.]))?"
)
_ON = re.compile(
    r"(?<!\w)(?:on|since|from|until|till|by|am|seit|vom|bis|ab|le|el)\s\Z", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\s?(?:[,;:)\]–—-]|\.(?!\d)|\Z)|\s(?:we|i|it|the|a|at|around|about|and|in|after|before|to|um|wir"
    r"|ging|kam|war|wurde|hat|der|die|das|~?\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"\d+")
_CLOCK_NEXT = re.compile(r",?\s(?:um\s|at\s)?\d{1,2}[:.]\d\d")
# In lower case these are words of their own.
_ALSO_WORDS = frozenset({"may", "march", "mar", "mars", "sep", "dec", "mai", "mayo", "set", "jan"})

# ... but hardly after a number.
_AFTER_NUMBER = frozenset({"dec", "sep", "jan", "mar"})


@cache
def _weekday_before() -> re.Pattern[str]:
    names = alternatives(words().weekdays)
    return re.compile(
        rf"(?<![\w/.\-])({names})\b\.?,?\s{{1,3}}(?:the\s|den\s|le\s)?\Z", re.IGNORECASE
    )


def find_dates(text: str, *, starts: Iterable[int] | None = None) -> list[DateSpan]:
    """Return the dates told in a line, in order, whether or not they can be made whole.

    `starts` are where the only numbers stand that a date may have first, where that is known.
    """
    found: list[DateSpan] = []
    end = 0
    for start in (run.start() for run in _RUN.finditer(text)) if starts is None else starts:
        if start < end:
            continue
        if len(found) == MOST:
            break
        # the month may stand before the number
        spaced = start and text[start - 1].isspace()
        match = _LETTERS_FIRST.search(text, max(end, start - 14), start) if spaced else None
        span = _month_first(text, match) if match else None
        if span is None:
            match = _DIGITS_FIRST.match(text, start)
            if match and match["n11"] and not _is_dated(text, match):
                match = None
            span = _numbered(match) if match else None
        if span is not None:
            found.append(_with_weekday(text, span))
            end = span.end
    return found


def _is_dated(text: str, match: re.Match[str]) -> bool:
    """Return whether "12/9" or "12.9." is a date and no share: "on 12/9 we", "Fri 12/9"."""
    before = text[max(0, match.start() - 20) : match.start()]
    if _weekday_before().search(before):
        return True
    return bool(_ON.search(before)) and _GOES_ON.match(text, match.end()) is not None


def _month_first(text: str, match: re.Match[str]) -> DateSpan | None:
    if match[1].lower() not in words().months:
        return None
    rest = _DAY_AFTER.match(text, match.end())
    sure = _weekday_before().search(text, max(0, match.start() - 20), match.start(1))
    name = match[1].capitalize() if sure else match[1]  # "wed may 20" is no "may"
    return _named((match.start(), rest.end()), name, rest[1], rest[2]) if rest else None


def _with_weekday(text: str, span: DateSpan) -> DateSpan:
    if not span.start or not text[span.start - 1].isspace():
        return span
    named = _weekday_before().search(text, max(0, span.start - 20), span.start)
    if named is None:
        return span
    weekday = words().weekdays[named[1].lower()]
    return span._replace(start=named.start(), weekday=weekday)


def _numbered(match: re.Match[str]) -> DateSpan | None:
    start, end = match.span()
    # The groups of a form share its number; asking for one of them is cheaper than for all.
    form = (match.lastgroup or "")[1:]
    if form in ("1", "2", "3"):
        year, month, day = map(int, match.group(f"y{form}", f"m{form}", f"d{form}"))
        wrong = None if _whole(year, month, day) else "the calendar has no such day"
        return DateSpan(start, end, year, month, day, wrong=wrong)
    if form == "4":
        try:
            told = date.fromisocalendar(int(match["y4"]), int(match["w4"]), int(match["d4"]))
        except ValueError:
            return None
        return DateSpan(start, end, told.year, told.month, told.day)
    if form == "5":
        wrong = f"{match['y5']} is no year of this age"
        return DateSpan(start, end, None, int(match["m5"]), int(match["d5"]), wrong=wrong)
    if form == "6":
        name = match["m6"].capitalize() if match["m6"] in _AFTER_NUMBER else match["m6"]
        return _named((start, end), name, match["d6"], match["y6"])
    if form == "10":
        month, day = int(match["m10"]), int(match["d10"])
        return DateSpan(start, end, None, month, day) if _whole(2024, month, day) else None
    if match["t"] == "." and len(match["y7"]) == 2 and not _CLOCK_NEXT.match(match.string, end):
        return None  # a version, unless a clock follows
    return _ordered(match.groupdict(), start, end)


def _named(span: tuple[int, int], name: str, day: str, year: str | None) -> DateSpan | None:
    lowered = name.lower()
    month = words().months.get(lowered)
    if month is None or (not year and name == lowered and lowered in _ALSO_WORDS):
        return None
    told = int(year) if year else None
    if _whole(told or 2024, month, int(day)) is None:
        if told is None:
            return None
        return DateSpan(*span, told, month, int(day), wrong="the calendar has no such day")
    return DateSpan(*span, told, month, int(day))


def _ordered(group: dict[str, str | None], start: int, end: int) -> DateSpan | None:
    """Return a date of which only the order of its numbers tells the day from the month."""
    first = int(group["n7"] or group["n8"] or group["n9"] or group["n11"] or 0)
    second = int(group["o7"] or group["o8"] or group["o9"] or group["o11"] or 0)
    year = int(group["y7"]) if group["y7"] else None
    dotted = group["t"] == "." or group["n8"] is not None or group["t11"] == "."
    if year is not None and year < 100:
        if group["t"] == "-":
            return None
        year += 2000
    if _whole(year or 2024, second, first) is None and (
        dotted or _whole(year or 2024, first, second) is None
    ):
        if year is None or group["t"] != "/" or first > 31 or second > 31:
            return None
        return DateSpan(start, end, year, None, None, wrong="the calendar has no such day")
    if dotted:
        return DateSpan(start, end, year, second, first)
    return DateSpan(start, end, year, None, None, None, first, second)


def order_of(spans: Iterable[DateSpan], anchors: Iterable[date] = ()) -> Order | None:
    """Return how a text writes numeric dates, None where it does not say or says both.

    `anchors` are days known from elsewhere: a date that reads as one of them only one way counts.
    """
    known = frozenset(anchors)
    votes: set[Order] = set()
    weak: set[Order] = set()
    for span in spans:
        proven = span.order()
        if proven:
            votes.add(proven)
        elif span.first is not None and span.first != span.second:
            day_first, month_first = (
                any(_read(span, o, day) == day for day in known) for o in ("dmy", "mdy")
            )
            if day_first != month_first:
                weak.add("dmy" if day_first else "mdy")
    chosen = votes or weak
    return next(iter(chosen)) if len(chosen) == 1 else None


def complete(span: DateSpan, *, near: date | None, order: Order | None) -> date | None:
    """Return the whole date; a missing year is the one that brings it nearest to `near`.

    None where the order of day and month or the year cannot be known.
    """
    if span.wrong is not None:
        return None
    if span.first is not None:
        proven = span.order() or (order if span.first != span.second else "dmy")
        return None if proven is None else _read(span, proven, near)
    return _read(span, "dmy", near)


def _read(span: DateSpan, order: Order, near: date | None) -> date | None:
    month, day = span.month, span.day
    if span.first is not None and span.second is not None:
        day, month = (span.first, span.second) if order == "dmy" else (span.second, span.first)
    if month is None or day is None:
        return None
    if span.year is not None:
        return _whole(span.year, month, day)
    if near is None:
        return None
    years = (near.year, near.year - 1, near.year + 1)
    candidates = [d for d in (_whole(year, month, day) for year in years) if d is not None]
    if span.weekday is not None:
        candidates = [d for d in candidates if _on(d, span.weekday)] or candidates
    return min(candidates, key=lambda d: abs(d - near), default=None)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first day on or after `day` that falls on the weekday (Monday = 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def weekday_near(day: date, weekday: int) -> date:
    """Return the day nearest to `day` that falls on the weekday (Monday = 0)."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _whole(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(day: date | None, weekday: int) -> bool:
    return day is not None and day.weekday() == weekday
