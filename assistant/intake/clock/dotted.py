"""Clock times written with a full stop ("8.15 boss informed"), told by the page they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.looseheads import with_loose_heads
from assistant.intake.clock.told import BULLETS, Line
from assistant.intake.clock.words import alternatives, words

_SOON = 180  # minutes
_LEAST = 2  # lines that open with such a time
_CLOCK = r"(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)"
_LED = re.compile(rf"[\s>*{BULLETS}\-–—(\[]{{0,12}}")
_COLON = re.compile(rf"[\s>*{BULLETS}\-–—(\[]{{0,12}}(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
# "1.9 Scope" beside "1.10 Terms": sections of a document, not times
_SECTION = re.compile(r"[\s>*#•\-–—(\[]{0,12}\d{1,2}\.\d(?:\s|\.\d)")


@cache
def _opening() -> re.Pattern[str]:
    cues, units = alternatives(words().dotted_cues), alternatives(words().dotted_units)
    return re.compile(
        rf"(?:{cues}\s|[~≈]\s?)?{_CLOCK}(?:(?:\s?[-–—]\s?|\s(?:to|bis)\s)(?:[01]?\d|2[0-3])\.[0-5]\d)?"
        rf"(?:[)\]]?\s{{0,3}}[:|,–—-]\s{{0,3}}|\s{{1,4}})(?!{units}(?!\w))[^\W\d_]",
        re.IGNORECASE,
    )


@cache
def _within() -> re.Pattern[str]:
    vocabulary = words()
    cues, units = alternatives(vocabulary.dotted_cues), alternatives(vocabulary.dotted_units)
    return re.compile(
        rf"(?:(?<![\w.-]){cues}\s|[~≈]\s?|(?<=\d\.\d\d)\s?[-–—]\s?){_CLOCK}(?![\w%€$£]|[.,]\d|\s?{units}(?!\w))",
        re.IGNORECASE,
    )


def read_page(texts: Sequence[str]) -> list[Line]:
    """Return the lines of a page read, with times such as "8.15" where the page is kept by them.

    Two lines or more have to open with one and go on in words, in their order but for one midnight;
    none may open with "8:15", or with a number such as "1.9", which sections have.
    """
    return with_loose_heads(_read(texts))


def _read(texts: Sequence[str]) -> list[Line]:
    if _is_kept_so(texts):
        return [replace(read_line(_with_colons(text)), text=text) for text in texts]
    slips = _slips(texts)
    return [
        replace(read_line(_with_colons(text)), text=text) if number in slips else read_line(text)
        for number, text in enumerate(texts)
    ]


def _slips(texts: Sequence[str]) -> set[int]:
    """Return the lines that open with "8.45" amid lines that open with "8:20", "9:05".

    It has to come after the time above it, by three hours at most, and before the one below it.
    """
    heads: list[tuple[int, int, bool]] = []
    if not any("." in text and _at_head(text) for text in texts):
        return set()
    for number, text in enumerate(texts):
        colon = _COLON.match(text) if ":" in text else None
        dotted = _at_head(text) if colon is None and "." in text else None
        if colon is not None:
            hour, _, minute = colon[0].lstrip(f" \t>*{BULLETS}-–—([").partition(":")
            heads.append((number, int(hour) * 60 + int(minute), False))
        elif dotted is not None:
            heads.append((number, int(dotted["h"]) * 60 + int(dotted["m"]), True))
    found: set[int] = set()
    for place, (number, minutes, dotted_so) in enumerate(heads):
        below = heads[place + 1 : place + 1 + _LEAST]
        if dotted_so and place == 0 and len(below) == _LEAST and not any(d for _, _, d in below):
            # "~1.30" above "01:42" and "1:50"; without the mark it may be a version
            rough = texts[number].lstrip(f" \t>*{BULLETS}-–—([")[:1] in ("~", "≈")
            if rough and minutes <= below[0][1] <= minutes + _SOON:
                found.add(number)
            continue
        if not dotted_so or place < _LEAST or any(slip for _, _, slip in heads[place - 2 : place]):
            continue
        before = heads[place - 1][1]
        after = heads[place + 1][1] if place + 1 < len(heads) else minutes
        if before <= minutes <= min(after, before + _SOON):
            found.add(number)
    return found


def _is_kept_so(texts: Sequence[str]) -> bool:
    told: list[int] = []
    for text in texts:
        if "." not in text and ":" not in text:
            continue
        if _COLON.match(text) or _SECTION.match(text):
            return False
        clock = _at_head(text)
        if clock is not None:
            told.append(int(clock["h"]) * 60 + int(clock["m"]))
    back = sum(later < earlier for earlier, later in pairwise(told))
    # "1.10 Scope", "1.11 Terms": one more each time
    counted = all(later == earlier + 1 for earlier, later in pairwise(told))
    return len(told) >= _LEAST and back <= 1 and not counted


def _at_head(text: str) -> re.Match[str] | None:
    led = _LED.match(text)
    return _opening().match(text, led.end() if led else 0)


def _with_colons(text: str) -> str:
    """Return a line, of the same length, with its dotted times as others write them."""
    found = [] if (head := _at_head(text)) is None else [head]
    places = {match.start("m") - 1 for match in (*found, *_within().finditer(text))}
    for match in found:
        # the end of a range that opens the line
        second = text.find(".", match.end("m"), match.end())
        places |= {second} - {-1}
    return "".join(":" if at in places else char for at, char in enumerate(text))
