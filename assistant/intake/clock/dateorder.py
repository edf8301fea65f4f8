"""How a text likely writes dates such as 3/5/2025, where nothing proves their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from assistant.intake import tables
from assistant.intake.clock.datespan import DateSpan, Order, complete
from assistant.intake.clock.told import Line

# Days within which the dates of an incident lie, and which the other reading puts between them.
_CLOSE, _FAR = 10, 25
_PADDED = re.compile(r"(?<!\d)0\d/")
_FIRST: dict[Order, str] = {"dmy": "day", "mdy": "month"}


@dataclass(frozen=True, slots=True)
class Likely:
    """An order of day and month, and in words why it was taken."""

    order: Order
    why: str


def likely_order(lines: Sequence[Line]) -> Likely | None:
    """Return the order that the dates or the zones of a text speak for, None where none does."""
    spans = [t.date for line in lines for t in line.told if t.date and _is_open(t.date)]
    if not spans:
        return None
    return _by_nearness(spans) or _by_zones(lines) or _by_clocks(lines)


def _is_open(span: DateSpan) -> bool:
    return span.first != span.second and span.year is not None and span.order() is None


def _by_nearness(spans: Sequence[DateSpan]) -> Likely | None:
    apart: dict[Order, int] = {}
    for order in _FIRST:
        read = [complete(span, near=None, order=order) for span in spans]
        days = [day for day in read if day is not None]
        apart[order] = (max(days) - min(days)).days if days else 0
    near, far = sorted(_FIRST, key=lambda order: apart[order])
    if not 0 < apart[near] <= _CLOSE or apart[far] < _FAR:
        return None
    return Likely(near, f"its {_FIRST[near]} was taken to come first, so that dates lie close")


def _by_zones(lines: Sequence[Line]) -> Likely | None:
    votes = {order for zone, label in _zones(lines) if (order := _of_zone(zone, label))}
    if len(votes) != 1:
        return None
    (order,) = votes
    return Likely(order, f"its {_FIRST[order]} was taken to come first, as where that zone is kept")


def _by_clocks(lines: Sequence[Line]) -> Likely | None:
    """Return the order of "3/5/25, 2:03 PM": who writes no noughts beside a half of the day."""
    joined = [
        line.text[told.date.start : told.date.end]
        for line in lines
        for told in line.told
        if told.date and told.clock and told.clock.half and _is_open(told.date)
    ]
    if not joined or any(_PADDED.search(text) for text in joined):
        return None
    return Likely("mdy", "its month was taken to come first, as beside a 12-hour clock")


def _zones(lines: Sequence[Line]) -> Iterator[tuple[tzinfo, str]]:
    for line in lines:
        for stated in line.zones:
            yield stated.zone, stated.label
        for told in line.told:
            if told.clock is not None and told.clock.zone is not None:
                yield told.clock.zone, told.clock.zone_text or ""


def _of_zone(zone: tzinfo, label: str) -> Order | None:
    """Return the order that people who keep a zone write dates in, None where they differ."""
    key = zone.key if isinstance(zone, ZoneInfo) else label.upper()
    for order, names in _orders().items():
        if any(key == name or (name.endswith("/") and key.startswith(name)) for name in names):
            return order
    return None


@cache
def _orders() -> dict[Order, frozenset[str]]:
    listed = tables.load("clock_zones.toml").table("orders")
    return {order: frozenset(listed.words(order)) for order in _FIRST}
