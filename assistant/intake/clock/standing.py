"""How a date stands in its line: whether it says which day the lines below are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from assistant.intake.clock.datespan import weekday_after, weekday_near
from assistant.intake.clock.daynumbers import day_number
from assistant.intake.clock.told import Line, Told
from assistant.intake.clock.words import alternatives, words

HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
_LABEL = re.compile(
    r"[\s>*_\-#]{0,8}([^\W\d_](?:[^\W\d_]|[ /'’-]){1,40}?)[\s*_]{0,4}([:|：]|\t)[\s*_|]{0,30}\Z"
)
# "our incident, 14 July 2025 (London time):" and no more
_HEADS = re.compile(r"(?:\s?[(,]\s?[^():,]{1,40}\)?)?\s?[*_]{0,2}:[*_\s]{0,6}\Z")
_TRIMMED = " -–—=*_#~:>[]().,"
_SENTENCE = re.compile(r"[.;!?:]\s")
_CLAUSE = re.compile(r"[.;]\s|\|")
_WORDY = 60  # characters before a date that still head a list
_DIVIDER = re.compile(r"[\s\-–—=*_#~>|\[\](){}（）.:,：、]*\Z")


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
    return re.compile(rf"(?:{names}|\d|[\s\-–—=*_#~>|\[\](){{}}（）.:,/：、])*+\Z", re.IGNORECASE)


def day_standing(line: Line, told: Told) -> str:
    """Return how a date stands in its line.

    "divider": a heading or a line of its own; "label": under a word such as "Date:"; "head": the
    line opens with it; "heads": the line ends with it and a colon; "prose": after an opening "On";
    "closing": under a word such as "Resolved:"; "document": after one such as "written"; "other":
    anywhere else.
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
        if named in words().incident_labels:
            return "label"
        if named in words().closing_labels:
            return "closing"
        if label[2] != "\t":  # behind a tab it may be a name: "Ines Dahl<tab>2025-05-04 09:12"
            return _mentioned(before, told)
    elif before.strip(" >*_-#|").lower() in words().closing_labels:
        return "closing"
    if _about_document(before):
        return _mentioned(before, told)
    if HEADING.match(text):
        return "divider"
    if told.clock is None and _trimmings().match(_without_times(line)):
        return "divider"
    if _heads(line, told):
        return "heads"
    if told is line.head:
        return "head"
    if re.match(r"[\s>*_\-]{0,6}(?:on|early on|late on)\s\Z", before, re.IGNORECASE):
        return "prose"
    return "other"


def _mentioned(before: str, told: Told) -> str:
    """Return how a date stands that heads nothing; "Created: ... 10:42" is about no document."""
    return "document" if told.clock is None and _about_document(before) else "other"


def standing_in(lines: Sequence[Line], number: int, told: Told) -> str:
    """Return how a date of a line stands among the lines around it, as `day_standing` says it.

    It heads what follows only where a bare time opens the line below, and none the line above.
    """
    standing = day_standing(lines[number], told)
    if standing != "heads":
        return standing
    below = next((line for line in lines[number + 1 : number + 5] if line.text.strip()), None)
    above = lines[number - 1] if number else None
    return "heads" if _opens_bare(below) and not _opens_bare(above) else "other"


def _opens_bare(line: Line | None) -> bool:
    head = line.head if line is not None else None
    return head is not None and head.clock is not None and head.date is None


def _heads(line: Line, told: Told) -> bool:
    """Return whether a line announces what was on a day: "Our incident, 14 July 2025:"."""
    if told.clock is not None or len(line.told) > 1 or told.start > _WORDY:
        return False
    before = line.text[: told.start]
    return bool(_HEADS.match(line.text, told.end)) and not _SENTENCE.search(before)


@dataclass(frozen=True, slots=True)
class Divider:
    """The day that a divider tells, and whether it names the weekday."""

    day: date
    weekday: bool


def divider_day(text: str, *, day: date, whole: date, following: bool) -> Divider | None:
    """Return the day that a line such as "Tuesday" or "The next day" divides off, else None.

    "today" and "yesterday" count from `whole`, the day of the text, "next day" from `day`, the last
    one; `following` says that a weekday lies after it.
    """
    if len(text) > 60:
        return None
    word = text.strip(_TRIMMED).lower()
    weekday = words().weekdays.get(word)
    if weekday is not None:
        return Divider((weekday_after if following else weekday_near)(day, weekday), True)
    shift = words().relative.get(word)
    if shift is None:
        return None
    return Divider((day if shift > 0 else whole) + timedelta(days=shift), False)


def is_day_divider(text: str) -> bool:
    """Return whether a line divides off a day that words name: "Tuesday", "Day 2"."""
    if len(text) > 60:
        return False
    word = text.strip(_TRIMMED).lower()
    return word in words().weekdays or word in words().relative or day_number(text) is not None


def _about_document(before: str) -> bool:
    if not before:
        return False
    clause = _CLAUSE.split(before[-60:])[-1]
    return _document_word().search(clause) is not None


@cache
def _document_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(words().document_labels)}(?!\w)", re.IGNORECASE)
