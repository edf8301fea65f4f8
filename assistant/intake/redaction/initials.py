"""Where a single letter stands for somebody whose name is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.intake.tables import load

# Letters that stand for something else where notes put them alone: a question, an answer, "I".
_NOT_ONE = frozenset("AIQXYN")
# What each of the places needs; its class stands first, which lets a search skip ahead.
_LONE = re.compile(r"[A-Z](?<![^\W_].)(?![^\W_])")
_PLACES = (
    re.compile(r"(?:^|[.;,(!?] )\s{0,8}([A-Z])(?=: [a-z\"“])"),
    re.compile(r"(?<=[\w.!?)]) [-–—] ([A-Z])(?=\.?[)\s*_]{0,4}$)"),
    re.compile(r"^\s{0,8}([A-Z])\.\s*$"),
)


@cache
def _deeds() -> re.Pattern[str]:
    deeds = load("people_passing.toml").table("deeds")
    shared = set(deeds.words("shared"))
    verbs = "|".join(word for word in deeds.words("verbs") if word not in shared)
    return re.compile(rf"(?:^|[.;!?] )\s{{0,8}}([A-Z])(?= (?:{verbs})\b)")


def of_names(named: Mapping[str, str]) -> Mapping[str, str]:
    """Return the pseudonym for each capital that opens exactly one of the names."""
    openings = [name[:1].upper() for name in named]
    return {
        name[:1].upper(): pseudonym
        for name, pseudonym in named.items()
        if openings.count(name[:1].upper()) == 1 and name[:1].upper() not in _NOT_ONE
    }


def find(text: str, letters: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and pseudonym where one of the letters stands in the place of a name."""
    if not letters or not _LONE.search(text):
        return
    for pattern in (*_PLACES, _deeds()):
        for match in pattern.finditer(text):
            if match[1] in letters:
                yield *match.span(1), letters[match[1]]
