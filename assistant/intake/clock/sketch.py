"""What lines of one shape may tell of times: cheap, and never wrong about a No."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.alike import alike
from assistant.intake.clock.dates import TO_DAY
from assistant.intake.clock.ledclocks import has_led
from assistant.intake.clock.stretches import has_stretches
from assistant.intake.clock.times import spoken
from assistant.intake.clock.words import alternatives, words
from assistant.intake.clock.wordtimes import has_phrases

# Lines up to this length come again with other digits in them.
_LONG = 600
_NUMBER = re.compile(r"\d+")
_DATE_GOES_ON = re.compile(r"[-/.][\dW]|\s?[年년月월]")
_MONTH_BEFORE = re.compile(r"([^\W\d_]{3,12})\.?\s{1,3}\Z")
_MONTH_AFTER = re.compile(
    rf"(?:(?:st|nd|rd|th)?\.?{TO_DAY}\d{{1,2}})?"
    r"(?:st|nd|rd|th)?\.?(?:\s{1,3}(?:of\s|de\s)?|[-/])([^\W\d_]{3,12})\b"
)
_EPOCH = re.compile(r"\d{10}")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Which of the costly searches may find something in a line.

    `dates` and `clocks` are where the numbers stand that a date or a clock time may have first.
    """

    dates: tuple[int, ...]
    clocks: tuple[int, ...]
    spoken: bool
    led: bool
    epochs: bool
    stretches: bool
    phrases: bool

    @property
    def worded(self) -> bool:
        """Return whether words may tell a time."""
        return self.spoken or self.stretches or self.phrases


def sketch_of(text: str) -> Sketch:
    """Return the sketch of a line; lines that differ in their digits alone have the same."""
    return (_remembered if len(text) <= _LONG else _sketched)(alike(text))


@lru_cache(maxsize=4096)
def _remembered(shape: str) -> Sketch:
    return _sketched(shape)


def _sketched(shape: str) -> Sketch:
    return Sketch(
        dates=tuple(_may_be_dates(shape)),
        clocks=tuple(_may_be_clocks(shape)),
        spoken=spoken().search(shape) is not None,
        led=has_led(shape),
        epochs=_EPOCH.search(shape) is not None,
        stretches=has_stretches(shape),
        phrases=has_phrases(shape),
    )


def _may_be_dates(shape: str) -> Iterator[int]:
    """Yield where the numbers stand that a separator, a month or a date's length makes dates of."""
    for number in _NUMBER.finditer(shape):
        start, end = number.span()
        if end - start >= 8 or _DATE_GOES_ON.match(shape, end) or _month_beside(shape, start, end):
            yield start


def _month_beside(shape: str, start: int, end: int) -> bool:
    """Return whether the name of a month stands right before or after the number there."""
    months = words().months
    before = _MONTH_BEFORE.search(shape, max(0, start - 14), start)
    if before and before[1].lower() in months:
        return True
    after = _MONTH_AFTER.match(shape, end)
    return after is not None and after[1].lower() in months


def _may_be_clocks(shape: str) -> Iterator[int]:
    """Yield where the numbers stand that have around them what a form of a clock has."""
    goes_on = _clock_goes_on()
    for number in _NUMBER.finditer(shape):
        start, end = number.span()
        if goes_on.match(shape, end) or (
            end - start >= 4 and shape[start - 1 : start] in ("T", "t")
        ):
            yield start


@cache
def _clock_goes_on() -> re.Pattern[str]:
    """Return the pattern of what follows the first number in every form but "T1405"."""
    part = alternatives(words().day_parts)
    return re.compile(rf"[:.]\d|\s?(?:[ap]\.?m|uhr|utc|gmt|h|z)|\s{part}", re.IGNORECASE)
