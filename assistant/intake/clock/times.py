"""Clock times found in a line: `14:05`, `2:05 pm`, `14h05`, `noon`; and what only looks so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from functools import cache
from itertools import islice

from assistant.incident import Precision
from assistant.intake.clock.clockspan import ClockSpan, whose_after, zone_after
from assistant.intake.clock.dates import MOST, UNSPACED
from assistant.intake.clock.words import alternatives, words

_RUN = re.compile(r"\d+")
_FORMS = ("2", "3", "4", "5", "6", "7", "8", "9", "10", "11")
# "10:20 ish", "3pm-ish": approximate
_ISH = re.compile(r"[\s-]?ish\b", re.IGNORECASE)
_FRACTION = r"(?:[.,](?P<f>\d{1,9})|:(?P<g>\d{3})(?![\d:\w]))"


@cache
def _written() -> re.Pattern[str]:
    half = r"(?:\s?(?P<half>[ap]\.m\.|[ap]m\b))"
    # 6:20a, 7:04p
    letter = r"(?P<half1>[ap])(?![\w'’:/]|\.\w|-(?!ish))"
    part = alternatives(words().day_parts)
    return re.compile(
        rf"(?:(?<![\w:./,+\-−$#%=@])|(?<=[{UNSPACED}])|(?<=\d[Tt_])|(?<=\d[-–])|(?<=/20\d\d:))(?:"
        rf"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d|60){_FRACTION}?)?"
        rf"(?!\d|:\w|\.\d)(?:{half}|{letter}|\s?Uhr\b)?"
        rf"|(?P<h2>0?[1-9]|1[0-2])(?:\.(?P<m2>[0-5]\d))?{half.replace('half', 'half2')}"
        r"|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?P<s3>[0-5]\d)?(?:(?=Z\b)|(?=\s?(?:UTC|GMT)\b)|\s?hrs\b|h\b)"
        r"|(?<=T)(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?P<s4>[0-5]\d)?(?![\d:])"
        # 14h05, 14 h 05, 14.05 Uhr, 14 Uhr 05, 14 Uhr
        r"|(?P<h5>[01]?\d|2[0-3])\s?h\s?(?P<m5>[0-5]\d)(?![\w:]|\.\d)"
        r"|(?P<h6>[01]?\d|2[0-3])[.:](?P<m6>[0-5]\d)\s?Uhr\b"
        r"|(?P<h7>[01]?\d|2[0-3])\s?Uhr\b(?:\s(?P<m7>[0-5]\d)(?![\w:.]))?"
        # 6.20a, where a line opens with it
        r"|(?P<h10>0?[1-9]|1[0-2])\.(?P<m10>[0-5]\d)(?P<half10>[ap])(?![\w'’:/]|\.\w|-(?!ish))"
        # 9 this morning, 11 last night
        rf"|(?P<h8>[1-9]|1[0-2])(?=\s{part}(?!\w))"
        # 2005-06-03-15.42.50.675872
        r"|(?<=\d-)(?P<h9>[01]\d|2[0-3])\.(?P<m9>[0-5]\d)\.(?P<s9>[0-5]\d)(?:\.(?P<f9>\d{1,9}))?(?!\d)"
        # next morning 9.30
        r"|(?P<h11>[01]?\d|2[0-3])\.(?P<m11>[0-5]\d)(?![\w%€$£]|[.,]\d)"
        r")",
        re.IGNORECASE,
    )


_FIGURES = re.compile(r"[\s,(]{0,3}(?:ca\.?|circa|about|around|at|um|gegen|~)?\s?\d{1,2}[:.h]\d\d")


@cache
def spoken() -> re.Pattern[str]:
    """Return the pattern of the times that have a name: "noon"."""
    vocabulary = words()
    return re.compile(
        rf"(?<![\w-])(?P<word>{alternatives(vocabulary.spoken)})(?P<ish>[\s-]?ish)?(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _spoken_after() -> re.Pattern[str]:
    cues = alternatives(words().spoken_after)
    return re.compile(rf"(?:(?<![\w-]){cues}\s|[-–—(]\s?)\Z", re.IGNORECASE)


@cache
def _day_before() -> re.Pattern[str]:
    vocabulary = words()
    days = alternatives([*vocabulary.day_parts, *vocabulary.relative])
    return re.compile(rf"(?<![\w-]){days},?\s(?:at\s|um\s|around\s|about\s|~)?\Z", re.IGNORECASE)


# "08.20 Ines (platform): looking", in a chat that others write with colons
_SPEAKER = re.compile(
    r"\s{1,3}[^\W\d_][\w.'’\-]{0,30}(?: [^\W\d_][\w.'’\-]{0,30}){0,2}(?: \([^()]{1,30}\))?:\s"
)
_CLOSING = re.compile(r"(?<!\w)(?:until|till|to|by|before|bis)\s\Z", re.IGNORECASE)
# "Noon: the alert fired", "| midnight | restart |"
_HEAD = re.compile(r"[\s*_>|\-–—•(\[]*\Z")
_HEADED = re.compile(r"[\s*_]*(?:[:|,–—)\]-]|\Z)")


@cache
def _no_time_before() -> re.Pattern[str]:
    cues = alternatives(words().not_before)
    return re.compile(
        rf"(?:(?<![\w-]){cues}(?:(?:\s(?:time|of|was|is|about|around|for))?\s*[:=]?"
        r"|\s(?:of|for)\s[\w\s'-]{1,24}:)"
        r"|\d\s?[x×]|\w\s?[<>≤≥]=?)\s?\Z",
        re.IGNORECASE,
    )


@cache
def _habit_before() -> re.Pattern[str]:
    """Return the pattern of what makes a time come again: "normally ends at", "every 6 hours ("."""
    return re.compile(
        rf"(?<![\w-])(?:{alternatives(words().habits)}|every\s\d{{1,2}}\s[^\W\d_]{{3,8}})"
        r"(?:\s[^\W\d_]{1,16}){0,3}\s?[(:]?\s?\Z",
        re.IGNORECASE,
    )


@cache
def _no_time_after() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?{alternatives(words().not_after)}(?![\w:])|\s?%", re.IGNORECASE)


# "2h30" is more often a stretch of time than a time: only after one of these it is a time.
_AT = re.compile(
    r"(?:^|(?<!\w)(?:à|at|vers|um|@|dès|depuis|avant|jusqu'à|matin|midi|soir|nuit|hier|gegen|seit))"
    r"[\s*_>|\-–—•(\[]*\Z",
    re.IGNORECASE,
)
_WINDOW = re.compile(r"\s?(?:-|–|—|to|until|till|bis)\s?\Z", re.IGNORECASE)
_HOURS_SIGN = re.compile(r"\s?hs?(?=\s?[–—:|)-]|\s[A-ZÀ-Þ¿¡])")
_MAY_BE_ZONED = re.compile(r"\s?[(\[]?(?:[A-Z]{3}|UTC)")
_LEAST = 5  # characters of the shortest habit
_LISTED = re.compile(r"(?:\s?[,/&–—-]|\s(?:and|to|und|bis|et|y|e|en|och|i)\s)\s?(?:and\s)?\Z")
_SHORT_H = re.compile(r"\d\s?h", re.IGNORECASE)
_DURING = re.compile(
    r"(?<!\w)(?:for|in|of|after|over|during|pendant|durant|après|environ)\s\Z", re.IGNORECASE
)


def _opens_a_message(text: str, match: re.Match[str]) -> bool:
    """Return whether a line opens with a two-digit clock that is followed by who speaks."""
    opens = len(match["h11"]) == 2 and _HEAD.match(text, 0, match.start())
    return bool(opens and _SPEAKER.match(text, match.end()))


def _is_hours_sign(text: str, match: re.Match[str]) -> bool:
    """Return whether "10:02 h – deployed" opens a line: elsewhere it is rather an amount."""
    headed = match["h"] is not None and _HEAD.match(text, 0, match.start()) is not None
    return headed and _HOURS_SIGN.match(text, match.end()) is not None


def _is_dotted(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether "14.03" is a time by what stands around it: "next morning", "UTC"."""
    if _day_before().search(before) or _opens_a_message(text, match):
        return True
    if not _MAY_BE_ZONED.match(text, match.end()):
        return False
    zone, label, _ = zone_after(text, match.end())
    return zone is not None and label is not None and (len(label) > 2 or not label.isalpha())


