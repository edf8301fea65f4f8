"""Zones that the header of a table states for its columns: "| Time (UTC) | Local (CET) |"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import tzinfo

from assistant.intake.clock import zones
from assistant.intake.clock.zone_statements import zone_told

_CELL = re.compile(r"(?<!\\)\|")
_RULED = re.compile(r"[\s:|\-]{3,}\Z")
_TIME_COLUMN = re.compile(r"\b(?:time|date|when|local|clock)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableZones:
    """The zones that a table's header states, by column; `rest` is for columns of plain text."""

    columns: tuple[tzinfo | None, ...]
    time_columns: tuple[bool, ...]

    def at(self, text: str, offset: int, *, default: tzinfo | None = None) -> tzinfo | None:
        """Return the zone of a time at an offset of a row; `default` where the header has none."""
        column = len(_CELL.findall(text, 0, offset))
        if column < len(self.columns):
            zone = self.columns[column]
            if zone is not None or self.time_columns[column]:
                return zone or default
        return next((zone for zone in self.columns if zone is not None), default)


def table_zones(header: str, below: str) -> TableZones | None:
    """Return the zones of a Markdown table's columns where the two lines open one, else None."""
    if "|" not in header or "-" not in below or not _RULED.match(below) or _RULED.match(header):
        return None
    cells = _CELL.split(header)
    return TableZones(
        tuple(_column_zone(cell) for cell in cells),
        tuple(bool(_TIME_COLUMN.search(cell)) for cell in cells),
    )


def _column_zone(cell: str) -> tzinfo | None:
    label = zones.pattern()
    whole = re.fullmatch(
        rf"[\s*_`(]*({label})(?i:\s(?:time|times|clock|timestamp))?[\s*_`)]*", cell
    )
    if whole:
        return zones.resolve(whole[1])
    told = zone_told(cell)
    if told:
        return told.zone
    after = re.search(rf"\(({label})\)\s*\Z", cell)
    return zones.resolve(after[1]) if after else None
