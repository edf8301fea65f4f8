"""Stretches that tell a time by another one: "10 mins later", "2 h before that", "T+15m"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Literal

from assistant.intake.clock.dates import MOST
from assistant.intake.clock.words import alternatives, words

# What the stretch is counted from: the time told before it, the time right after it, when the
# line was written, the T of "T+15m", or something that is named and has no time here.
# "base" is that T, or the last time told by a clock where none is.
Anchor = Literal["previous", "next", "now", "origin", "named", "base"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in `text[start:end]` told as a stretch (negative: before) from its anchor.

    `amount` is None where the text gives no number ("a few minutes later"); `whole_days` tells
    that the stretch is counted in days, so that only the day is known; `opens` that a sentence
    begins with it.
    """

    start: int
    end: int
    amount: timedelta | None
    anchor: Anchor
    whole_days: bool = False
    opens: bool = False


_ABOUT = (
    r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|just|another|nearly"
    r"|almost|etwa|environ|~|≈)"
)
_MARKS = re.compile(r"[\s>#|*_\-–—•·+~≈(\[`\"]*(?:\d{1,3}[.)]\s+)?[\s*_(\[~≈]*\Z")
_SENTENCE = re.compile(r"[.!?:;]\s{1,2}(?:and\s|then\s|but\s)?[~≈(]?\Z|[:\])>—–-]\s{1,2}[~≈]?\Z")


@cache
def _origin() -> re.Pattern[str]:
    units = alternatives(words().units)
    return re.compile(
        r"(?<![\w.])T(?:0(?!\w|\.\w|:\d)|\s?(?P<sign>[+\-−])\s?"
        r"(?:(?P<h>\d{1,3}):(?P<m>\d\d)(?::(?P<s>\d\d))?"
        rf"|(?P<n>\d{{1,4}})(?:\s?(?P<unit>{units})(?:(?P<n2>\d{{1,2}})(?:m|min)?)?)?)(?!\w|:\w))"
    )


@cache
def _plus() -> re.Pattern[str]:
    units = alternatives(words().units)
    return re.compile(
        rf"[\s>#|*_\-–—•·(\[`]{{0,12}}(?P<plus>\+\s?(?:(?P<h>\d{{1,3}}):(?P<m>[0-5]\d)"
        rf"|(?P<n>\d{{1,4}})\s?(?P<unit>{units})(?:\s?(?P<n2>\d{{1,2}})(?:m|min)?)?))(?![\w%]|[:./]\w)",
        re.IGNORECASE,
    )


def opens_with_plus(text: str) -> bool:
    """Return whether a line opens with a stretch after a plus: "+15 min: the first page"."""
    return "+" in text[:14] and _plus().match(text) is not None


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternatives(words().directions)})(?!\w)", re.IGNORECASE)


@cache
def _amount_before() -> re.Pattern[str]:
    vocabulary = words()
    named = alternatives([*vocabulary.amounts, "a few", "several"])
    units = alternatives(vocabulary.units)
    return re.compile(
        rf"(?<![\w.:,/\-–])(?P<about>{_ABOUT}\s?){{0,2}}"
        rf"(?:(?P<number>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s?-?|(?P<word>{named})\s)"
        rf"(?P<unit>{units})(?P<half>\sand\sa\shalf)?"
        # "an hour and ten", "1h50", "1 hour 10 minutes"
        rf"(?:(?:\s?and\s|\s?)(?P<more>\d{{1,2}}|{alternatives(vocabulary.amounts)})"
        r"(?:\s?-?(?:minutes?|mins?|m))?)?\s\Z",
        re.IGNORECASE,
    )


@cache
def _no_step_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(words().not_relative)}\s(?:the\s)?\Z", re.IGNORECASE)


def has_stretches(text: str) -> bool:
    """Return whether a line may tell a stretch from a time, but for a plus that opens it."""
    return _origin().search(text) is not None or _direction().search(text) is not None


