"""Versions that a log's fields took one after another: each that gave way is a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from assistant.incident import Change, Evidence
from assistant.intake.history import layers
from assistant.intake.logs.logversions import Values


def of_fields(fields: Mapping[str, Values], lines: Mapping[int, Evidence]) -> Iterator[Change]:
    """Yield the change to each value of a field but its first, where each was in use once.

    `lines` are those kept, by number, redacted and with a time. A log whose newest lines stand
    first keeps no line of the moment at which a value came.
    """
    for name, values in sorted(fields.items()):
        if values.many or values.switches != len(values.first_of) - 1:
            continue
        for (before, was), (after, now) in pairwise(values.first_of):
            line, earlier = lines.get(now), lines.get(was)
            if line is None or earlier is None or line.time is None or earlier.time is None:
                continue
            if after not in line.text or before not in earlier.text:
                continue  # it was hidden
            if earlier.time.at > line.time.at:
                continue
            kind = layers.of_keys([name]) or "config"
            text = f"{name}: {before} → {after}, first seen in this line of the log"
            yield Change(kind, name, before, after, line.time, None, text, (line.id, earlier.id))
