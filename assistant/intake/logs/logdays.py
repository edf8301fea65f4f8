"""The year or the day that a log leaves out, taken from what the other inputs tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from assistant.intake.logs import logtimes
from assistant.intake.logs.logsummary import Summary

# A log this far from the day of the other inputs may be of any year.
_FURTHEST = timedelta(days=120)


def placed(summary: Summary, near: date | None) -> tuple[Summary, str | None]:
    """Return the summary with its times in the year or on the day near `near`, and what was taken.

    A log that tells its own year keeps it; one without a day is placed only where it is shorter
    than one. None where nothing was taken.
    """
    if near is None:
        return summary, None
    span, placing = summary.span, summary.placing
    if span.yearless is not None and placing.year is None:
        year = _year(placing, span.yearless, near)
        if year is None:
            return summary, None
        return (
            replace(summary, placing=replace(placing, year=year)),
            f"The log writes no year. It was read as of {year}, in which it stands next to "
            f"{near.isoformat()}, the day that the other inputs tell.",
        )
    if span.clock is not None and not (span.zoned or span.bare or span.yearless):
        if span.clock[1] - span.clock[0] >= logtimes.DAY:
            return summary, None
        return (
            replace(summary, placing=replace(placing, day=near)),
            f"The log writes no date. It was read as of {near.isoformat()}, the day that the other "
            "inputs tell.",
        )
    return summary, None


def _year(placing: logtimes.Placing, ends: tuple[int, int], near: date) -> int | None:
    """Return the year in which the log stands next to a day, None where it stands far from it."""
    away = {
        year: _away(replace(placing, year=year), ends, near)
        for year in (near.year - 1, near.year, near.year + 1)
    }
    known = {year: found for year, found in away.items() if found is not None}
    best = min(known, key=lambda year: known[year], default=None)
    return best if best is not None and known[best] <= _FURTHEST else None


def _away(placing: logtimes.Placing, ends: Iterable[int], near: date) -> timedelta | None:
    days = [at.date() for at in map(placing.at, ends) if at is not None]
    if not days:
        return None
    return max(days[0] - near, near - days[-1], timedelta(0))
