"""Places that stand for a zone: cities of the IANA database, other large ones, and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from assistant.errors import ResourceError
from assistant.intake import tables
from assistant.intake.tries import alternation

_AREAS = frozenset(
    ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)


@dataclass(frozen=True, slots=True)
class _Places:
    """Names of zones by city and by word of a country, and cities that are first names too."""

    cities: Mapping[str, str]
    countries: Mapping[str, str]
    names: frozenset[str]


@cache
def _places() -> _Places:
    table = tables.load("clock_places.toml")
    left_out = frozenset(table.table("not_cities").words("words"))
    cities = {city: zone for city, zone in _of_database() if city not in left_out}
    try:
        cities.update(_by_name(table.table("cities")))
        countries = _by_name(table.table("countries"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ResourceError(
            f"The data file clock_places.toml names a zone that is unknown ({error}). "
            "Install the package again."
        ) from error
    return _Places(cities, countries, frozenset(table.table("also_names").words("words")))


def _of_database() -> Iterable[tuple[str, str]]:
    """Yield the cities that name a zone of the database; the same city twice is the same clock."""
    for zone in sorted(available_timezones()):
        area, _, city = zone.partition("/")
        if area in _AREAS and city:
            yield city.rpartition("/")[2].replace("_", " "), zone


def _by_name(table: tables.Table) -> dict[str, str]:
    return {name: ZoneInfo(zone).key for zone in table.names() for name in table.words(zone)}


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


@cache
def sure_cities() -> str:
    """Return the regular expression (no groups) of the cities that are no first name."""
    places = _places()
    return alternation(city for city in places.cities if city not in places.names)


@cache
def before_time() -> str:
    """Return the regular expression (no groups) of what "time" follows: a city or a country."""
    places = _places()
    folded = (name.lower() for name in (*places.cities, *places.countries))
    return rf"(?i:{alternation(folded)})"


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of a city or of a word for a country; None where it is no known one."""
    zone = _by_folded().get(" ".join(name.upper().split()))
    return None if zone is None else ZoneInfo(zone)


@cache
def time_pattern() -> re.Pattern[str]:
    """Return the pattern of "Riga time" with the place in the group `place`."""
    return re.compile(rf"(?<![\w-])(?P<place>{before_time()})\stimes?(?![\w-])")
