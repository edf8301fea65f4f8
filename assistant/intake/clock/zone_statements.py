"""Zones stated for many times at once: "All times in UTC", "Timeline (CET)", "Time (UTC)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from typing import Literal

from assistant.intake.clock import zones
from assistant.intake.clock.dates import find_dates

_CELL = re.compile(r"(?<!\\)\|")
_RULED = re.compile(r"[\s:|\-]{3,}\Z")
_TIME_COLUMN = re.compile(r"\b(?:time|date|when|local|clock)\b", re.IGNORECASE)


Scope = Literal["all", "table"]


@dataclass(frozen=True, slots=True)
class ZoneTold:
    """A zone that a text states for many times, as labelled there, and which of them it is for."""

    zone: tzinfo
    label: str
    scope: Scope = "all"


@cache
def _statement() -> re.Pattern[str]:
    zone = f"(?:{zones.pattern()}|(?:{zones.cities()})(?![A-Za-z]))"
    lead = r"(?:\b(?:in|are|is|as|zone|use|uses|using|of|to)|[:(=\[,/–-])\s{0,2}(?:the\s)?"
    cue = (
        r"(?<![A-Za-z0-9])(?i:times?|timestamps?|time\s?zones?|zones?|zeiten|uhrzeiten|zeitzone|heures|horas|clocks?|hours|timeline|stamps|everything"
        r"|chronology|chat|thread|messages)\b"
    )
    return re.compile(
        rf"(?P<about>{cue}(?:\s|(?i:[^\n\d|.;]{{0,40}}?{lead})))[*_`\"'(]{{0,3}}(?P<zone>{zone})"
        rf"|(?<!\w)(?i:all|everything)\s(?i:in\s|is\s|is\sin\s)?(?P<all>{zone})"
        # "PT unless marked"; "my notes, day/month, IST"
        rf"|(?P<unless>{zone})\s(?i:(?:unless|except|if\snot|wenn\snicht)\s(?:\w+\s){{0,2}}"
        r"(?:marked|noted|stated|said|told|specified|indicated|given|otherwise|anders|angegeben))\b"
        rf"|(?<!\w)(?i:so)\s(?P<so>{zone})(?=\s?[.,;)]|\s?\Z)"
        rf"|(?:[,;|–—-]\s{{1,2}}|\(\s?)(?P<ends>{zones.pattern()})[.)\s]{{0,3}}\Z"
    )


def zones_told(text: str) -> tuple[ZoneTold, ...]:
    """Return the zones that a sentence or heading states for the times around it, in order."""
    found = []
    for match in _statement().finditer(text[:2000]):
        label = match["zone"] or match["all"] or match["unless"] or match["so"] or match["ends"]
        zone = zones.resolve(label)
        if zone is not None and (match["ends"] is None or _is_sure(label, text)):
            about = (match["about"] or "").lower()
            found.append(ZoneTold(zone, label, "table" if "table" in about else "all"))
    return tuple(found)


def _is_sure(label: str, text: str) -> bool:
    """Return whether a label that ends a line is a zone; a short one ("(MT)") only by a date."""
    return len(label) > 2 or (len(label) == 2 and bool(find_dates(text)))


def zone_told(text: str) -> ZoneTold | None:
    """Return the first zone that a sentence or heading states for the times around it, or None."""
    return next(iter(zones_told(text)), None)


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
    whole = re.fullmatch(rf"[\s*_`(]*({zones.pattern()})[\s*_`)]*", cell)
    if whole:
        return zones.resolve(whole[1])
    told = zone_told(cell)
    if told:
        return told.zone
    after = re.search(rf"\(({zones.pattern()})\)\s*\Z", cell)
    return zones.resolve(after[1]) if after else None
