"""Forms of address that stand before a name and go with it: "Herr", "Mrs", "Dr."."""

from __future__ import annotations

import re
from functools import cache

from assistant.intake.tables import load
from assistant.intake.tries import alternation

_REACH = 32
# "R. Stout", "J. P. Stout"
_INITIALS = re.compile(r"(?<![\w.\-])(?:[A-ZÀ-ÖØ-Þ]\.[ -]?){1,3}(?<= )\Z")
# "Ottoline R."
_INITIAL = re.compile(r" [A-ZÀ-ÖØ-Þ]\.(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    data = load("people_names.toml").table("titles")
    dotted = "|".join(rf"{re.escape(word)}\." for word in data.words("dotted"))
    words = alternation(data.words("words"))
    return re.compile(rf"(?<![\w.\-])(?:(?:{words}\.?|{dotted}) ){{1,3}}\Z")


def opens(text: str, start: int) -> int:
    """Return where a name that begins at `start` begins with its form of address and initials."""
    if text[start - 1 : start] != " ":
        return start
    initials = _INITIALS.search(text, max(0, start - _REACH), start)
    if initials is not None:
        start = initials.start()
    found = _before().search(text, max(0, start - _REACH), start)
    return found.start() if found else start


def closes(text: str, end: int) -> int:
    """Return where a name ends, with the initial behind it and its full stop ("Tomasz W.")."""
    initial = _INITIAL.match(text, end)
    if initial is not None:
        return initial.end()
    return end + (text[end - 2 : end - 1].isspace() and text[end : end + 1] == ".")
