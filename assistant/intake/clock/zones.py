"""Time zones as people write them: labels, offsets and IANA names, made into `tzinfo`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.errors import ResourceError, SettingsError
from assistant.intake.clock import places
from assistant.intake.tries import alternation

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])(\d{1,2})(?::?(\d{2}))?\Z")
_AREAS = (
    "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Canada|Europe|Indian|Pacific|US|Etc"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """Zones by upper-cased label; the `loose` ones are zones only where one is sure to be meant.

    `seasons` are the region and the season ("winter", "summer") of labels that tell one; `shared`
    says what else a label means, `phrases` are those of other languages ("svensk tid").
    """

    labels: Mapping[str, tzinfo]
    loose: Mapping[str, tzinfo]
    seasons: Mapping[str, tuple[ZoneInfo, str]]
    shared: Mapping[str, str]
    phrases: frozenset[str]


@cache
def _table() -> _Table:
    """Return the table of zone labels and cities; raise ResourceError where it is damaged."""
    file = resources.files("assistant.intake") / "data" / "clock_zones.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found: dict[str, tzinfo] = {
            label.upper(): UTC if hours == minutes == 0 else fixed(hours * 60 + minutes, label)
            for label, (hours, minutes) in table["fixed"].items()
        }
        found.update((label.upper(), ZoneInfo(name)) for label, name in table["regional"].items())
        found.update((name.upper(), ZoneInfo(zone)) for name, zone in table["phrases"].items())
        loose: dict[str, tzinfo] = {label: ZoneInfo(name) for label, name in table["loose"].items()}
        seasons = {
            label: (ZoneInfo(name), str(season))
            for label, (name, season) in table["seasons"].items()
        }
        shared = {label: str(others) for label, others in table["shared"].items()}
        phrases = frozenset(table["phrases"])
    except (OSError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise ResourceError(
            f"The table of time zones {file} is missing or damaged ({error}). "
            "Install the package again."
        ) from error
    return _Table(found, loose, seasons, shared, phrases)


@cache
def fixed(minutes: int, name: str | None = None) -> timezone:
    """Return the zone at a fixed number of minutes east of UTC."""
    offset = timedelta(minutes=minutes)
    return timezone(offset, name) if name else timezone(offset)


@cache
def pattern() -> str:
    """Return the regular expression (no groups) of a zone as it stands after a time."""
    labels = _table().labels
    short = alternation(label for label in labels if " " not in label and label != "Z")
    words = alternation(label.lower() for label in labels if " " in label)
    # "14:03 UTC+1: deployed"
    offset = r"(?:UTC|GMT)?\s?[+\-−]\d{2}:?\d{2}(?!\d|:\d)"
    short_offset = r"(?:UTC|GMT)\s?[+\-−]\d{1,2}(?::\d{2})?(?!\d|:\d)"
    iana = rf"(?:{_AREAS})/[A-Z][A-Za-z_\-]+(?:/[A-Z][A-Za-z_\-]+)?"
    named = rf"(?:{short})(?![A-Za-z0-9/\-]|_[A-Za-z0-9])"
    letter = r"(?:Z|(?<=\d)z)(?![A-Za-z0-9])"
    return rf"(?:{offset}|{short_offset}|{iana}|(?i:{words})\b|{named}|(?:utc|gmt)\b|{letter})"


@cache
def phrases() -> str:
    """Return the regular expression (no groups) of zones in other languages: "svensk tid"."""
    return rf"(?i:{alternation(_table().phrases)})(?![A-Za-z0-9])"


@cache
def loose() -> str:
    """Return the regular expression (no groups) of labels such as "Eastern"."""
    return rf"(?:{alternation(_table().loose)})(?![\w-])(?!\s[A-Z])"


def is_loose(label: str) -> bool:
    """Return whether a label is a zone only where one is sure to be meant: "Eastern"."""
    return label in _table().loose


@cache
def resolve(label: str) -> tzinfo | None:
    """Return the zone that a label, an offset or an IANA name means; None where unknown."""
    text = label.strip()
    upper = text.upper()
    known = (
        _table().labels.get(upper)
        or _table().loose.get(text)
        or places.zone_of(upper.removesuffix(" TIME").removesuffix(" TIMES"))
    )
    if known is not None:
        return known
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > 14 * 60 or int(offset[3] or 0) > 59:
            return None
        if minutes == 0:
            return UTC
        return fixed(minutes if offset[1] == "+" else -minutes)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+){0,2}", text):
        return None
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def doubt(at: datetime) -> str | None:
    """Return in words why a time's zone is in doubt, None where it is not.

    Either its label also means another zone, or it tells the other season than the date does, or
    the clock of its region skipped or repeated that time.
    """
    zone = at.tzinfo
    if isinstance(zone, ZoneInfo):
        return _turned(at, zone)
    label = zone.tzname(None) if zone is not None and zone is not UTC else None
    if label is None or label[:3] == "UTC":
        return None
    others = _table().shared.get(label)
    if others is not None:
        return f"{label} was read as {name_of(at.tzinfo or UTC)}, but it can also mean {others}"
    known = _table().seasons.get(label)
    if known is None or known[0].utcoffset(at.replace(tzinfo=None)) == at.utcoffset():
        return None
    return _off_season(label, at.tzinfo or UTC)


@cache
def _off_season(label: str, zone: tzinfo) -> str:
    region, season = _table().seasons[label]
    other = "summer" if season == "winter" else "winter"
    return (
        f"{label} is {season} time, but {region.key} keeps {other} time on that date; the label "
        f"was read as it stands ({name_of(zone)}), which is an hour off if the "
        "clock on the wall was meant"
    )


def clash(at: datetime, beside: str) -> str | None:
    """Return in words why a second label of a time's zone disagrees with it, None where not."""
    other = resolve(beside)
    if other is None or at.tzinfo is None or at.replace(tzinfo=other).utcoffset() == at.utcoffset():
        return None
    return (
        f"{beside} stands beside {name_of(at.tzinfo)} as the zone of these times, but is "
        f"{name_of(other)}, which is not the clock there on that date; {name_of(at.tzinfo)} was "
        "taken"
    )


def _turned(at: datetime, zone: ZoneInfo) -> str | None:
    first, second = at.replace(fold=0).utcoffset(), at.replace(fold=1).utcoffset()
    if first is None or second is None or first == second:
        return None
    if first < second:
        return f"clocks in {zone.key} were put forward over that time: it did not exist"
    return f"clocks in {zone.key} were put back over that time: it came twice, the first was taken"


def require(name: str) -> tzinfo:
    """Return the zone of a person's option; raise SettingsError where there is no such zone."""
    zone = resolve(name)
    if zone is None:
        raise SettingsError(
            f"The time zone {name!r} is not known. Give an IANA name such as Europe/Berlin, "
            "a label such as UTC or CEST, or an offset such as +02:00."
        )
    return zone


def name_of(zone: tzinfo) -> str:
    """Return the zone's IANA name, or its offset as "+02:00", or "UTC"."""
    if zone is UTC:
        return "UTC"
    if isinstance(zone, ZoneInfo):
        return zone.key
    delta = zone.utcoffset(None)
    minutes = 0 if delta is None else int(delta.total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
