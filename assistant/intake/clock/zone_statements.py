"""Zones stated for many times at once: "All times in UTC", "Toronto time unless a line says so"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from assistant.intake.clock import places, zones
from assistant.intake.clock.dates import find_dates
from assistant.intake.clock.zone_words import statements
from assistant.intake.tries import alternation

Scope = Literal["all", "table"]
_MOST = 2000
_LONGEST = 12  # characters between the word for a time and a mere "Z"
# Lines up to this length are asked for their zones more than once.
_SHORT = 160
_CLAUSE = re.compile(r"[.;]\s|,\s|\s(?:but|and|while|und|aber)\s", re.IGNORECASE)
_SO = re.compile(r"(?<!\w)so\s\Z", re.IGNORECASE)
_CLOSED = re.compile(r"\s?(?:[.,;:)\]]|\Z)")
# "CET = +1", "CEST = UTC+2"
_EQUALS = re.compile(r"\s?=\s?(?:UTC|GMT)?\s?[+−-]\d{1,2}(?::?\d\d)?\s?(?:[.,;:)\]|–—-]|\Z)")
_EQUAL = re.compile(r"=\s?(?:UTC|GMT)?\s?[+−-]\d")
_ENDS_BEFORE = re.compile(r"(?:[,;|–—-]\s{1,2}|[(（]\s?)\Z")
_ENDS_AFTER = re.compile(r"[.)）。\s]{0,3}\Z")
# "時刻はすべて日本時間(JST)", "Alla tider i svensk tid"
_PHRASE_CLOSED = re.compile(r"\s?(?:[.,;:()\]（）、。，；：]|です|\Z)")
_DATED = re.compile(r"(?<!\d)20\d\d[,.;)]?\s{1,2}(?:[(–—-]\s?)?\Z")
# What a label in a line that tells times stands behind.
_DATED_LABEL = re.compile(r"20\d\d[,.;)]?\s{1,2}(?:[(–—-]\s?)?[A-Zug+−]")
# "she is in Adelaide, times are hers"
_WHOSE = re.compile(
    r"(?<!\w)(?:all\s)?(?:times?|stamps|timestamps|clocks?)\s(?:are|is)\s(?:all\s)?"
    r"(?:hers|his|theirs|mine|ours|yours|local)(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[:.h]\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\s?(?:[.,;:()\[\]–—/*_|\"'’-]|\Z)|\s(?:times?|clocks?|local|unless|except|if|and|but|or|as)\b",
    re.IGNORECASE,
)
# a zone is a run of capitals, an offset or an IANA name
_MAY_BE_LABEL = r"(?<![\w/.-])(?=[A-Z]{2,5}(?:[+\-−/]|\b)|[A-Z][a-z]+/[A-Z]|utc\b|gmt\b|[+−]\d)"
# What that needs; its class of characters stands first, which lets a search skip ahead.
_MAY_HOLD_LABEL = re.compile(
    r"[A-Zug+−](?<![\w/.-].)(?:(?<=[A-Z])(?:[A-Z]{1,4}(?:[+\-−/]|\b)|[a-z]+/[A-Z])"
    r"|(?<=u)tc\b|(?<=g)mt\b|(?<=[+−])\d)"
)


@dataclass(frozen=True, slots=True)
class ZoneTold:
    """A zone that a text states for many times, as labelled there, and which of them it is for.

    `source` is the one source that it is stated for ("log", "history", "chat", "tracker",
    "pager"), None where it is stated for all, and `machine` tells that it is stated for the clock
    of one. `beside` is a second label for the same clock ("Adelaide (ACDT)").
    """

    zone: tzinfo
    label: str
    scope: Scope = "all"
    source: str | None = None
    beside: str | None = None
    machine: bool = False


@dataclass(frozen=True, slots=True)
class _Forms:
    cued: re.Pattern[str]
    all: re.Pattern[str]
    label: re.Pattern[str]
    place: re.Pattern[str]
    of_source: re.Pattern[str]
    dated: re.Pattern[str]
    beside: re.Pattern[str]
    phrase: re.Pattern[str]
    field: re.Pattern[str]
    unspaced: re.Pattern[str]


@cache
def _forms() -> _Forms:
    known, label, city = statements(), zones.pattern(), places.cities()
    named = (
        rf"(?P<place>(?:{places.before_time()})(?=\s(?:local\s)?times?\b)|(?:{city})(?![A-Za-z]))"
    )
    zone = rf"(?:(?P<label>{label}|{zones.loose()})|{named})"
    lead = rf"(?:\b(?i:{known.leads})|[:(=\[,/–：（-])\s{{0,2}}(?:the\s|all\s|local\s)?"
    return _Forms(
        re.compile(
            rf"(?<![A-Za-z0-9])(?P<cue>(?i:{known.cues}))(?!\w)"
            rf"(?P<gap>\s|[^\n\d|.;]{{0,40}}?{lead})[*_`\"'(]{{0,3}}(?:(?<=[*_])\s)?{zone}"
        ),
        re.compile(
            r"(?<!\w)(?i:all|everything)\s(?i:in\s|is\s|is\sin\s)?"
            rf"(?P<label>{label})"
        ),
        re.compile(rf"{_MAY_BE_LABEL}(?P<label>{label})"),
        re.compile(rf"(?<!\w)(?:in|from|at)\s(?P<place>{places.NAME}),?\s(?:so\s|and\s)?\(?\Z"),
        re.compile(rf"\s?(?:(?:is|are|in|all|=|:)\s?){{0,3}}(?P<label>{label})"),
        re.compile(rf"(?<!\d)20\d\d[,.]?\s\((?P<place>{places.NAME})\)"),
        re.compile(rf"\s?(?:time)?s?\s?[(,/=]\s?(?P<label>{label})"),
        re.compile(rf"(?<![A-Za-z0-9])(?P<label>{zones.phrases()})"),
        # "| **Time zone** | CET |"
        re.compile(
            rf"\s{{0,3}}\|[\s*_]{{0,4}}(?i:{known.fields})[\s*_:]{{0,5}}\|[\s*_`]{{0,5}}{zone}[\s*_`)|]{{0,9}}\Z"
        ),
        re.compile(rf"{known.unspaced}[^\s\d.。、A-Za-z]{{1,8}}\s?(?P<label>{label})"),
    )


def zones_told(text: str, *, timed: bool = False) -> tuple[ZoneTold, ...]:
    """Return the zones that a sentence or heading states for the times around it, in order.

    `timed` says that the line tells times itself: only "all times are ..." states one there, or a
    zone after a date without a clock ("20 Oct 2026, SGT").
    """
    if timed and "20" not in text and not _speaks_of_many(text):
        return ()
    return _remembered(text, timed) if len(text) <= _SHORT else _found(text, timed)


def zone_told(text: str, *, timed: bool = False) -> ZoneTold | None:
    """Return the first zone that a sentence or heading states for all times around it, or None."""
    told = zones_told(text, timed=timed)
    return next((one for one in told if one.source is None), None)


def _speaks_of_many(text: str) -> bool:
    """Return whether a line may speak of many times at once; cheap, and never wrong about a No."""
    return _many().search(text.lower()) is not None


@cache
def _many() -> re.Pattern[str]:
    return re.compile(alternation({*statements().many, "all ", "everything"}))


@lru_cache(maxsize=4096)
def _remembered(text: str, timed: bool) -> tuple[ZoneTold, ...]:
    return _found(text, timed)


def _found(text: str, timed: bool) -> tuple[ZoneTold, ...]:
    found: dict[tuple[int, int], ZoneTold] = {}
    for span, one in _statements(text[:_MOST], timed=timed):
        if not any(start <= span[0] < end for start, end in found):
            found[span] = one
    told = tuple(found[span] for span in sorted(found))
    return _by_machine(told) if len(told) > 1 else told


def _by_machine(told: tuple[ZoneTold, ...]) -> tuple[ZoneTold, ...]:
    """Return the zones with that of a machine's clock as everybody's, where a log has its own."""
    logs = [one for one in told if one.source == "log" and not one.machine]
    if not logs:
        return told
    return tuple(replace(one, source=None) if one.machine else one for one in told)


def _statements(text: str, *, timed: bool) -> Iterator[tuple[tuple[int, int], ZoneTold]]:
    """Yield the zones with where they stand, the surest form of statement first."""
    forms, known = _forms(), statements()
    labelled = (_DATED_LABEL if timed else _MAY_HOLD_LABEL).search(text) is not None
    spoken = not text.isascii() or known.spoken.search(text.lower()) is not None
    for match in forms.cued.finditer(text) if spoken else ():
        if _is_cued(text, match, timed=timed):
            scope: Scope = "table" if "table" in match[0].lower() else "all"
            yield from _told(text, match, scope)
    for match in forms.all.finditer(text) if spoken else ():
        yield from _told(text, match)
    for match in _WHOSE.finditer(text) if spoken else ():
        start = max(0, match.start() - 40)
        placed = forms.place.search(text[start : match.start()])
        zone = zones.resolve(placed["place"]) if placed and _placed(placed[0]) else None
        if placed and zone is not None:
            yield (start + placed.start(), match.end()), ZoneTold(zone, placed["place"])
    for match in forms.label.finditer(text) if labelled else ():
        start, end = match.span("label")
        before = text[max(0, start - 40) : start]
        if timed and (not _DATED.search(before) or _CLOCK.search(before)):
            continue
        if (
            known.unless.match(text, end)
            or (_SO.search(before) and _CLOSED.match(text, end))
            or (_DATED.search(before) and _CLOSED.match(text, end))
            or _is_end(text, match, before)
            or (_placed(before) is not None and _CLOSED.match(text, end))
            or (known.stated.search(before) and _CLOSED.match(text, end))
            or known.throughout.match(text, end)
            or (known.own.search(before) and (_CLOSED.match(text, end) or _EQUALS.match(text, end)))
            or _is_defined(text, match)
        ):
            yield from _told(text, match)
    if timed:
        return
    for match in places.time_pattern().finditer(text) if "ime" in text or "IME" in text else ():
        if known.unless.match(text, match.end()) or _CLOSED.match(text, match.end()):
            yield from _told(text, match)
    in_field = forms.field.match(text) if spoken and "|" in text else None
    if in_field:
        yield from _told(text, in_field)
    for match in forms.unspaced.finditer(text) if not text.isascii() else ():
        yield from _told(text, match)
    for match in forms.phrase.finditer(text) if spoken else ():
        if _PHRASE_CLOSED.match(text, match.end()) or known.unless.match(text, match.end()):
            yield from _told(text, match)
    if "20" in text and "(" in text:
        for match in forms.dated.finditer(text):
            if places.is_city(match["place"], sure=True):
                yield from _told(text, match)
    for about in known.about.finditer(text) if spoken else ():
        told = forms.of_source.match(text, about.end())
        zone = zones.resolve(told["label"]) if told else None
        if told and zone is not None:
            word = about[1].lower()
            machine, source = word in known.machines, known.sources[word]
            yield told.span("label"), ZoneTold(zone, told["label"], source=source, machine=machine)


def _told(
    text: str, match: re.Match[str], scope: Scope = "all"
) -> Iterator[tuple[tuple[int, int], ZoneTold]]:
    forms = _forms()
    groups = match.groupdict()
    name = "label" if groups.get("label") else "place"
    label, (start, end) = groups[name] or "", match.span(name)
    about = _about(text, start)
    source = statements().sources[about] if about else None
    machine = about in statements().machines
    beside = None
    if name == "place":
        after = forms.beside.match(text, end)
        if after:
            beside, end = after["label"], after.end()
    else:
        place = _placed(text[max(0, start - 40) : start])
        if place is not None:
            beside, label = label, place
    zone = zones.resolve(label)
    if zone is not None:
        yield (start, end), ZoneTold(zone, label, scope, source, beside, machine)


def _placed(before: str) -> str | None:
    """Return the city that leads up to a label ("in Bengaluru, IST"), None where none does."""
    found = _forms().place.search(before)
    return found["place"] if found and places.is_city(found["place"]) else None


def _is_cued(text: str, match: re.Match[str], *, timed: bool) -> bool:
    """Return whether the word before a zone speaks of clocks: not "response times in London"."""
    known, cue = statements(), match["cue"].lower()
    if known.not_after.search(text, max(0, match.start() - 20), match.start()):
        return False
    if match["label"] == "Z" and len(match["gap"]) > _LONGEST:
        return False
    if timed and cue not in known.many:
        return False
    lead = match["gap"].lower().split()[-1:]
    if cue not in known.foreign and lead and lead[0] in known.foreign_leads:
        return False
    if match["place"] is None:
        return True
    return _TOLD.match(text, match.end()) is not None and cue not in known.sources


def _is_defined(text: str, match: re.Match[str]) -> bool:
    """Return whether a line says what its only label means: "CET = UTC+1", and no list of them."""
    if not _EQUALS.match(text, match.end("label")):
        return False
    return len(list(islice(_EQUAL.finditer(text), 2))) == 1


def _is_end(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether a label that ends a line is a zone; a short one ("(MT)") only by a date."""
    if not _ENDS_BEFORE.search(before) or not _ENDS_AFTER.match(text, match.end("label")):
        return False
    label = match["label"]
    return len(label) > 2 or (len(label) == 2 and bool(find_dates(text)))


def _about(text: str, start: int) -> str | None:
    """Return the word for a source that the clause before a zone has: "the log is all"."""
    low = max((cut.end() for cut in _CLAUSE.finditer(text, max(0, start - 80), start)), default=0)
    low = max(low, start - 80)
    about = [match[1] for match in statements().about.finditer(text, low, start)]
    return about[-1].lower() if about else None
