"""The zone of a log whose stamps state none, told by where its lines stand beside the notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from assistant.incident import Evidence, Finding, Moment
from assistant.intake.clock import zones

_NEAR = timedelta(seconds=75)  # people write a minute down, and round it
_LEAST = 2  # times of the notes that have to stand beside a line


def stands_beside(notes: Iterable[Moment], log: Iterable[Evidence], zone: str) -> int:
    """Return how many times of the notes stand beside a line of a log, read in their zone.

    0 where the stamps state a zone, where they stand there in UTC as well, or hardly in either.
    """
    stamps = {
        mention.moment.at.astimezone(UTC)
        for line in log
        for mention in line.mentions
        if mention.moment is not None and mention.moment.inferred
    }
    told = {m.at.astimezone(UTC) for m in notes if m.precision in ("minute", "second")}
    if not stamps or not told:
        return 0
    known = zones.resolve(zone)
    if known is None or any(at.replace(tzinfo=known) == at for at in stamps):
        return 0
    moved = {at.replace(tzinfo=known).astimezone(UTC) for at in stamps}
    found = _near(told, moved)
    return found if found >= _LEAST and not _near(told, stamps) else 0


def _near(told: set[datetime], stamps: set[datetime]) -> int:
    return sum(any(abs(at - stamp) <= _NEAR for stamp in stamps) for at in told)


def finding(source: str, count: int, zone: str) -> Finding:
    """Return what is to be said of a log that was read in the zone of the notes."""
    return Finding(
        "intake",
        "info",
        source,
        f"The log states no zone. It was read in {zone}, that of the notes: {count} of their times "
        "then stand beside its lines, and none does in UTC. --timezone sets another.",
    )
