"""Zones that the notes state for one source: "tracker times are CEST", "the log is all Z"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.incident import Reference
from assistant.intake.clock import zones
from assistant.intake.clock.told import Line
from assistant.intake.clock.zone_statements import ZoneTold
from assistant.intake.clock.zone_words import APART, source_of_file


@dataclass(frozen=True, slots=True)
class SourceZones:
    """The first zone that any note states for a source, by source."""

    stated: Mapping[str, ZoneTold]

    def of(self, source: str) -> str | None:
        """Return the name of the zone stated for a source, None where none is."""
        told = self.stated.get(source)
        return None if told is None else zones.name_of(told.zone)

    def of_people(self) -> ZoneTold | None:
        """Return the first zone stated for what people write, not for a log or a history."""
        return next((told for told in self.stated.values() if told.source not in APART), None)

    def reference(self, reference: Reference, name: str) -> Reference:
        """Return what bare times of a note file mean where a zone is stated for such files."""
        source = source_of_file(name)
        told = self.stated.get(source) if source else None
        if told is None:
            return reference
        why = f"the notes say that the times of the {source} are in {told.label}"
        return replace(reference, zone=zones.name_of(told.zone), zone_why=why)


def of_lines(lines: Iterable[Line]) -> SourceZones:
    """Return the zones that lines state for single sources."""
    stated: dict[str, ZoneTold] = {}
    for line in lines:
        for told in line.zones:
            if told.source is not None and "|" not in line.text:
                stated.setdefault(told.source, told)
    return SourceZones(stated)
