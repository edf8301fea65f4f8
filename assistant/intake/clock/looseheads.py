"""Times in a looser form that open the lines of a page kept by the clock: "~10", "0350"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import cache

from assistant.intake.clock.clockspan import ClockSpan, zone_after
from assistant.intake.clock.told import BULLETS, Line, Told
from assistant.intake.clock.words import alternatives, words

_LEAST = 2  # lines of a page that open with a time in full
_SLACK = 30  # minutes by which a rough time may miss those around it
_FAR = 6 * 60  # minutes
_HALF_DAY = 12 * 60
_LED = re.compile(rf"[\s>*{BULLETS}\-–—(\[]{{0,12}}")
_MAY_OPEN = re.compile(rf"[\s>*{BULLETS}\-–—(\[|]{{0,12}}[~≈\d]")
_CHAIN = 4  # lines that open with times in any form, each soon after the one above
_SOON = 3 * 60  # minutes
_YEARS = (19 * 60, 21 * 60)
_FOUR = r"(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)"
_ROUGH = r"[~≈]\s?(?P<h>[01]?\d|2[0-3])"
# 8.20, 940, 11h, 11h05min
_WEAK = (
    r"(?P<hw>[01]?\d|2[0-3])\.(?P<mw>[0-5]\d)|(?P<h3>[1-9])(?P<m3>[0-5]\d)"
    r"|(?P<hh>[01]?\d|2[0-3])\s?h(?:\s?(?P<mh>[0-5]\d)\s?m(?:in)?(?!\w))?"
)
_CELL = re.compile(
    rf"\s{{0,3}}\|\s{{0,20}}(?P<told>{_ROUGH}(?:[.:](?P<m>[0-5]\d))?|{_FOUR}"
    r"|(?P<hd>[01]?\d|2[0-3])\.(?P<md>[0-5]\d))\s{0,20}\|"
)


@dataclass(frozen=True, slots=True)
class _Loose:
    """A time in a looser form: where it stands, the minutes it may mean, how far it may miss.

    A `weak` one is rather an amount or a version: it needs others in order around it.
    """

    number: int
    start: int
    end: int
    meant: tuple[int, ...]
    slack: int
    weak: bool = False
    four: bool = False


@cache
def _opening() -> re.Pattern[str]:
    units = alternatives(words().dotted_units | words().counted)
    return re.compile(
        rf"(?P<told>{_ROUGH}|{_FOUR}|{_WEAK})(?![\w.:%])(?:\s?[:,–—-])?\s{{1,3}}"
        rf"(?!{units}(?![\w'’]))(?P<word>[^\W\d_]+)",
        re.IGNORECASE,
    )


@cache
def _column() -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,3}}\|[\s*_]{{0,20}}{alternatives(words().time_columns)}"
        r"(?: ?[(,/]? ?[A-Z]{2,5}\)?)?[\s*_]{0,20}\|",
        re.IGNORECASE,
    )


def with_loose_heads(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the times in a looser form that they open with.

    Two lines of the page that open with a time in full, or one below the title of its column, or
    one amid several in order, tell that it is kept by the clock; each has to come in order with the
    times above and below it.
    """
    found = list(lines)
    if not any(_MAY_OPEN.match(line.text) and not line.opens for line in lines):
        return found
    for run in _runs(lines):
        above: int | None = None
        for head, below in zip(run, _below(run), strict=True):
            minutes = head if isinstance(head, int) else _in_order(head, above, below)
            above = above if minutes is None else minutes
            if isinstance(head, _Loose) and minutes is not None:
                found[head.number] = _opened(found[head.number], head, minutes)
    return found


def _below(run: Sequence[int | _Loose]) -> list[int | None]:
    """Return by place of a run the first time in full below it."""
    found: list[int | None] = []
    below: int | None = None
    for head in reversed(run):
        found.append(below)
        below = head if isinstance(head, int) else below
    return found[::-1]


