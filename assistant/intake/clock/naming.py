"""Steps named by words: which line above "20 minutes after the restart" counts from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.incident import Moment
from assistant.intake.clock.told import Line
from assistant.intake.clock.words import alternatives, words

# Lines above that are looked at, and lines of a message that share the time above them.
_FARTHEST, _MESSAGE = 80, 8
_WORDS = 3
_SHORTEST = 3
# "rollback" is also said "rolled back"
_JOINED = re.compile(r"([a-z]{3,})(back|out|up|down|off|over)\Z")


@cache
def _phrase() -> re.Pattern[str]:
    known = words().naming
    return re.compile(
        rf"\s{{1,2}}{alternatives(words().directions)}\s{{1,2}}"
        rf"(?:{alternatives(known['determiners'])}\s{{1,2}})*(?P<words>[^\W\d_][\w'’ -]*)",
        re.IGNORECASE,
    )


def patterns(rest: str) -> tuple[re.Pattern[str], ...]:
    """Return what to look for above by the words after a stretch: " after the restart she ..."."""
    told = _phrase().match(rest)
    if told is None:
        return ()
    found = []
    for word in told["words"].split()[:_WORDS]:
        bare = word.strip("'’-").lower()
        if bare in words().naming["stops"]:
            break
        if bare not in words().naming["idle"] and len(bare) >= _SHORTEST:
            found.append(re.compile(rf"(?<!\w){_stem(bare)}", re.IGNORECASE))
    return tuple(found)


def _stem(word: str) -> str:
    joined = _JOINED.match(word)
    if joined:
        return rf"{joined[1]}\w{{0,4}}[\s-]?(?:\w+\s){{0,3}}{joined[2]}"
    for ending in sorted(words().naming["endings"], key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return re.escape(word.removesuffix(ending))
    return re.escape(word)


def named_in(rest: str, text: str) -> bool:
    """Return whether words name a step that the words after a stretch count from."""
    return any(_names(pattern, text) for pattern in patterns(rest))


def _names(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether words tell a step, and do not count from it ("after the restart")."""
    return any(
        not _counted_from().search(text, max(0, found.start() - 40), found.start())
        for found in pattern.finditer(text)
    )


@cache
def _counted_from() -> re.Pattern[str]:
    known = words()
    named = (word for word, (_, anchor) in known.directions.items() if anchor == "named")
    return re.compile(
        rf"(?<!\w){alternatives(named)}\s(?:{alternatives(known.naming['determiners'])}\s)*"
        r"(?:\w+\s)?\Z",
        re.IGNORECASE,
    )


def moment_of(rest: str, lines: Sequence[Line], moments: Sequence[Moment | None]) -> Moment | None:
    """Return the time of the last line above whose words name a step; None where none does.

    `moments` are the times that the lines above told, one for each, None for none.
    """
    for pattern in patterns(rest):
        for number in range(len(moments) - 1, max(-1, len(moments) - _FARTHEST), -1):
            if _names(pattern, lines[number].text):
                found = _at(number, lines, moments)
                if found is not None:
                    return found
    return None


def _at(number: int, lines: Sequence[Line], moments: Sequence[Moment | None]) -> Moment | None:
    """Return the time of a line: its own, or that of the header of the message it stands in."""
    for above in range(number, max(-1, number - _MESSAGE), -1):
        found = moments[above]
        if found is not None:
            return found if above == number or lines[above].only_head else None
    return None
