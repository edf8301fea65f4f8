"""The rule on lines left uncited: what a sentence takes from a line, it has to point at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.drafting.checks.closeness import novel, parts, telling

_LEAST = 4  # words that tell something, for a part to be looked for
_NEW = 0.5  # share of a part's words that no cited line holds, from which it is looked for
_HELD = 0.2  # share of them that the other line may lack


def broken_by(text: str, cited: Sequence[str], lines: Mapping[str, str]) -> str | None:
    """Return which of `lines`, by id, a part of a text rests on uncited, in words; None if none.

    A proposal may say more than its lines do; what it takes from a line, it has to point at.
    """
    for part in parts(text):
        if telling(part) < _LEAST or novel(part, cited) < _NEW:
            continue
        for name, line in lines.items():
            if novel(part, (line,)) <= _HELD:
                return f"a part of it rests on {name}, which it does not cite"
    return None