def _runs(lines: Sequence[Line]) -> Iterator[list[int | _Loose]]:
    """Yield the times that lines open with up to a heading or a date, in minutes or as loose."""
    run: list[int | _Loose] = []
    named = False
    for number, line in enumerate(lines):
        text, head = line.text, line.head
        if "#" in text[:4] or (head is not None and head.date is not None):
            yield _kept(run, named)
            run, named = [], False
        elif head is not None and head.clock is not None:
            run.append(head.clock.at.hour * 60 + head.clock.at.minute)
        elif "|" in text and _column().match(text):
            named = True
        elif head is None and _MAY_OPEN.match(text):
            loose = _loose(number, text)
            run += [] if loose is None else [loose]
    yield _kept(run, named)


def _kept(run: list[int | _Loose], named: bool) -> list[int | _Loose]:
    """Return the times of a run that count; none where its page is not kept by the clock."""
    full = sum(isinstance(head, int) for head in run)
    if full == len(run):
        return []
    if not full:
        return run if _is_shift_log(run) else []
    if len(run) >= _CHAIN and _is_chain(run):
        return run
    if full < (1 if named else _LEAST):
        return []
    return [head for head in run if isinstance(head, int) or not head.weak]


def _is_shift_log(run: Sequence[int | _Loose]) -> bool:
    """Return whether all lines open with four digits that follow one another as times do."""
    if len(run) < _CHAIN or not all(isinstance(head, _Loose) and head.four for head in run):
        return False
    told = [head.meant[0] for head in run if isinstance(head, _Loose)]
    # 2019, 2020, 2021 are years, and 1000, 1100, 1200 amounts
    if all(_YEARS[0] <= minutes < _YEARS[1] for minutes in told) or not any(m % 60 for m in told):
        return False
    return told == sorted(told) and _is_chain(run)


def _is_chain(run: Sequence[int | _Loose]) -> bool:
    """Return whether each time of a run follows soon after the one above it."""
    last: int | None = None
    for head in run:
        meant, slack = ((head,), 0) if isinstance(head, int) else (head.meant, head.slack)
        soon = [m for m in meant if last is None or last - slack <= m <= last + _SOON]
        if not soon:
            return False
        last = soon[0] if last is None else max(soon[0], last)
    return True


def _loose(number: int, text: str) -> _Loose | None:
    led = _LED.match(text)
    found = _CELL.match(text) or _opening().match(text, led.end() if led else 0)
    if found is None:
        return None
    start, end = found.span("told")
    group = found.groupdict()
    word = group.get("word") or ""
    if len(word) > 2 and word.endswith(("s", "S")) and not (text[start] == "0" and word.istitle()):
        return None  # "1200 users", not "0615 Cameras"
    for form in ("4", "d", "w", "3", "h"):
        if group.get(f"h{form}"):
            minutes = int(group[f"h{form}"]) * 60 + int(group.get(f"m{form}") or 0)
            weak = form in ("w", "3", "h")
            return _Loose(number, start, end, (minutes,), 0, weak, form == "4")
    early = int(group["h"]) * 60 + int(group.get("m") or 0)
    late = (early + _HALF_DAY,) if early < _HALF_DAY + 60 and early >= 60 else ()
    return _Loose(number, start, end, tuple(m for m in (early, *late) if m < 2 * _HALF_DAY), _SLACK)


def _in_order(head: _Loose, above: int | None, below: int | None) -> int | None:
    """Return the minutes that a time means between those around it, None where it fits nowhere."""
    for minutes in head.meant:
        apart = [abs(minutes - one) for one in (above, below) if one is not None]
        follows = above is None or above - head.slack <= minutes
        comes = below is None or minutes <= below + head.slack
        if follows and comes and min(apart, default=0) <= _FAR:
            return minutes
    return None


def _opened(line: Line, head: _Loose, minutes: int) -> Line:
    zone, label, end = zone_after(line.text, head.end)
    rough = head.slack > 0
    at = time(minutes // 60, minutes % 60)
    clock = ClockSpan(head.start, end, at, "minute", zone, label, settled=rough)
    told = [one for one in line.told if one.start >= end]
    return replace(line, told=(Told(head.start, end, clock=clock), *told), opens=True)
