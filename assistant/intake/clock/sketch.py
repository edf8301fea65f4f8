"""What lines of one shape may tell of times: cheap, and never wrong about a No."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.alike import alike
from assistant.intake.clock.times import spoken
from assistant.intake.clock.words import alternatives, words
from assistant.intake.clock.wordtimes import has_words
from assistant.intake.tries import alternation

# Lines up to this length come again with other digits in them.
_LONG = 600
_DATE = re.compile(r"\d[-/.][\dW]|\d{8}")
_EPOCH = re.compile(r"\d{10}")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Which of the costly searches may find something in a line."""

    dates: bool
    clocks: bool
    spoken: bool
    epochs: bool
    worded: bool


def sketch_of(text: str) -> Sketch:
    """Return the sketch of a line; lines that differ in their digits alone have the same."""
    return (_remembered if len(text) <= _LONG else _sketched)(alike(text))


@lru_cache(maxsize=4096)
def _remembered(shape: str) -> Sketch:
    return _sketched(shape)


def _sketched(shape: str) -> Sketch:
    return Sketch(
        dates=_DATE.search(shape) is not None or _month().search(shape.lower()) is not None,
        clocks=_clock().search(shape) is not None,
        spoken=spoken().search(shape) is not None,
        epochs=_EPOCH.search(shape) is not None,
        worded=has_words(shape),
    )


@cache
def _month() -> re.Pattern[str]:
    return re.compile(alternation(words().months))


@cache
def _clock() -> re.Pattern[str]:
    """Return the pattern of what every form of a clock in digits has around one of its digits."""
    part = alternatives(words().day_parts)
    return re.compile(
        rf"\d(?:[:.]\d|\s?(?:[ap]\.?m|uhr|utc|gmt|h|z)|\s{part})|t\d{{4}}", re.IGNORECASE
    )
