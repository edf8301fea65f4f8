"""Hours in words: "quarter past eleven", "ten to three", "halb zehn", "shortly after nine"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache, lru_cache
from itertools import islice

from assistant.intake.alike import alike
from assistant.intake.clock.clockspan import ClockSpan, whose_after, zone_after
from assistant.intake.clock.dates import MOST
from assistant.intake.clock.words import alternatives, words

# Lines up to this length come again with other digits in them.
_LONG = 600
_HEAD = re.compile(r"[\s*_>|\-–—•(\[~]*\Z")
_ENDED = re.compile(r"[\s*_]*(?:[:|,;.!?–—)\]-](?!\d)|\Z)")
_LEAD = re.compile(r"(?<!\w)(?:at|um)(?!\w)", re.IGNORECASE)
_SENTENCE_HOUR = re.compile(r"(?:At|By|Around|Um|Gegen|Ab)\s\d{1,2}\s[a-zA-Z]")
_CLOCKED = re.compile(r"\d[:.h]\d\d(?!\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_BOUNDS = re.compile(r"(?<!\w)(?:from|between|was|and|to|of|von|zwischen)\s\Z", re.IGNORECASE)
_COUNTED = re.compile(r"\s[a-zäöü]{3,}s\b")
_AM_PM = re.compile(r"\s?([ap])(?:\.m\.|m\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Forms:
    """The patterns of hours in words, and the words that must stand around some of them."""

    needle: re.Pattern[str]
    led: re.Pattern[str]
    told: re.Pattern[str]
    cue: re.Pattern[str]
    hour_cue: re.Pattern[str]
    worded_cue: re.Pattern[str]
    day_cue: re.Pattern[str]
    goes_on: re.Pattern[str]
    sentence: re.Pattern[str]
    subject: re.Pattern[str]


@cache
def _forms() -> _Forms:
    known = words()
    named = alternatives(known.hours)
    hour = rf"(?:{named}|1[0-2]|0?[1-9])"
    spoken = alternatives(known.spoken)
    minutes = alternatives(known.minutes)
    joint = alternatives(known.joints)
    half = alternatives(known.halves)
    digits = r"(?:[1-9]|1\d|2[0-9])"
    listed = alternatives(known.spoken_after - {"and"})
    days = alternatives([*known.relative, *known.day_parts, *known.weekdays])
    end = r"(?![\w%€$°/]|[.,:'’-]\w)"
    return _Forms(
        re.compile(rf"ish\b|o['’]clock|sharp|(?<!\w)(?:{named}|{joint}|{half})(?!\w)", re.I),
        re.compile(
            rf"(?:{alternatives(known.hour_after)}"
            rf"|{days}\s(?:at|um|by|gegen)(?:\s(?:about|around))?)\s~?\d",
            re.I,
        ),
        re.compile(
            r"(?<![\w.,:/$€#-])(?:"
            rf"(?:(?P<minutes>{minutes}|{digits})(?:\sminutes?)?\s(?P<joint>{joint})\s)?"
            rf"(?:(?P<half>{half})\s)?(?P<hour>{hour}|(?<=\s){spoken})"
            rf"(?P<sharp>\s(?:o['’]clock|sharp)(?!\w))?(?P<ish>[\s-]?ish(?!\w))?{end})",
            re.I,
        ),
        re.compile(rf"(?:(?<![\w-])(?:{listed}|gegen|seit|ab)\s(?:~\s?)?|~\s?)\Z", re.I),
        re.compile(rf"(?<![\w-])(?:{alternatives(known.hour_after)})\s\Z", re.I),
        re.compile(rf"(?<![\w-])(?:{alternatives(known.worded_after)})\s\Z", re.I),
        re.compile(
            rf"(?<![\w-])(?:{days})(?:\sat|\sum|\sby|\sgegen)(?:\s(?:about|around))?\s~?\Z", re.I
        ),
        re.compile(rf"\s{{1,2}}{alternatives(known.hour_before)}(?!\w)", re.I),
        # "At 11 we called": only where a sentence begins so
        re.compile(r"(?:\A[\s*_>•-]{0,8}|[.!?]\s{1,2})(?:At|By|Around|Um|Gegen|Ab)\s\Z"),
        re.compile(rf"\s{alternatives(known.subjects)}(?!\w)", re.I),
    )


def has_hours(text: str) -> bool:
    """Return whether a line may tell an hour in words; cheap, and never wrong about a No."""
    return (_may_tell_hours if len(text) <= _LONG else _has_hours)(alike(text))


@lru_cache(maxsize=4096)
def _may_tell_hours(text: str) -> bool:
    return _has_hours(text)


def _has_hours(text: str) -> bool:
    forms = _forms()
    if forms.needle.search(text) or _SENTENCE_HOUR.search(text):
        return True
    # An hour in figures alone needs one of these words, and one of them in its lead.
    return _LEAD.search(text) is not None and forms.led.search(text) is not None


def find_hours(text: str) -> list[ClockSpan]:
    """Return the times of day that words tell in a line, in order; counts and amounts stay out."""
    if not has_hours(text):
        return []
    found = []
    for match in islice(_forms().told.finditer(text), MOST):
        if _is_time(text, match):
            span = _span(text, match)
            if span is not None:
                found.append(span)
    return found


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around a number make a time of it."""
    forms, known = _forms(), words()
    if match["hour"].lower() in known.spoken:
        return bool(match["joint"]) and match["minutes"].lower() in known.minutes
    start, end = match.span()
    before = text[max(0, start - 40) : start]
    worded = match["hour"].lower() in known.hours
    if match["joint"]:
        cued = forms.cue.search(before) is not None and _goes_on(text, end)
        if match["minutes"].isdigit() and _BOUNDS.search(before):
            return False  # "raised from 4 to 12"
        headed = _HEAD.match(text, 0, start) is not None and _ENDED.match(text, end) is not None
        return _is_joined(match, cued=cued, headed=headed)
    if match["half"]:
        if match["half"].lower() != "half":
            return True
        return worded and forms.cue.search(before) is not None and _goes_on(text, end)
    if match["sharp"]:
        return forms.cue.search(before) is not None or match["sharp"].lower() != " sharp"
    if match["ish"]:
        goes_on = _goes_on(text, end)
        if not goes_on and _COUNTED.match(text, end):
            return False
        if goes_on or _HEAD.match(text, 0, start):
            return True
        return forms.cue.search(before) is not None
    # A number alone is no time nearly everywhere, which the word before it tells soonest.
    if forms.hour_cue.search(before) or forms.day_cue.search(before):
        return _goes_on(text, end)
    if forms.sentence.search(before) and forms.subject.match(text, end):
        return _CLOCKED.search(text) is not None
    plain = worded and match["hour"].lower() not in ("one", "eins")
    return plain and forms.worded_cue.search(before) is not None and _goes_on(text, end)


