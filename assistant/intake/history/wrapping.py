"""What people put round a history that they paste: a fence, and a line that leads up to it."""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]{0,4}[\w+\-]{0,20}[ \t]*")
# "Here is what we deployed this week:", three words or more, and nothing that is a key or a time
_LEAD = re.compile(r"[^\W\d_][^\d\n:{}\[\]<>|#=`]{10,140}:[ \t]*")


def unwrapped(text: str) -> str:
    """Return a text with what is wrapped round it blank, every other character in its place.

    A fence counts where it opens the text and nothing stands below its end; a line that leads up
    to what follows, where it is a sentence of three words or more that ends in a colon.
    """
    lines = text.split("\n")
    told = [at for at, line in enumerate(lines) if line.strip()]
    if len(told) < 2:
        return text
    first = told[0]
    blank: list[int] = []
    if _LEAD.fullmatch(lines[first]) and len(lines[first].split()) >= 3:
        blank.append(first)
        first = told[1]
    opened = _FENCE.fullmatch(lines[first])
    if opened:
        closing = (at for at in told if at > first and lines[at].strip() == opened[1])
        closed = next(closing, None)
        if closed is not None and closed != told[-1]:
            return text
        blank += [first] if closed is None else [first, closed]
    elif blank and not _is_set_apart(lines, blank[0]):
        return text
    for at in blank:
        lines[at] = " " * len(lines[at])
    return "\n".join(lines) if blank else text


def _is_set_apart(lines: list[str], at: int) -> bool:
    """Return whether a blank line stands below a line: a key of YAML has its values right there."""
    return at + 1 < len(lines) and not lines[at + 1].strip()
