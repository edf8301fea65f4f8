"""The severity that the inputs state, set beside the one that the criteria suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.analysis.dating import OpenQuestion
from assistant.analysis.layout import Placed
from assistant.analysis.severity import Severity
from assistant.analysis.vocabulary import keys, text, words
from assistant.intake.clock.words import alternatives

_REACH = 200
_LEVEL = re.compile(r"(?:sev(?:erity)?|s)[-\s]?([0-5])\Z", re.IGNORECASE)


@cache
def _statement() -> re.Pattern[str]:
    """Return the pattern of a field that states a severity: "**Severity:** SEV-2"."""
    labels, values = (words("severity", "stated", name) for name in ("labels", "values"))
    return re.compile(
        rf"[\s>#*_\-–•|]{{0,8}}{alternatives(labels)}[\s*_]{{0,4}}[:|][\s*_|`:]{{0,8}}"
        rf"(?P<told>(?:sev|s|p)[-\s]?[0-5]|{alternatives(values)})(?![\w%])",
        re.IGNORECASE,
    )


def about_severity(notes: Sequence[Placed], severity: Severity) -> Iterator[OpenQuestion]:
    """Yield a question where the severity that the notes state is not the one suggested."""
    stated: dict[str, list[str]] = {}
    for placed in notes:
        line = placed.line
        found = _statement().match(line.text[:_REACH]) if ":" in line.text[:_REACH] else None
        found = found or (_statement().match(line.text[:_REACH]) if placed.cells else None)
        if found is not None and not placed.fenced:
            stated.setdefault(found["told"], []).append(line.id)
    suggested = severity.suggested
    if not stated or any(_level(told) == suggested for told in stated):
        return
    named = " and ".join(stated)
    yield OpenQuestion(
        f"Which severity holds: {named}, as the inputs state it, or another one?",
        "No criterion for a severity was met by what the inputs tell."
        if suggested is None
        else f"What the inputs tell meets the criteria of {suggested}.",
        tuple(dict.fromkeys(e for ids in stated.values() for e in ids)),
    )


def _level(told: str) -> str | None:
    """Return the level that a word or number names, None where its scale is another one."""
    found = _LEVEL.match(told)
    if found is not None:
        return f"SEV{found[1]}"
    bare = told.casefold()
    named = {
        text("severity", "levels", n, "name").casefold(): n for n in keys("severity", "levels")
    }
    return named.get(bare)
