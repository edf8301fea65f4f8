"""The fields of a log that tell a version, and where each of their values was first seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# A field with more values than this counts something; it does not name a version.
VALUES = 40


@dataclass(frozen=True, slots=True)
class Values:
    """The values that a field took: the line each was first seen on, and how often it switched.

    `first` and `last` are the first and last value and `start` the line of the first; `many` is
    set once there are too many values, and nothing else is kept then.
    """

    first: str
    last: str
    start: int
    first_of: tuple[tuple[str, int], ...]
    switches: int = 0
    last_switch: int | None = None
    many: bool = False


MANY = Values("", "", 0, (), many=True)


def then(before: Values, after: Values, offset: int) -> Values:
    """Return the values of two parts of a log, the second's lines counting on from `offset`."""
    if before.many or after.many:
        return MANY
    first_of = dict(before.first_of)
    for value, line in after.first_of:
        first_of.setdefault(value, line + offset)
    if len(first_of) > VALUES:
        return MANY
    switches, switch = before.switches + after.switches, before.last_switch
    if before.last != after.first:
        switches, switch = switches + 1, after.start + offset
    if after.last_switch is not None:
        switch = after.last_switch + offset
    return Values(before.first, after.last, before.start, tuple(first_of.items()), switches, switch)


def joined(fields: dict[str, Values], more: Mapping[str, Values], offset: int) -> None:
    """Put the fields of the next part of a log behind those of the parts before."""
    for name, values in more.items():
        known = fields.get(name)
        if known is not None:
            fields[name] = then(known, values, offset)
        elif values.many or not offset:
            fields[name] = values
        else:
            fields[name] = Values(
                values.first,
                values.last,
                values.start + offset,
                tuple((value, line + offset) for value, line in values.first_of),
                values.switches,
                None if values.last_switch is None else values.last_switch + offset,
            )
