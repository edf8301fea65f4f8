"""Places that stand for a zone: cities of the IANA database, other large ones, and countries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.intake import tables
from assistant.intake.tries import alternation

# One to four words of which the first is a capitalised one; no part of a word is tried for one.
NAME = r"[A-ZÀ-Þ][\w.'’-]*+(?:\s[\w.'’-]++){0,3}?"


@dataclass(frozen=True, slots=True)
class _Places:
    """Names of zones by city and by word of a country, and cities that are first names too."""

    cities: Mapping[str, str]
    countries: Mapping[str, str]
    names: frozenset[str]


@cache
def _places() -> _Places:
    table = tables.load("clock_places.toml")
    zones = table.table("database").words("zones")
    cities = {zone.rpartition("/")[2].replace("_", " "): zone for zone in zones}
    cities.update(_by_name(table.table("cities")))
    countries = _by_name(table.table("countries"))
    return _Places(cities, countries, frozenset(table.table("also_names").words("words")))


def _by_name(table: tables.Table) -> dict[str, str]:
    return {name: zone for zone in table.names() for name in table.words(zone)}


@cache
def _by_folded() -> Mapping[str, str]:
    places = _places()
    return {
        name.upper(): zone for name, zone in (*places.countries.items(), *places.cities.items())
    }


@cache
def cities() -> str:
    """Return the regular expression (no groups) of the cities, as they are written."""
    return alternation(_places().cities)


def is_city(name: str, *, sure: bool = False) -> bool:
    """Return whether a name, as written, is a known city; a `sure` one is no first name."""
    places = _places()
    return name in places.cities and not (sure and name in places.names)


@cache
def before_time() -> str:
    """Return the regular expression (no groups) of what "time" follows: a city or a country."""
    places = _places()
    folded = (name.lower() for name in (*places.cities, *places.countries))
    return rf"(?i:{alternation(folded)})"


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of a city or of a word for a country; None where it is no known one."""
    zone = _by_folded().get(" ".join(name.upper().split()))
    try:
        return None if zone is None else ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return None  # this machine's copy of the database is older


@cache
def time_pattern() -> re.Pattern[str]:
    """Return the pattern of "Riga time" with the place in the group `place`."""
    return re.compile(rf"(?<![\w-])(?P<place>{before_time()})\s(?:local\s)?times?(?![\w-])")
