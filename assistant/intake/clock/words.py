"""The words of dates and times: months, weekdays, and what tells that a number is no time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib import resources
from types import MappingProxyType

from assistant.errors import ResourceError
from assistant.intake.tries import alternation


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case words and what they mean; weekdays count from Monday = 0.

    `day_parts` are days from the day spoken of and a half of the day ("a", "p", or "night"),
    `joints` are the signs of minutes told beside an hour, `halves` minutes from the hour named,
    `whose` phrases by whose clock they tell, `led` what makes a time of the number beside it,
    `opening` what a line's time may be led in with, `day_numbers` what stands before the number
    of an incident's day, `units` are in seconds, `directions` a sign and what the stretch of time
    is counted from.
    """

    months: Mapping[str, int]
    months_first: frozenset[str]
    weekdays: Mapping[str, int]
    weekday_after: frozenset[str]
    relative: Mapping[str, int]
    day_parts: Mapping[str, tuple[int, str]]
    vague: frozenset[str]
    spoken: Mapping[str, time]
    spoken_after: frozenset[str]
    hours: Mapping[str, int]
    minutes: Mapping[str, int]
    joints: Mapping[str, int]
    halves: Mapping[str, int]
    hour_after: frozenset[str]
    worded_after: frozenset[str]
    hour_before: frozenset[str]
    subjects: frozenset[str]
    whose: Mapping[str, frozenset[str]]
    clock_of: frozenset[str]
    led: Mapping[str, frozenset[str]]
    opening: frozenset[str]
    day_numbers: frozenset[str]
    units: Mapping[str, int]
    amounts: Mapping[str, float]
    directions: Mapping[str, tuple[int, str]]
    naming: Mapping[str, frozenset[str]]
    not_relative: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    habits: frozenset[str]
    dotted_cues: frozenset[str]
    dotted_units: frozenset[str]
    counted: frozenset[str]
    time_columns: frozenset[str]
    elapsed: frozenset[str]
    since: frozenset[str]
    incident_labels: frozenset[str]
    document_labels: frozenset[str]
    closing_labels: frozenset[str]


@cache
def words() -> Words:
    """Return the vocabulary of the clock; raise ResourceError where its file is damaged."""
    file = resources.files("assistant.intake") / "data" / "clock_words.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        return Words(
            months=_meanings(table["months"]),
            months_first=frozenset(table["months_first"]["words"]),
            weekdays=_meanings(table["weekdays"]),
            weekday_after=frozenset(table["weekday_after"]["words"]),
            relative=MappingProxyType({w: int(n) for w, n in table["relative"].items()}),
            day_parts=MappingProxyType(
                {w: (int(days), str(half)) for w, (days, half) in table["day_parts"].items()}
            ),
            vague=frozenset(table["vague"]["words"]),
            spoken=MappingProxyType({w: time(h, m) for w, (h, m) in table["spoken"].items()}),
            spoken_after=frozenset(table["spoken_after"]["words"]),
            hours=_meanings(table["hours"]),
            minutes=_meanings(table["minutes"]),
            joints=MappingProxyType({w: int(sign) for w, sign in table["joints"].items()}),
            halves=MappingProxyType({w: int(n) for w, n in table["halves"].items()}),
            hour_after=frozenset(table["hour_after"]["words"]),
            worded_after=frozenset(table["hour_after"]["worded"]),
            hour_before=frozenset(table["hour_after"]["before"]),
            subjects=frozenset(table["hour_after"]["subjects"]),
            whose=MappingProxyType({w: frozenset(told) for w, told in table["whose"].items()}),
            clock_of=frozenset(table["clock_of"]["words"]),
            led=MappingProxyType({w: frozenset(told) for w, told in table["led"].items()}),
            opening=frozenset(table["opening"]["words"]),
            day_numbers=frozenset(table["day_numbers"]["words"]),
            units=MappingProxyType({w: int(n) for w, n in table["units"].items()}),
            amounts=MappingProxyType({w: float(n) for w, n in table["amounts"].items()}),
            directions=MappingProxyType(
                {w: (int(sign), str(to)) for w, (sign, to) in table["directions"].items()}
            ),
            naming=MappingProxyType({w: frozenset(told) for w, told in table["naming"].items()}),
            not_relative=frozenset(table["not_relative"]["before"]),
            not_before=frozenset(table["not_a_time"]["before"]),
            not_after=frozenset(table["not_a_time"]["after"]),
            habits=frozenset(table["not_a_time"]["habits"]),
            dotted_cues=frozenset(table["dotted"]["after"]),
            dotted_units=frozenset(table["dotted"]["not_before"]),
            counted=frozenset(table["loose"]["counted"]),
            time_columns=frozenset(table["loose"]["columns"]),
            elapsed=frozenset(table["loose"]["elapsed"]),
            since=frozenset(table["since"]["words"]),
            incident_labels=frozenset(table["labels"]["incident"]),
            document_labels=frozenset(table["labels"]["document"]),
            closing_labels=frozenset(table["labels"]["closing"]),
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(
            f"The words of the clock in {file} are missing or damaged ({error}). "
            "Install the package again."
        ) from error


def _meanings(table: Mapping[str, Iterable[str]]) -> Mapping[str, int]:
    return MappingProxyType({word: int(n) for n, names in table.items() for word in names})


def alternatives(names: Iterable[str]) -> str:
    """Return a regular expression (no groups) of any of the words, the longest first.

    Most places of a text begin none of them: a look at one character passes over those, which
    takes half the time of trying each where capitals and small letters count alike.
    """
    known = frozenset(names)
    begun = "".join(sorted({re.escape(name[0]) for name in known}))
    return f"(?:(?=[{begun}]){alternation(known)})"