def _goes_on(text: str, end: int) -> bool:
    """Return whether what follows an hour may follow a time: an end, "pm", a zone, a clock."""
    return bool(
        _ENDED.match(text, end)
        or _forms().goes_on.match(text, end)
        or _AM_PM.match(text, end)
        or zone_after(text, end)[0]
        or whose_after(text, end)[0]
    )


def _is_joined(match: re.Match[str], *, cued: bool, headed: bool) -> bool:
    """Return whether "five past nine" is a time; "ten to three" needs a word that leads to it."""
    joint, minutes = match["joint"].lower(), match["minutes"].lower()
    known = words().minutes.get(minutes)
    if joint == "past" or (joint in ("nach", "vor") and known is not None):
        return True
    if known == 15:
        return True
    if known == 30:
        return False
    return cued or (headed and known is not None)


def _span(text: str, match: re.Match[str]) -> ClockSpan | None:
    known = words()
    told = match["hour"].lower()
    sure = known.spoken.get(told)  # "a quarter to midnight" leaves no half of the day open
    total = 60 * (sure.hour if sure else known.hours.get(told) or int(told))
    if match["half"]:
        half = match["half"].lower()
        total += known.halves[half]
    if match["joint"]:
        minutes = match["minutes"].lower()
        amount = known.minutes.get(minutes)
        total += known.joints[match["joint"].lower()] * (int(minutes) if amount is None else amount)
    start, end = match.span()
    ampm = _AM_PM.match(text, end)
    zone, label, end = zone_after(text, ampm.end() if ampm else end)
    whose, end = whose_after(text, end) if zone is None else (None, end)
    if sure is not None:
        at = time(total // 60 % 24, total % 60)
        return ClockSpan(start, end, at, "minute", zone, label, None, True, whose=whose)
    total %= 720
    # noon and midnight are twelve on this clock: told by "12:05", as in "12:05 pm"
    if ampm is None:
        hour = total // 60 or 12
        at = time(hour % 24, total % 60)
        return ClockSpan(
            start, end, at, "minute", zone, label, None, True, twelve=True, whose=whose
        )
    chosen = ampm[1].lower()
    at = time(total // 60 + (12 if chosen == "p" else 0), total % 60)
    return ClockSpan(start, end, at, "minute", zone, label, chosen, True, whose=whose)
