"""Fetches the texts of a few lines of a log by their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.intake.logs import linetext, slowpath
from assistant.intake.logs.bytestreams import Stream
from assistant.intake.logs.digesting import Buffers

_STORED = 4_000


def fetch(stream: Stream, numbers: Sequence[int]) -> dict[int, str]:
    """Return the texts of the lines with these numbers (from 1, in order), cut where very long.

    Lines of a key or certificate are left out; raises OSError and what `Stream` raises.
    """
    found: dict[int, str] = {}
    buffers = Buffers(stream)
    buffer = buffers.fresh()
    wanted = np.array(numbers, np.int64)
    before = 0
    while len(wanted):
        size = buffers.fill(buffer)
        ends = np.flatnonzero(np.frombuffer(buffer, np.uint8, size) == 10)
        here = wanted[wanted <= before + len(ends)]
        for number in here.tolist():
            place = number - before - 1
            start = int(ends[place - 1]) + 1 if place else 0
            raw = bytes(buffer[start : min(int(ends[place]), start + slowpath.EXAMINED)])
            text = linetext.of(raw).removesuffix("\r")[:_STORED]
            if not slowpath.is_key_material(text):
                found[number] = text
        wanted = wanted[len(here) :]
        before += len(ends)
        if buffers.done:
            break
    return found