def find_stretches(text: str) -> list[Stretch]:
    """Return the times told by a stretch of time, in order.

    One that counts from something named is returned only where a sentence begins with it: inside
    one ("expires 10 minutes after the last use") it states a rule more often than a step.
    """
    found = [_from_origin(match, text) for match in islice(_origin().finditer(text), MOST)]
    plus = _plus().match(text) if "+" in text[:14] else None
    if plus is not None:
        found.append(_after_plus(plus))
    for match in islice(_direction().finditer(text), MOST):
        low = max(0, match.start() - 48)
        before = _amount_before().search(text, low, match.start())
        if before is not None:
            found.append(_stretch(text, before, match))
    return sorted((one for one in found if one is not None), key=lambda one: one.start)


def _from_origin(match: re.Match[str], text: str) -> Stretch | None:
    start, end = match.span()
    if match["sign"] is None:
        return Stretch(start, end, timedelta(0), "origin", opens=True)
    sign = 1 if match["sign"] == "+" else -1
    if match["h"]:
        amount = timedelta(
            hours=int(match["h"]), minutes=int(match["m"]), seconds=int(match["s"] or 0)
        )
        if match["s"] is None and int(match["h"]) > 23:
            return None
        return Stretch(start, end, sign * amount, "origin", opens=True)
    seconds = words().units[match["unit"].lower()] if match["unit"] else 60
    if match["unit"] is None and not _MARKS.match(text, 0, start):
        return None  # "settled T+1": a term, unless the line opens with it
    total = int(match["n"]) * seconds + int(match["n2"] or 0) * 60
    amount = sign * timedelta(seconds=total)
    return Stretch(start, end, amount, "origin", seconds >= 86400, opens=True)


def _after_plus(match: re.Match[str]) -> Stretch:
    start, end = match.span("plus")
    if match["h"]:
        amount = timedelta(hours=int(match["h"]), minutes=int(match["m"]))
        return Stretch(start, end, amount, "base", opens=True)
    seconds = words().units[match["unit"].lower()]
    amount = timedelta(seconds=int(match["n"]) * seconds, minutes=int(match["n2"] or 0))
    return Stretch(start, end, amount, "base", seconds >= 86400, opens=True)


def _stretch(text: str, before: re.Match[str], direction: re.Match[str]) -> Stretch | None:
    vocabulary = words()
    if before["more"] and vocabulary.units[before["unit"].lower()] != 3600:
        return None  # "10 min 30 later" tells no whole minutes
    sign, told = vocabulary.directions[direction[1].lower()]
    seconds = vocabulary.units[before["unit"].lower()]
    start, end = before.start(), direction.end()
    lead = text[max(0, start - 24) : start]
    if _no_step_before().search(lead):
        return None
    opens = bool(_MARKS.match(text, 0, start) or _SENTENCE.search(lead))
    anchor: Anchor = "previous" if told == "previous" else "now" if told == "now" else "named"
    rest = text[end : end + 24]
    if anchor == "named":
        anchor = _named(rest)
        if anchor == "named" and (not opens or seconds >= 86400):
            return None
        if anchor == "named":
            end = before.end() - 1  # "after the deploy" is part of what is told
    elif rest.startswith(" than"):
        return None
    amount = _amount(before, sign * seconds)
    return Stretch(start, end, amount, anchor, seconds >= 86400, opens)


def _named(rest: str) -> Anchor:
    """Return what "after" and "before" count from by what follows them."""
    if re.match(r"\s{1,2}(?:at\s|~)?\d{1,2}(?:[:.h]\d\d|\s?[ap]m\b)", rest, re.IGNORECASE):
        return "next"
    if not rest.strip(" ") or rest.strip(" ")[0] in ".,;:!?)]|–—":
        return "previous"
    return "named"


def _amount(before: re.Match[str], seconds: int) -> timedelta | None:
    vocabulary = words()
    if before["number"]:
        known: float | None = float(before["number"].replace(",", "."))
    else:
        known = vocabulary.amounts.get(before["word"].lower())
    if known is None:
        return None
    more = before["more"]
    minutes = (
        0.0 if not more else float(more) if more.isdigit() else vocabulary.amounts[more.lower()]
    )
    sign = 1 if seconds > 0 else -1
    amount = timedelta(seconds=(known + (0.5 if before["half"] else 0)) * seconds)
    return amount + timedelta(minutes=sign * minutes)
