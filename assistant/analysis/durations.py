"""Durations: how long from the start to each later phase, where the timeline says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import Phase

_LEAST_DAYS = 2  # between steps of which one is told by its day alone


@dataclass(frozen=True, slots=True)
class Durations:
    """Seconds from the start to each later phase; None where the inputs do not say."""

    to_detect_s: float | None = None
    to_acknowledge_s: float | None = None
    to_mitigate_s: float | None = None
    to_resolve_s: float | None = None


def starts_by_day(events: tuple[TimelineEvent, ...]) -> bool:
    """Return whether the start is told by its day alone, so that its hour is not known."""
    return next((e.precision == "day" for e in events if e.phase == "start"), False)


def start_event(events: tuple[TimelineEvent, ...]) -> TimelineEvent | None:
    """Return the step that is the start, or None where none is told with its time."""
    return next((e for e in events if e.phase == "start" and e.time is not None), None)


def start_of(events: tuple[TimelineEvent, ...]) -> datetime | None:
    """Return when the incident began by its timeline, or None where that is not told."""
    return next((e.time for e in events if e.phase == "start"), None)


def detection_of(events: tuple[TimelineEvent, ...]) -> datetime | None:
    """Return when the incident was detected by its timeline, or None where that is not told."""
    return next((e.time for e in events if e.phase == "detected"), None)


def between(start: TimelineEvent, end: TimelineEvent) -> float | None:
    """Return seconds from one step to a later one; None where that cannot honestly be said.

    Where either is told by its day alone, whole days are counted, and fewer than two are none.
    """
    if start.time is None or end.time is None:
        return None
    if "day" in (start.precision, end.precision):
        zone = start.time.tzinfo if start.precision == "day" else end.time.tzinfo
        days = (end.time.astimezone(zone).date() - start.time.astimezone(zone).date()).days
        return days * 86400.0 if days >= _LEAST_DAYS else None
    seconds = (end.time - start.time).total_seconds()
    return seconds if seconds >= 0 else None


def durations(events: tuple[TimelineEvent, ...]) -> Durations:
    """Return seconds from the start to each phase; None where either end is not told."""
    start = next((e for e in events if e.phase == "start"), None)

    def seconds(phase: Phase) -> float | None:
        end = next((e for e in events if e.phase == phase), None)
        return None if start is None or end is None else between(start, end)

    return Durations(
        to_detect_s=seconds("detected"),
        to_acknowledge_s=seconds("acknowledged"),
        to_mitigate_s=seconds("mitigated"),
        to_resolve_s=seconds("resolved"),
    )
