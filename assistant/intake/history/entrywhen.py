"""The time of an entry from the fields that tell it: in one field, or a date and a clock in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import lru_cache

from assistant.incident import Moment
from assistant.intake.clock import zones
from assistant.intake.clock.datespan import Order
from assistant.intake.history.entrytime import moment_of
from assistant.intake.history.tree import Node

_CLOCK = re.compile(
    r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?\S{1,40})?\Z"
)
_BRACKETED = re.compile(r"[(\[]([^)\]\n]{1,40})[)\]]")
_LAST = re.compile(r"[_\s]([A-Za-z]{1,5})\Z")


@dataclass(frozen=True, slots=True)
class When:
    """A field that may tell the entry's time, and its words as redacted."""

    key: Node
    value: Node
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """The moment told, None where the words could not be read, and the places that tell it."""

    moment: Moment | None
    words: str
    cited: tuple[Node, ...]


def when(
    told: Sequence[When], text: str, *, zone: tzinfo | None, order: Order | None
) -> Known | None:
    """Return the first moment that the fields tell, None where no field tells anything.

    A field's name may state the zone of its times ("Time (UTC)", "deployed_at_utc").
    """
    known = [field for field in told if field.words.strip()]
    if not known:
        return None
    days: list[tuple[When, Moment]] = []
    for field in known:
        moment = _moment(field, field.words, text, zone, order)
        if moment is not None and moment.precision != "day":
            return Known(moment, field.words.strip(), (field.key, field.value))
        if moment is not None:
            days.append((field, moment))
    clocks = [field for field in known if _CLOCK.match(field.words.strip())]
    for day, moment in days:
        for clock in clocks:
            joined = f"{moment.at:%Y-%m-%d} {clock.words.strip()}"
            both = _moment(clock, joined, text, zone, order)
            if both is not None:
                cited = (day.key, day.value, clock.key, clock.value)
                return Known(both, clock.words.strip(), cited)
        return Known(moment, day.words.strip(), (day.key, day.value))
    return Known(None, known[0].words.strip(), (known[0].key, known[0].value))


def _moment(
    field: When, words: str, text: str, zone: tzinfo | None, order: Order | None
) -> Moment | None:
    stated = _zone_of(text[field.key.start : field.key.end])
    moment = moment_of(words, zone=stated or zone, order=order)
    if moment is None or stated is None or not moment.inferred:
        return moment
    return replace(moment, inferred=False)


@lru_cache(maxsize=256)
def _zone_of(name: str) -> tzinfo | None:
    """Return the zone that a field's name states, or None; a list has few of them."""
    for found in _BRACKETED.finditer(name):
        zone = zones.resolve(found[1].strip())
        if zone is not None:
            return zone
    last = _LAST.search(name.strip().strip("\"'*_`| "))
    # "at" and the like are words before they are zones.
    label = last[1] if last else ""
    return zones.resolve(label) if label.lower() in ("utc", "gmt") or label.isupper() else None
