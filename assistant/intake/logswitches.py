"""Versions that a log's fields took one after another: each that gave way is a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from assistant.incident import Change, Evidence
from assistant.intake.history import layers
from assistant.intake.logs.logversions import Values

_THERE_AND_BACK = 2  # values, and switches between them


def of_fields(fields: Mapping[str, Values], lines: Mapping[int, Evidence]) -> Iterator[Change]:
    """Yield the change to each value of a field but its first, where each was in use once.

    Of two values the first may come back at the end: what was rolled out was rolled back.
    `lines` are those kept, by number, redacted and with a time. A log whose newest lines stand
    first keeps no line of the moment at which a value came.
    """
    for name, values in sorted(fields.items()):
        told = _in_order(values)
        for (before, was), (after, now) in pairwise(told):
            line, earlier = lines.get(now), lines.get(was)
            if line is None or earlier is None or line.time is None or earlier.time is None:
                continue
            if after not in line.text or before not in earlier.text:
                continue  # it was hidden
            if earlier.time.at > line.time.at:
                continue
            kind = layers.of_keys([name]) or "config"
            text = f"{name}: {before} → {after}, seen from this line of the log on"
            yield Change(kind, name, before, after, line.time, None, text, (line.id, earlier.id))


def _in_order(values: Values) -> tuple[tuple[str, int], ...]:
    """Return the values one after another, each with its line; () where they take turns."""
    found = values.first_of
    if values.many:
        return ()
    if values.switches == len(found) - 1:
        return found
    if len(found) == values.switches == _THERE_AND_BACK and values.last_switch is not None:
        return (*found, (found[0][0], values.last_switch))
    return ()
