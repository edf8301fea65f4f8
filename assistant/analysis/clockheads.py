"""Lines that open with four digits of a clock ("0941 ...") and were not read as times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from assistant.analysis.layout import Placed

_LEAST = 3  # such lines of a file, each no earlier than the one above
_HEAD = re.compile(r"[\s>*•·\-–—(\[~≈]{0,12}(?P<told>(?:[01]\d|2[0-3])[0-5]\d)(?![\w.:,%])")


def clock_heads(notes: Sequence[Placed]) -> frozenset[str]:
    """Return the ids of the lines that tell, by the others of their file, a time and no count."""
    met: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for placed in notes:
        found = _HEAD.match(placed.line.text)
        if found is not None:
            met[placed.line.source].append((placed.line.id, found["told"]))
    kept = [heads for heads in met.values() if len(heads) >= _LEAST and _in_order(heads)]
    return frozenset(name for heads in kept for name, _ in heads)


def opens_with_clock(text: str, at: int) -> bool:
    """Return whether the number that begins at a place is what the line opens with."""
    found = _HEAD.match(text)
    return found is not None and found.start("told") == at


def _in_order(heads: Sequence[tuple[str, str]]) -> bool:
    return all(earlier <= later for (_, earlier), (_, later) in pairwise(heads))
