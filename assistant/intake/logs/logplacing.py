"""What the times of a log mean that leave out their zone or year, where the log gives it away."""

from __future__ import annotations

from datetime import date, timedelta, timezone, tzinfo

import numpy as np

from assistant.intake.clock import zones
from assistant.intake.logs import journals, layouts, logtimes, logyears
from assistant.intake.logs.digest import Digest

# Rows of the lines with a zone by which those without are read.
_READ = 200
_ZONED = logtimes.BARE // 2
_DAY = timedelta(days=1)


def placing(found: Digest, zone: tzinfo | None) -> logtimes.Placing:
    """Return what the times of a log mean; `zone` is what a person says of those without one."""
    for row in found.rows[:_READ]:
        head = journals.ends(row.text)
        if head is not None:
            return logtimes.Placing(zones.resolve(head.zone) or zone, _year(found, head.last))
    return logtimes.Placing(zone or _of_others(found), logyears.infer(found))


def _year(found: Digest, last: date) -> int | None:
    """Return the latest year to begin in by which no line stands past the last day of a journal."""
    time = found.cells.t1
    time = time[(time > logtimes.YEARLESS - _ZONED) & (time < logtimes.CLOCK - _ZONED)]
    if not len(time):
        return None
    for year in (last.year, last.year - 1, last.year - 2):
        at = logtimes.Placing(year=year).at(int(time.max()))
        if at is not None and at.date() <= last:
            return year
    return None


def _of_others(found: Digest) -> tzinfo | None:
    """Return the one offset that lines beside those without a zone write; None for none or more."""
    time = found.cells.t0
    zoned = (time < _ZONED) & (time != logtimes.NONE)
    if not zoned.any() or not (time >= _ZONED).any():
        return None
    offsets = set()
    for row in np.unique(found.cells.row[zoned])[:_READ].tolist():
        offset = offset_of(found.rows[row].text)
        if offset is not None:
            offsets.add(offset)
    return offsets.pop() if len(offsets) == 1 else None


def offset_of(text: str) -> timezone | None:
    """Return the offset that the stamp of a line writes as a number, None for none."""
    stamp = layouts.find(text)
    written = text[stamp.zone : stamp.zone_end] if stamp is not None and stamp.zone >= 0 else ""
    if written[:1] not in ("+", "-"):
        return None
    east = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return timezone(east if written[0] == "+" else -east) if east < _DAY else None
