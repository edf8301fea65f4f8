"""Files whose times state no zone, beside others that state theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.analysis.dating import OpenQuestion
from assistant.incident import Evidence, Incident
from assistant.intake.clock.zone_statements import zones_told

_LEAST = 2  # times of a file by which it is one that is kept by the clock
_MOST = 4  # files named
_ZONED = re.compile(r"Z\b|\b(?:UTC|GMT|[A-Z]{1,4}[SD]?T)\b|[+-]\d\d:?\d\d\b|\d[+-]\d\d\Z")
_BESIDE = 6  # characters behind a time in which its zone may stand


@dataclass(slots=True)
class _File:
    """The lines of a file whose times state no zone, and the offsets of bare and marked times."""

    bare: list[str] = field(default_factory=list)
    read_as: set[timedelta | None] = field(default_factory=set)
    marked: set[timedelta | None] = field(default_factory=set)
    stated: bool = False

    def add(self, line: Evidence) -> None:
        """Take in the clock times of one line."""
        clocks = [m for m in line.mentions if m.moment and m.moment.precision != "day"]
        self.stated = self.stated or bool(zones_told(line.text, timed=bool(clocks)))
        for mention in clocks:
            moment = mention.moment
            if moment is None:
                continue
            offset = moment.at.utcoffset()
            beside = line.text[mention.start : mention.end + _BESIDE]
            if not moment.inferred or _ZONED.search(beside):
                self.marked.add(offset)
            else:
                self.bare.append(line.id)
                self.read_as.add(offset)

    @property
    def unsaid(self) -> bool:
        """Return whether the zone of the bare times is told nowhere in the file."""
        told = self.stated or not self.read_as.isdisjoint(self.marked)
        return len(self.bare) >= _LEAST and not told


def about_zones(incident: Incident) -> Iterator[OpenQuestion]:
    """Yield a question where times without a zone were set beside times that state theirs."""
    zone = incident.reference.zone
    if zone is None or incident.reference.zone_why.startswith("given"):
        return
    files: dict[str, _File] = {}
    for line in incident.of_kind("note"):
        if not line.hostile:
            files.setdefault(line.source, _File()).add(line)
    asked = [name for name, file in files.items() if file.unsaid]
    if not asked or not any(file.marked or file.stated for file in files.values()):
        return
    yield OpenQuestion(
        f"In which time zone are the times of {_listed(asked)} told?",
        f"They state none and were read as {zone}, beside others that state theirs.",
        tuple(files[name].bare[0] for name in asked[:_MOST]),
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} and {len(names) - _MOST} more files"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