def find_clocks(
    text: str, *, named: bool = True, starts: Iterable[int] | None = None
) -> list[ClockSpan]:
    """Return the times of day told in a line, in order; durations and ratios stay out.

    Without `named` no time that has a name ("noon") is looked for; `starts` are where the only
    numbers stand that a clock time may have first, where that is known.
    """
    found: list[ClockSpan] = []
    barred = habit = -1
    written = _written()
    for start in (run.start() for run in _RUN.finditer(text)) if starts is None else starts:
        if found and start < found[-1].end:
            continue
        if len(found) == MOST:
            break
        match = written.match(text, start)
        if match is None:
            continue
        if _no_time_after().match(text, match.end()) and not _is_hours_sign(text, match):
            continue
        before = text[max(0, match.start() - 48) : match.start()]
        listed = habit >= 0 and _LISTED.match(text, habit, match.start())
        if listed or (len(before) > _LEAST and _habit_before().search(before)):
            habit = match.end()  # "every 6 hours (00:00, 06:00 and 12:00)"
            continue
        window = barred >= 0 and _WINDOW.match(text, barred, match.start())
        if window or _no_time_before().search(before):
            barred = match.end()  # "runtime 06:00-09:52": a window, and no step at its end
            continue
        if match["m5"] and (_is_stretch(match, before) or _counts().match(text, match.end())):
            continue
        if match["h11"] and not _is_dotted(text, match, before):
            continue
        if match["h10"] and not _HEAD.match(text, 0, match.start()):
            continue
        span = _span(text, match)
        if span is not None:
            found.append(span)
    for match in islice(spoken().finditer(text), MOST) if named else ():
        before = text[max(0, match.start() - 12) : match.start()]
        headed = _HEAD.match(text, 0, match.start()) and _HEADED.match(text, match.end())
        # "since yesterday noon", but "seit gestern Mittag, ca. 12:30"
        of_day = _day_before().search(before) and not _FIGURES.match(text, match.end())
        if headed or _spoken_after().search(before) or of_day:
            span = _in_words(text, match)
            if not any(one.start < span.end and span.start < one.end for one in found):
                found.append(span)
    return sorted(found, key=lambda one: one.start)


