"""A sentence that states what took the place of what: both values, and what it names by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake import tables
from assistant.intake.history import takeover
from assistant.intake.history.subject import subject_of

_LONGEST = 2_000
_ARROW = re.compile(r"\s?(?:->|=>|→|⟶|➜)\s?")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
# What git itself writes ahead of the subject of a commit that it turns round.
_REVERT = re.compile(
    r"(?:\w{2,12}(?:\([^()\s]{1,40}\))?!?:\s)?(?P<verb>Revert|Reapply) \"(?P<of>.+)"
)
_REVERT_TYPED = re.compile(r"revert(?:\([^()\s]{1,40}\))?!?:\s")
_TYPED = re.compile(r"[a-z]{2,12}(?:\([^()\s]{1,40}\))?!?:\s")
# "MAX_TOKENS 512 to 2048": without a "from" only behind what is written as settings are
_SETTING = re.compile(
    r"(?<![\w.])(?P<name>[A-Z][A-Z0-9]*_[A-Z0-9_]{1,60}|[a-z]\w{0,40}_\w{1,40}):? "
    r"(?P<before>[^\s:]{1,60}) to (?P<after>[^\s:]{1,60})(?=\s|\Z)"
)
# "the night of 3 → 4 Sept"
_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b", re.IGNORECASE
)
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)*")
_EDGES = "`\"'.,;:()*"


@dataclass(frozen=True, slots=True)
class Stated:
    """What was there, what came, and what the sentence names ahead of them, if it does."""

    before: str
    after: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The ways to put one value in place of another, and what has to stand in a text for each."""

    pair: re.Pattern[str]
    firsts: tuple[str, ...]
    ranges: frozenset[str]
    instead: re.Pattern[str]
    insteads: tuple[str, ...]
    was: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = tables.load("history.toml").table("replacing")
    pairs = [tuple(pair.split()) for pair in table.words("pairs")]
    ways = "|".join(
        rf"{first}\s{{1,4}}(?P<q{n}>[`\"']?)(?P<a{n}>\S{{1,100}}?)(?P=q{n})\s{{1,4}}{second}\s{{1,4}}"
        rf"(?P<r{n}>[`\"']?)(?P<b{n}>\S{{1,100}}?)(?P=r{n})(?=[\s,;)\"]|\.?\Z|\.\s)"
        for n, (first, second) in enumerate(pairs)
    )
    insteads = table.words("instead")
    instead = "|".join(map(re.escape, insteads))
    was = "|".join(map(re.escape, table.words("was")))
    return _Patterns(
        re.compile(rf"(?<!\w)(?:{ways})", re.IGNORECASE),
        tuple(dict.fromkeys(f"{first} " for first, _ in pairs)),
        frozenset(table.words("ranges")),
        re.compile(
            rf"(?P<after>\S{{1,100}})\s(?:{instead})\s(?P<before>\S{{1,100}})", re.IGNORECASE
        ),
        insteads,
        re.compile(
            rf"\((?:it )?(?:{was}):?\s(?P<before>[^()\s]{{1,100}})(?P<unit>\s[^()\s]{{1,20}})?\)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\bnow (?P<after>\S{{1,100}}?)[,;] (?:{was}):? (?P<before>[^\s,;]{{1,100}})",
            re.IGNORECASE,
        ),
    )


@cache
def _states() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("replacing").words("states"))


@lru_cache(maxsize=16_384)
def told(text: str) -> Stated | None:
    """Return what a sentence puts in place of what, or None where it does not say both.

    `Revert "..."` is turned round as often as it stands there; a `revert:` of a bare sentence may
    mean either and tells nothing.
    """
    text = text[:_LONGEST]
    turned = False
    quoted = _REVERT.match(text)
    while quoted:
        turned ^= quoted["verb"] == "Revert"
        text = quoted["of"]
        quoted = _REVERT.match(text)
    typed = _REVERT_TYPED.match(text)
    if typed:
        text = text[typed.end() :]
        if not _TYPED.match(text) and "back" not in text.lower().split():
            return None
        turned ^= _TYPED.match(text) is not None
    found = next(_stated(text), None)
    if found is None or not turned:
        return found
    return Stated(found.after, found.before, found.name)


def plainly(text: str) -> Stated | None:
    """Return what only a list of changes would write so, as "400 (was 1200)", or None."""
    text = text[:_LONGEST]
    return next(_was(text), None) or next(_bare(text), None)


def _stated(text: str) -> Iterator[Stated]:
    yield from _paired(text)
    yield from _was(text)
    yield from _behind(text)
    yield from _instead(text)
    yield from _arrow(text)
    yield from _bare(text)
    named = takeover.told(text)
    if named is not None:
        yield Stated(*named)


