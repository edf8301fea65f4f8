"""Hypotheses for people to test: offered from what moved near the start, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.analysis.changes import ChangeFact
from assistant.analysis.factors import Category
from assistant.analysis.vocabulary import number, text
from assistant.incident import Layer, Precision

CATEGORY: dict[Layer, Category] = {
    "prompt": "model",
    "model": "model",
    "data": "data",
    "index": "data",
    "config": "code",
    "guardrail": "model",
    "tool": "code",
    "code": "code",
    "vendor": "vendor",
}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One possibility, with what speaks for it, what against it, and how to test it."""

    text: str
    category: Category
    evidence: tuple[str, ...]
    counter_evidence: tuple[str, ...]
    how_to_test: str


def span(minutes: float) -> str:
    """Return a number of minutes as a reader says it: "38 minutes", "5 h 20 min", "2 days 3 h"."""
    whole = round(minutes)
    if whole < 120:
        return f"{whole} minute{'' if whole == 1 else 's'}"
    hours, rest = divmod(whole, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours else f"{days} days"


def offer(
    changes: tuple[ChangeFact, ...],
    *,
    start: datetime | None,
    detected: datetime | None = None,
    precision: Precision = "minute",
) -> tuple[Hypothesis, ...]:
    """Return one hypothesis for each change shortly before the start, the nearest first.

    Where the start is not known, the changes before the detection are offered instead. Of a start
    whose `precision` is a day only that and the day of the change are compared.
    """
    by_day = precision == "day" and start is not None
    anchor = "the start" if start is not None else "it was detected"
    found = near(changes, start=start, detected=detected, precision=precision)
    others = [change for _, change in found]
    return tuple(
        _about(c, others, _by_day(minutes) if by_day else f"{span(minutes)} before {anchor}")
        for minutes, c in found
    )


def near(
    changes: tuple[ChangeFact, ...],
    *,
    start: datetime | None,
    detected: datetime | None = None,
    precision: Precision = "minute",
) -> tuple[tuple[float, ChangeFact], ...]:
    """Return (minutes before, change) of the changes shortly before the start, nearest first."""
    by_day = precision == "day" and start is not None
    window = number("hypotheses", "window_hours") * 60
    ahead = [
        (_days(c, start) if by_day and start else _ahead(c, start, detected), c) for c in changes
    ]
    found = [(minutes, c) for minutes, c in ahead if minutes is not None and 0 <= minutes <= window]
    found.sort(key=lambda pair: pair[0])
    return tuple(found[: int(number("hypotheses", "most"))])


def _days(change: ChangeFact, start: datetime) -> float | None:
    """Return the days from a change to the day of the start, in minutes."""
    if change.time is None:
        return None
    return (start.date() - change.time.astimezone(start.tzinfo).date()).days * 1440.0


def _by_day(minutes: float) -> str:
    days = round(minutes / 1440)
    if days == 0:
        return "on the day of the start"
    return f"{days} day{'' if days == 1 else 's'} before the day of the start"


def _ahead(change: ChangeFact, start: datetime | None, detected: datetime | None) -> float | None:
    """Return minutes from a change to the start, or to the detection where no start is known."""
    if start is not None:
        return change.minutes_before_start
    if detected is None or change.time is None:
        return None
    return (detected - change.time).total_seconds() / 60


def _about(change: ChangeFact, near: list[ChangeFact], when: str) -> Hypothesis:
    what = f"{change.kind} change" + (f" to {change.component}" if change.component else "")
    article = "An" if what[0] in "aeiou" else "A"
    others = [e for other in near if other is not change for e in other.evidence]
    return Hypothesis(
        text=(f"{article} {what} took place {when}; this is correlation in time, not cause"),
        category=CATEGORY[change.kind],
        evidence=change.evidence,
        counter_evidence=tuple(dict.fromkeys(e for e in others if e not in change.evidence)),
        how_to_test=text("hypotheses", "tests", change.kind),
    )
