"""The time that one log line tells, and where it stands in the line."""

from __future__ import annotations

from assistant.incident import Mention
from assistant.intake.logs import slowpath
from assistant.intake.logs.logtimes import NONE, Placing
from assistant.intake.logs.stampreader import read_one


def mention(text: str, placing: Placing) -> Mention | None:
    """Return the time of a line in its head or its time field, or None where it tells none.

    The moment is None where the year or date is not known.
    """
    raw = text.encode("utf-8", "replace")
    layout = slowpath.layout_of(raw)
    if layout is None:
        return None
    behind = raw.find(layout.anchor) + len(layout.anchor)
    time = read_one(raw[behind:], layout)
    if time == NONE:
        return None
    start, end = (
        len(raw[: behind + place].decode("utf-8", "replace"))
        for place in (layout.stamp.start, layout.stamp.end)
    )
    return Mention(start, end, placing.moment(time))
