"""Calendar dates as people write them, found in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from assistant.intake.clock.datespan import DateSpan, whole
from assistant.intake.clock.words import alternatives, words

# Times read in one line: more of them are a dump, not a sentence.
MOST = 400
# Between the first and the last day of a stretch.
TO_DAY = r"\s?(?:-|–|—|/|→|->|to|and|&|bis|auf(?: den)?)\s?"
_YEAR = r"(?:19|20)\d\d"
# Writings that put no spaces between words.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_DIGITS_FIRST = re.compile(
    rf"(?:(?<![\w/.\-])|(?<=[{UNSPACED}]))(?:"
    # 2026-05-04, 2026/5/4; not inside a name such as model-2026-05-04
    rf"(?P<y1>{_YEAR})(?P<s>[-/])(?P<m1>\d{{1,2}})(?P=s)(?P<d1>\d{{1,2}})"
    # ... and 2026-05-04/05, of which the first day counts
    r"(?=[Tt_]\d|-\d\d\.\d\d\.\d\d|/\d\d(?![\w/.\-])|/20\d\d-|(?![\w/\-]|\.\w))"
    # "# 20260504 outage"
    r"|(?<=#\s)(?P<y15>20\d\d)(?P<m15>[01]\d)(?P<d15>[0-3]\d)(?=[\s:_-]|\Z)"
    # 2026.05.04 is a version unless a clock follows, or a label such as "Date:" leads to it
    rf"|(?P<y2>{_YEAR})\.(?P<m2>\d\d)\.(?P<d2>\d\d)(?:(?=[T ]\d\d:\d\d)|(?![\w\-]|\.\w))"
    # 2026年5月4日, 2026년 5월 4일
    rf"|(?P<y13>{_YEAR})\s?[年년]\s?(?P<m13>\d{{1,2}})\s?[月월]\s?(?P<d13>\d{{1,2}})\s?[日号號일]"
    r"|(?P<m14>\d{1,2})\s?[月월]\s?(?P<d14>\d{1,2})\s?[日号號일]"
    r"|(?P<y3>20\d\d)(?P<m3>\d\d)(?P<d3>\d\d)(?=[Tt]\d{4}|-\d\d:\d\d:\d\d)"
    rf"|(?P<y4>{_YEAR})-W(?P<w4>\d\d)-(?P<d4>[1-7])(?![\w\-])"
    # a slip in the year: 20202-01-16, 202-01-16
    r"|(?P<y5>(?:19|20)\d(?:\d{2,3})?)-(?P<m5>\d\d)-(?P<d5>\d\d)(?![\w/\-]|\.\w)"
    # 4 May 2026, 4th of May, 04-May-2026, 04/May/2026; 3-4 May, of which the first day counts
    # ("09:12 April: looking" has a minute and a name)
    rf"|(?<!\d[:h])(?:(?P<r6>\d{{1,2}})(?:st|nd|rd|th|\.)?{TO_DAY}(?=\d))?"
    r"(?P<d6>\d{1,2})(?:st|nd|rd|th)?\.?(?:\s{1,3}(?:of\s|de\s)?|[-/])(?P<m6>[^\W\d_]{3,12})\b"
    rf"(?:\.(?=,?\s\s?{_YEAR}))?(?:,?(?:\s{{1,3}}(?:de\s)?|[-/])(?P<y6>{_YEAR})(?!\d|\.\d)"
    # 04-May-26, 4 May '26
    r"|(?:(?<=\d[-/][^\W\d_]{3})[-/]|\s['’])(?P<z6>\d\d)(?![\w/\-]|[.:]\d))?"
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
_LETTERS_FIRST = re.compile(r"(?<![\w/.\-])([^\W\d_]{3,12})\.?\s{1,3}\Z")
_DAY_AFTER = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:{TO_DAY}\d{{1,2}}(?:st|nd|rd|th)?)?"
    rf"(?![\d:%\w]|[.,]\d)(?:,?\s{{1,3}}({_YEAR})(?![\d:]|\.\d))?"
)
_ON = re.compile(
    r"(?<!\w)(?:on|since|from|until|till|by|am|seit|vom|bis|ab|le|el)\s\Z", re.IGNORECASE
)
_DAY_LED = re.compile(r"(?<!\w)(?:dem|den|(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]{0,2})\s\Z")
_SET_OFF = re.compile(r"[^\W\d_][,–—-]\s\Z|[^\W\d_]\s[–—-]\s\Z")
_GOES_ON = re.compile(
    r"\s?(?:[,;:)\]–—-]|\.(?!\d)|\Z)|\s(?:we|i|it|the|a|at|around|about|and|in|after|before|to|um|wir"
    r"|à|a las|alle|ore|kl|ging|kam|war|wurde|hat|der|die|das|~?\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)
_NTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b")
_RUN = re.compile(r"\d+")
_CLOCK_NEXT = re.compile(r",?\s(?:um\s|at\s)?\d{1,2}[:.]\d\d")
# In lower case these are words of their own.
_ALSO_WORDS = frozenset(
    {"may", "march", "mar", "mars", "sep", "dec", "mai", "mayo", "set", "jan", "mart", "marts"}
)

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
            if match and match["y2"] and not _is_labelled(text, match):
                match = None
            span = _numbered(match) if match else None
        if span is not None:
            found.append(_with_weekday(text, span))
            end = span.end
    return found


def _is_dated(text: str, match: re.Match[str]) -> bool:
    """Return whether "12/9" is a date and no share, "2 may" no verb: "on 12/9 we", "Fri 2 may"."""
    before = text[max(0, match.start() - 20) : match.start()]
    if _weekday_before().search(before):
        return True
    if match["n11"] and match["t11"] == "." and _is_dotted_day(text, match, before):
        return True
    return bool(_ON.search(before)) and _GOES_ON.match(text, match.end()) is not None


def _is_dotted_day(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether "19.11." is a day: behind "dem" or "Do", alone in brackets, at a line's end.

    At the end of a line it stands behind a comma, as in "Störung Mieterbot, 19.11."; "Kapitel 3.2."
    does not.
    """
    if _DAY_LED.search(before):
        return True
    behind = text[match.end() :].strip(" *_")
    return (before[-1:] == "(" and behind[:1] == ")") or (
        not behind and bool(_SET_OFF.search(before))
    )


