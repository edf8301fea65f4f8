"""Recordings: note files whose stamps count from the beginning of a meeting, not from midnight."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.analysis.vocabulary import phrases
from assistant.incident import Evidence

_STAMP = re.compile(r"\s*[\[(]?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,3})?(?![\d:])")
_BEGINS = 300  # seconds within which the first stamp of a recording lies
_HEAD = 12  # lines in which a recording says that it is one
_LEAST = 3  # stamps that make a run


def recorded(lines: Iterable[Evidence]) -> frozenset[str]:
    """Return the files that say they are a recording and whose stamps run up from its beginning."""
    stamps: dict[str, list[int]] = {}
    said: set[str] = set()
    for line in lines:
        if line.line <= _HEAD and phrases("lines", "words", "recordings").found(line.text):
            said.add(line.source)
        found = _STAMP.match(line.text)
        if found and found[3] is not None:
            hours, minutes, seconds = (int(part) for part in found.groups())
            stamps.setdefault(line.source, []).append(hours * 3600 + minutes * 60 + seconds)
    return frozenset(
        source
        for source in said
        if len(run := stamps.get(source, [])) >= _LEAST and run[0] <= _BEGINS and run == sorted(run)
    )
