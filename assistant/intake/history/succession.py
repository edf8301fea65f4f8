"""What an entry followed: the version that stood before in the same list, for the same part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.incident import Moment
from assistant.intake.history.entries import Entry, Fields, entry_of, fields, first, keys
from assistant.intake.history.entrytime import moment_of
from assistant.intake.history.tree import Node

# Values that say a state, not a version; what was there before cannot be told from them.
_VERSIONS = (
    "version", "release", "new_version", "version_number", "model_version", "app_version",
    "image_tag", "tag", "tag_name", "build", "image", "revision", "rev", "to_version",
)  # fmt: skip
_AGO = re.compile(
    r"(?P<count>\d{1,4}) ?(?P<unit>second|minute|hour|day|week|month|year)s?\b.{0,20}\bago\b"
)
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800,
    "month": 2_629_800, "year": 31_557_600,
}  # fmt: skip
# Columns of lists that are about one thing, which they do not name.
_ALONE = frozenset({"revision", "tag", "tag_name"})


def with_previous(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a table, each with the version that it followed where that is told."""
    rows = [fields(entry.node) for entry in entries]
    if any(first(row, keys()["before"]) is not None for row in rows):
        return tuple(entries)
    if any("chart" in row and "revision" in row for row in rows):
        return tuple(_releases(rows))
    met: dict[tuple[str | None, ...], tuple[int, Node]] = {}
    found = list(entries)
    for at in oldest_first(rows) or ():
        version = first(rows[at], _VERSIONS)
        part = first(rows[at], [*keys()["component"], *keys()["parts"]])
        if version is None or (part is None and not _ALONE & rows[at].keys()):
            continue
        scope = (_value(part), *(_value(first(rows[at], [name])) for name in keys()["scope"]))
        before = met.get(scope)
        if before is not None and before[1].value != version.value:
            node = found[at].node
            pair = (Node("scalar", before[1].start, before[1].end, "before"), before[1])
            found[at] = replace(found[at], node=replace(node, pairs=(*node.pairs, pair)))
        met[scope] = (at, version)
    return tuple(found)


def oldest_first(rows: Sequence[Fields]) -> list[int] | None:
    """Return the places of the records in the order of their times, else of their numbers.

    None where neither tells which of them came first.
    """
    times = [moment(row, keys()["time"]) for row in rows]
    places = list(range(len(rows)))
    if all(told is not None for told in times):
        ascending = [told.at.timestamp() for told in times if told is not None]
        # Entries of one minute keep the direction that the list has.
        newest_first = len(rows) > 1 and ascending[0] > ascending[-1]
        return sorted(places, key=lambda at: (ascending[at], -at if newest_first else at))
    numbers = [_number(first(row, ("revision", "rev", "version"))) for row in rows]
    if all(number is not None for number in numbers):
        return sorted(places, key=lambda at: (numbers[at] or 0, at))
    known = [told.at for told in times if told is not None]
    if known:
        return places[::-1] if len(known) > 1 and known[0] > known[-1] else places
    ages = [_age(first(row, keys()["time"])) for row in rows]
    if any(age is None for age in ages):
        return None
    return sorted(places, key=lambda at: (-(ages[at] or 0), -at))


def is_age(words: str) -> bool:
    """Return whether words tell how long ago something was, and not when."""
    return _AGO.search(words) is not None


def _age(node: Node | None) -> int | None:
    """Return the seconds that a time such as "about 5 hours ago" lies back, or None."""
    found = _AGO.search(_value(node) or "")
    return int(found["count"]) * _SECONDS[found["unit"]] if found else None


def moment(row: Fields, names: Iterable[str]) -> Moment | None:
    """Return the moment that the first of the named values tells, for putting in order."""
    node = first(row, names)
    return moment_of(node.value, zone=None) if node is not None and node.value else None


def _releases(rows: Sequence[Fields]) -> Iterable[Entry]:
    """Yield the revisions of a `helm history`: what each moved, its chart or what it runs."""
    before: Fields | None = None
    for at in oldest_first(rows) or range(len(rows)):
        row = rows[at]
        moved = "revision"
        for name in ("app_version", "chart"):
            old, new = _value(first(before or {}, [name])), _value(first(row, [name]))
            if new is not None and (before is None or old != new):
                moved = name
                break
        chart = first(row, ["chart"])
        yield Entry(
            entry_of(
                ("component", _chart_name(chart)),
                ("before", first(before, [moved]) if before else None),
                ("after", first(row, [moved])),
                ("time", first(row, ("updated", *keys()["time"]))),
                ("description", first(row, ["description"])),
            ),
            layer="code" if moved == "app_version" and before else "config",
            labels=tuple(node for node in [first(row, ["status"])] if node is not None),
            cites=tuple(node for node in [first(row, ["revision"])] if node is not None),
        )
        before = row


def _chart_name(chart: Node | None) -> Node | None:
    """Return the chart's name without its version."""
    if chart is None or chart.value is None:
        return None
    parts = chart.value.split("-")
    at = next((at for at, part in enumerate(parts) if at and part[:2].strip("v")[:1].isdigit()), 0)
    name = "-".join(parts[:at]) if at else chart.value
    return Node("scalar", chart.start, chart.start + len(name), name)


def _value(node: Node | None) -> str | None:
    return node.value if node is not None else None


def _number(node: Node | None) -> int | None:
    told = _value(node)
    return int(told) if told is not None and told.isdigit() and len(told) < 12 else None
