"""Which lines of a log matter: its ends, switches of version, trouble, operations, news, spikes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from assistant.intake.logs import logline, statuses
from assistant.intake.logs.logsummary import Kind, Summary
from assistant.intake.logs.logversions import Values

MOST = 60
_SWITCHES, _EVENTS, _TROUBLE, _NEWS, _TURNS, _SPIKES = 14, 16, 20, 8, 12, 6
# A field with more values than this counts something; it does not name a version.
_VERSIONS = 12
# A kind met more often than this share of the lines (and this many times) is routine.
_ROUTINE_SHARE, _ROUTINE_COUNT = 0.02, 40
_LATE_SHARE = 0.1
_AROUND = timedelta(minutes=30)
# How many lines a minute, and how many times the usual, make a spike.
_SPIKE_COUNT, _SPIKE_TIMES = 8, 5


@dataclass(frozen=True, slots=True)
class Minute:
    """The lines of one kind in one minute: how many, when it began, the first and last line."""

    at: datetime
    count: int
    first: int
    last: int


Minutes = Mapping[int, Sequence[Minute]]


def pick(summary: Summary, moments: Sequence[datetime] = ()) -> tuple[int, ...]:
    """Return the numbers of at most 60 lines that matter, in file order.

    `moments` are the times of changes and alerts: what is new, gone or more frequent after one of
    them matters.
    """
    kinds = [kind for kind in summary.kinds if kind.words]
    if not kinds:
        return ()
    whole = [kind for kind in kinds if kind.level or set(kind.words) != {logline.HOLE}] or kinds
    minutes = minutes_of(summary)
    start, end = min(k.lines[0] for k in whole), max(k.lines[-1] for k in whole)
    kept = {start: None, end: None}
    for lines, most in (
        (_switches(summary.digest.fields.values()), _SWITCHES),
        (_trouble(whole), _TROUBLE),
        (_turned(whole, minutes, moments), _TURNS),
        (_events(whole, summary), _EVENTS),
        (_spikes(whole, minutes), _SPIKES),
        (_news(whole, summary), _NEWS),
    ):
        _take(kept, lines, most)
    return tuple(sorted(kept))


def minutes_of(summary: Summary) -> Minutes:
    """Return the minutes of each kind that can be placed in time, in order."""
    cells = summary.digest.cells
    homes = np.array(summary.kind_of_row, np.int64)
    cells = replace(cells, row=homes[cells.row]).summed() if len(cells) else cells
    columns = (cells.row, cells.n, cells.t0, cells.r0, cells.r1)
    found: dict[int, list[Minute]] = {}
    for home, count, time, first, last in zip(*(one.tolist() for one in columns), strict=True):
        at = summary.placing.at(time)
        if at is not None:
            found.setdefault(home, []).append(
                Minute(at.replace(second=0, microsecond=0), count, first, last)
            )
    return {home: sorted(told, key=lambda one: one.at) for home, told in found.items()}


def _take(kept: dict[int, None], lines: Iterable[int], most: int) -> None:
    for number in lines:
        if most == 0 or len(kept) >= MOST:
            return
        if number not in kept:
            kept[number] = None
            most -= 1


def _switches(fields: Iterable[Values]) -> Iterator[int]:
    """Yield the lines where a version field first had each of its values, and its last switch."""
    moved = [field for field in fields if 1 < len(field.first_of) <= _VERSIONS]
    for field in sorted(moved, key=lambda field: (len(field.first_of), field.switches)):
        yield from (line for _, line in field.first_of)
        if field.last_switch is not None and field.switches <= _VERSIONS:
            yield field.last_switch


def _trouble(kinds: Iterable[Kind]) -> Iterator[int]:
    """Yield first and last lines of the severe kinds: worst level first, then the frequent.

    Answers that failed by the fault of a server come last.
    """
    words = logline.vocabulary()

    def rank(kind: Kind) -> int:
        return words.rank.get(logline.common_level(kind.level) or "", -1)

    severe = [
        kind
        for kind in kinds
        if logline.common_level(kind.level) in words.severe or statuses.SERVER in kind.words
    ]
    severe.sort(key=lambda kind: (-rank(kind), -kind.count))
    yield from (kind.lines[0] for kind in severe)
    yield from (kind.lines[-1] for kind in severe if kind.count > 1)


def _events(kinds: Iterable[Kind], summary: Summary) -> Iterator[int]:
    """Yield the lines of operational events: the rarer first, routine ones left out."""
    routine = max(_ROUTINE_COUNT, summary.digest.lines * _ROUTINE_SHARE)
    events = logline.vocabulary().events
    rows = summary.digest.rows
    rare = [
        kind for kind in kinds if kind.count <= routine and events.search(rows[kind.rows[0]].text)
    ]
    for kind in sorted(rare, key=lambda kind: (kind.count, kind.lines[0])):
        yield from sorted(line for row in kind.rows for line in rows[row].firsts)[:5]
        yield kind.lines[-1]


def _news(kinds: Iterable[Kind], summary: Summary) -> Iterator[int]:
    """Yield the first lines of kinds that turn up late, the most frequent first."""
    rows = summary.digest.rows
    late = [
        kind
        for kind in kinds
        if kind.lines[0] > summary.digest.lines * _LATE_SHARE
        and not rows[kind.rows[0]].text[:1].isspace()
    ]
    for kind in sorted(late, key=lambda kind: (-kind.count, kind.lines[0])):
        yield kind.lines[0]


def _turned(kinds: Sequence[Kind], minutes: Minutes, moments: Sequence[datetime]) -> Iterator[int]:
    """Yield, by moment, the first lines of what is new or more frequent after it, and what ends."""
    for moment in sorted(moments):
        told: list[tuple[float, int]] = []
        for kind in kinds:
            times = minutes.get(kind.id, ())
            before = [one for one in times if moment - _AROUND <= one.at < moment]
            after = [one for one in times if moment <= one.at < moment + _AROUND]
            if not times or not (before or after):
                continue
            was, now = sum(one.count for one in before), sum(one.count for one in after)
            if after and times[0].at >= moment:
                told.append((1_000.0 + now, after[0].first))
            elif after and now >= _SPIKE_COUNT and now >= _SPIKE_TIMES * max(was, 1):
                told.append((now / max(was, 1), after[0].first))
            elif was >= _SPIKE_COUNT and times[-1].at < moment:
                told.append((float(was), before[-1].last))
        told.sort(key=lambda pair: (-pair[0], pair[1]))
        yield from (line for _, line in told[:_TURNS])


def _spikes(kinds: Iterable[Kind], minutes: Minutes) -> Iterator[int]:
    """Yield the first line of the minute in which a kind was far more frequent than usual."""
    found = []
    for kind in kinds:
        times = minutes.get(kind.id, ())
        if len(times) < 3:
            continue
        peak = max(times, key=lambda one: one.count)
        usual = sorted(one.count for one in times)[len(times) // 2]
        if peak.count >= _SPIKE_COUNT and peak.count >= _SPIKE_TIMES * usual:
            found.append((peak.count / usual, peak.first))
    yield from (line for _, line in sorted(found, key=lambda pair: (-pair[0], pair[1])))
