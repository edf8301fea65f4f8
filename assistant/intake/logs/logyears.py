"""The year that stamps without one were written in, where the log itself gives it away."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from assistant.intake.logs import layouts, logtimes
from assistant.intake.logs.cells import Cells
from assistant.intake.logs.digest import Digest

# Dated and yearless lines of one log that are told to be this close belong together.
_NEAR = timedelta(days=2)
_READ = 2_000
_LOW = logtimes.YEARLESS - logtimes.BARE // 2
_HIGH = logtimes.CLOCK - logtimes.BARE // 2


def infer(found: Digest) -> int | None:
    """Return the year that the log's yearless stamps begin in, or None without evidence.

    Evidence is a line that tells a whole date beside its yearless stamp, or whole stamps of other
    lines that stand within two days of the yearless ones in just one year.
    """
    time = found.cells.t0
    yearless = found.cells.chosen((time >= _LOW) & (time < _HIGH))
    if not len(yearless):
        return None
    votes: set[int] = set()
    yearless = yearless.chosen(np.argsort(yearless.r0))
    opening = np.sort(np.unique(yearless.row, return_index=True)[1])[:_READ]
    for row, told in zip(yearless.row[opening], yearless.t0[opening].tolist(), strict=True):
        votes |= _told_beside(found.rows[row].text, told)
    if votes:
        return votes.pop() if len(votes) == 1 else None
    dated = found.cells.chosen((time > logtimes.NONE) & (time < _LOW))
    return _near(_ends(yearless), _ends(dated)) if len(dated) else None


def _ends(cells: Cells) -> tuple[int, int]:
    return int(cells.t0.min()), int(cells.t1.max())


def _told_beside(text: str, time: int) -> set[int]:
    """Return the years in which a yearless time is the day of a whole date in its own line."""
    years, _ = divmod(time - logtimes.YEARLESS - logtimes.EPOCH_1972, logtimes.YEAR)
    stamp = layouts.find(text)
    if stamp is None or stamp.told != "yearless":
        return set()
    found = set()
    for year, month, day in layouts.whole_dates(text[stamp.end : stamp.end + 600]):
        at = logtimes.Placing(year=year - years).at(time)
        if at is not None and (at.month, at.day) == (month, day):
            found.add(year - years)
    return found


def _near(yearless: tuple[int, int], dated: tuple[int, int]) -> int | None:
    first, last = (_naive(time) for time in dated)
    if first is None or last is None:
        return None
    found = []
    for year in range(first.year - 1, last.year + 2):
        placing = logtimes.Placing(year=year)
        start, end = placing.at(yearless[0]), placing.at(yearless[1])
        if start is not None and end is not None and start - last <= _NEAR and first - end <= _NEAR:
            found.append(year)
    return found[0] if len(found) == 1 else None


def _naive(time: int) -> datetime | None:
    return logtimes.Placing().at(time)