def _is_labelled(text: str, match: re.Match[str]) -> bool:
    """Return whether "2026.05.04" is a date and no version: by a clock behind it, or a label."""
    if _CLOCK_NEXT.match(text, match.end()) or text[match.end() : match.end() + 1] == "T":
        return True
    return _label_before().search(text, max(0, match.start() - 40), match.start()) is not None


@cache
def _label_before() -> re.Pattern[str]:
    labels = alternatives(words().incident_labels)
    return re.compile(rf"(?<!\w){labels}[\s*_]{{0,4}}[:|：\t][\s*_|]{{0,30}}\Z", re.IGNORECASE)


def _leads_to_date(text: str, start: int) -> bool:
    """Return whether the words before a place lead to a date: "on", or a weekday."""
    before = text[max(0, start - 20) : start]
    return bool(_ON.search(before) or _weekday_before().search(before))


def _month_first(text: str, match: re.Match[str]) -> DateSpan | None:
    if match[1].lower() not in words().months_first:
        return None
    rest = _DAY_AFTER.match(text, match.end())
    # "wed may 20", "on may 20" are no "may"
    name = match[1].capitalize() if _leads_to_date(text, match.start(1)) else match[1]
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
    if form in ("1", "2", "3", "15"):
        year, month, day = map(int, match.group(f"y{form}", f"m{form}", f"d{form}"))
        wrong = None if whole(year, month, day) else "the calendar has no such day"
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
        nth = match["m6"] in _AFTER_NUMBER or _NTH.match(match.string, start) is not None
        sure = nth or _is_dated(match.string, match)
        name = match["m6"].capitalize() if sure else match["m6"]
        if match["r6"] and int(match["r6"]) >= int(match["d6"]):
            return None
        told_year = f"20{match['z6']}" if match["z6"] else match["y6"]
        return _named((start, end), name, match["r6"] or match["d6"], told_year)
    if form == "13":
        year, month, day = map(int, match.group("y13", "m13", "d13"))
        return DateSpan(start, end, year, month, day) if whole(year, month, day) else None
    if form in ("10", "14"):
        month, day = int(match[f"m{form}"]), int(match[f"d{form}"])
        return DateSpan(start, end, None, month, day) if whole(2024, month, day) else None
    if match["t"] == "." and len(match["y7"]) == 2 and not _CLOCK_NEXT.match(match.string, end):
        return None  # a version, unless a clock follows
    return _ordered(match.groupdict(), start, end)


def _named(span: tuple[int, int], name: str, day: str, year: str | None) -> DateSpan | None:
    lowered = name.lower()
    month = words().months.get(lowered)
    if month is None or (not year and name == lowered and lowered in _ALSO_WORDS):
        return None
    told = int(year) if year else None
    if whole(told or 2024, month, int(day)) is None:
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
    if whole(year or 2024, second, first) is None and (
        dotted or whole(year or 2024, first, second) is None
    ):
        if year is None or group["t"] != "/" or first > 31 or second > 31:
            return None
        return DateSpan(start, end, year, None, None, wrong="the calendar has no such day")
    if dotted:
        return DateSpan(start, end, year, second, first)
    return DateSpan(start, end, year, None, None, None, first, second, dashed=group["t"] == "-")
