"""Times: whether each line's time is read as it is written, or honestly in part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from evals.loglines.lines import KnownLine, System, ToldLine
from evals.score import Measure, Score, tally

Told = tuple[ToldLine, ...]


def _clock(at: datetime, digits: int) -> str:
    text = at.replace(tzinfo=None).isoformat(timespec="microseconds")
    return text[: 20 + digits] if digits else text[:19]


def _is_right(known: KnownLine, told: ToldLine) -> bool:
    if told.time is None:
        return False
    if known.time is not None and _clock(told.time, known.digits) == _clock(
        known.time, known.digits
    ):
        return True
    if known.epoch is None:
        return False
    at = told.time if told.time.tzinfo is not None else told.time.replace(tzinfo=UTC)
    return abs(at.timestamp() - known.epoch) < 10.0**-known.digits


def _pairs(system: System, told: Told) -> Iterator[tuple[KnownLine, ToldLine]]:
    yield from zip(system.lines, told, strict=True)


def full(system: System, told: Told) -> Score:
    """Return how many lines that write a whole time have it read to the digit."""
    return tally(
        (f"time {line.time or line.partial} of {known.text[:100]}", _is_right(known, line))
        for known, line in _pairs(system, told)
        if known.time is not None and known.partial is None
    )


def _parts(known: KnownLine, told: ToldLine) -> bool:
    """Return whether what is written of a time (no year, no date) is what was read."""
    asked = {key: str(value) for key, value in (known.partial or {}).items() if value is not None}
    if told.partial is not None:
        read = {key: str(value) for key, value in told.partial.items() if value is not None}
    elif told.time is not None:
        clock = _clock(told.time, known.digits)
        read = {
            "month": str(told.time.month),
            "day": str(told.time.day),
            "time": clock[11:],
        }
    else:
        return False
    return all(
        read.get(key, "").lstrip("0").startswith(value.lstrip("0")) for key, value in asked.items()
    )


def partial(system: System, told: Told) -> Score:
    """Return how many lines without a year or a date have month, day and clock time right."""
    return tally(
        (f"partial {line.time or line.partial} of {known.text[:100]}", _parts(known, line))
        for known, line in _pairs(system, told)
        if known.partial is not None
    )


TIMES = Measure("times", full)
PARTIAL = Measure("partial", partial)