@cache
def _counts() -> re.Pattern[str]:
    """Return the pattern of the words that make a stretch of "1h50": "1h50 later"."""
    told = (word for word, (_, anchor) in words().directions.items() if anchor != "named")
    return re.compile(rf"\s{alternatives(told)}(?!\w)", re.IGNORECASE)


def _is_stretch(match: re.Match[str], before: str) -> bool:
    if _SHORT_H.match(match[0]):
        return not _AT.search(before)
    return bool(_DURING.search(before))


def _in_words(text: str, match: re.Match[str]) -> ClockSpan:
    told = words().spoken[match["word"].lower()]
    start, end = match.span()
    if text[max(0, start - 3) : start] == "12 ":
        start -= 3
    zone, label, end = zone_after(text, end)
    # whether midnight opens or closes the day is not told
    midnight = told == time(0, 0)
    rough = midnight or match["ish"] is not None
    closing = midnight and _CLOSING.search(text, max(0, start - 12), start) is not None
    return ClockSpan(start, end, told, "minute", zone, label, settled=rough, closing=closing)


def _span(text: str, match: re.Match[str]) -> ClockSpan | None:
    colons, least, told, half, letter, fraction, thousandths = match.group(
        "h", "m", "s", "half", "half1", "f", "g"
    )
    if colons:
        hour, minute = int(colons), int(least)
        half, fraction = half or letter, fraction or thousandths
    else:
        group = match.groupdict()
        hour = int(next(group[f"h{n}"] for n in _FORMS if group[f"h{n}"]))
        minute = int(next((told for n in _FORMS if (told := group.get(f"m{n}"))), 0))
        told = group["s3"] or group["s4"] or group["s9"]
        half, fraction = group["half2"] or group["half10"], group["f9"]
    half = half.lower()[:1] if half else None
    second = min(int(told), 59) if told else 0
    # "24:00" ends its day
    ends = hour == 24 and minute == second == 0 and half is None
    at = of_day(0 if ends else hour, minute, second, fraction, half)
    if at is None:
        return None
    precision: Precision = "millisecond" if fraction else "second" if told else "minute"
    start, end = match.span()
    sign = _HOURS_SIGN.match(text, end) if colons else None
    end = sign.end() if sign else end
    zone, label, after = zone_after(text, end)
    # "2026-05-04 09:12-10:30" is a span of time, not a zone west of Greenwich
    if label and label[0] in "-−" and not told and text[start - 1 : start] not in ("T", "t"):
        zone, label, after = None, None, end
    whose, after = whose_after(text, after) if zone is None else (None, after)
    ish = _ISH.match(text, after)
    after = ish.end() if ish else after
    settled = ish is not None
    return ClockSpan(
        start, after, at, precision, zone, label, half, settled, closing=ends, whose=whose
    )


def of_day(
    hour: int, minute: int, second: int = 0, fraction: str | None = None, half: str | None = None
) -> time | None:
    """Return the time of day, `half` being "a" or "p" of a 12-hour clock; None if there is none."""
    if half is not None:
        if not 1 <= hour <= 12:
            # "14:05 pm" is a slip that leaves no doubt; "14:05 am" contradicts itself
            if half == "a" or hour > 23:
                return None
        else:
            hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    micros = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return time(hour, minute, second, micros)