def _paired(text: str) -> Iterator[Stated]:
    known = _patterns()
    plain = text.lower()
    if not any(first in plain for first in known.firsts):
        return
    for found in known.pair.finditer(text):
        number = next(n for n in range(len(found.groups()) // 4) if found[f"a{n}"] is not None)
        before, after = found[f"a{number}"].rstrip(",;"), found[f"b{number}"].rstrip(",;.'\"")
        quoted = bool(found[f"q{number}"] and found[f"r{number}"])
        if not quoted and not (_is_value(before) and _is_value(after)):
            continue
        words = found[0].split()
        way = f"{words[0].lower()} {words[-2].lower()}"
        if not quoted and way in known.ranges and not _has_letters(before + after):
            continue
        yield Stated(before, after, subject_of(text[: found.start()]))


def _was(text: str) -> Iterator[Stated]:
    if "(" not in text:
        return
    for found in _patterns().was.finditer(text):
        before = found["before"].strip(_EDGES)
        lead = text[: found.start()].split()[-12:]
        if found["unit"]:
            # "8 s (was 2 s)"
            unit = found["unit"].strip()
            if len(lead) < 2 or lead[-1] != unit or not _is_value(before):
                continue
            before, after, at = f"{before} {unit}", f"{lead[-2]} {unit}", len(lead) - 2
        else:
            at = next(
                (n for n in range(len(lead) - 1, -1, -1) if _is_alike(lead[n], before)),
                len(lead) - 1,
            )
            after = lead[at].strip(_EDGES) if lead else ""
        if before != after and _is_value(before) and _is_value(after) and _is_alike(after, before):
            yield Stated(before, after, subject_of(" ".join(lead[:at])))


def _behind(text: str) -> Iterator[Stated]:
    if " now " not in text and not text.startswith("now "):
        return
    for found in _patterns().behind.finditer(text):
        before, after = found["before"].strip(_EDGES), found["after"].strip(_EDGES)
        if before != after and _is_value(before) and _is_value(after):
            yield Stated(before, after, subject_of(text[: found.start()]))


def _instead(text: str) -> Iterator[Stated]:
    known = _patterns()
    plain = text.lower()
    if not any(way in plain for way in known.insteads):
        return
    for found in known.instead.finditer(text):
        before, after = found["before"].strip(_EDGES), found["after"].strip(_EDGES)
        if before != after and _is_value(before) and _is_value(after):
            yield Stated(before, after, subject_of(text[: found.start()]))


def _arrow(text: str) -> Iterator[Stated]:
    arrow = _ARROW.search(text)
    if arrow is None:
        return
    left, right = text[: arrow.start()].split(), text[arrow.end() :].split()
    if left and right:
        before = left[-1].strip("`\"'(,;:")
        after = right[0].strip("`\"').,;:")
        night = before.isdigit() and len(right) > 1 and _MONTH.match(right[1])
        if _is_value(before) and _is_value(after) and before != after and not night:
            lead = text[: arrow.start()].rstrip()
            yield Stated(before, after, subject_of(lead[: len(lead) - len(left[-1])]))


def _bare(text: str) -> Iterator[Stated]:
    if " to " not in text:
        return
    for found in _SETTING.finditer(text):
        before, after = found["before"].strip(_EDGES), found["after"].strip(_EDGES)
        if before != after and _is_alike(after, before):
            yield Stated(before, after, found["name"])


def _is_value(word: str) -> bool:
    if not word or _CLOCK.search(word):
        return False
    if word.lower() in _states():
        return True
    return any(char.isdigit() for char in word) or bool(re.search(r"\w[\-_/]\w", word))


def _has_letters(words: str) -> bool:
    return any(char.isalpha() for char in words)


def _is_alike(after: str, before: str) -> bool:
    """Return whether two values are of one shape: both plain numbers of one unit, or neither."""
    after, before = after.strip(_EDGES), before.strip(_EDGES)
    if {after.lower(), before.lower()} <= _states():
        return True
    numbers = [_NUMBER.match(value) for value in (after, before)]
    units = [
        value[number.end() :] if number else None
        for value, number in zip((after, before), numbers, strict=True)
    ]
    if units[0] is None or units[1] is None:
        return units[0] is units[1] and any(map(str.isdigit, after))
    if all(
        number and number.end() == len(v)
        for number, v in zip(numbers, (after, before), strict=True)
    ):
        return True
    return units[0] == units[1] or (len(units[0]) > 4 and len(units[1]) > 4)
