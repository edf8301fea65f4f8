"""The grounding rule: what a sentence says and the lines that it cites do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.drafting.checks.tokens import Clock, Day, Figure, Tokens, read, words
from assistant.drafting.checks.vocabulary import vocabulary

TokenKind = Literal["time", "date", "number", "identifier", "quote", "name"]
Strictness = Literal["evidenced", "inferred"]

_REACH = 20_000  # characters of a line whose figures and names are read one by one
_PLACES = 1000  # occurrences that are looked at; a line with more is no sentence
_RATIO = re.compile(r"(?<![\w./-])(\d{1,9})/(\d{1,9})(?![\w./-])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A part of a sentence that stands in none of the cited lines."""

    kind: TokenKind
    text: str


def unsupported(
    text: str, lines: Iterable[str], *, status: Strictness = "evidenced"
) -> tuple[Unsupported, ...]:
    """Return the parts of `text` that none of the cited lines holds, in reading order by kind.

    `lines` are the texts cited, with whatever else the sentence may name (file names, ids). An
    `evidenced` sentence must find every number, time, date, identifier, quote and name there; an
    `inferred` one may add worked-out figures, so only its identifiers, quotes and names are held
    against the lines.
    """
    raw = tuple(dict.fromkeys(line for line in lines if line))
    cited = tuple(_flat(line) for line in raw)
    wanted = _flat(text).rstrip(".")
    if any(stands(wanted, line) for line in cited):
        return ()
    said = read(text)
    ground = tuple(_held(line[:_REACH]) for line in raw)
    missing = [Unsupported("quote", q) for q in said.quotes if not _any_holds(cited, _flat(q))]
    missing += [Unsupported("identifier", i) for i in said.identifiers if not _named(i, cited)]
    known = words(" ".join(line[:_REACH] for line in cited))
    missing += [Unsupported("name", n) for n in said.names if not _is_known(n.casefold(), known)]
    if status == "inferred":
        return tuple(missing)
    times = (*_clocks(said, ground), *_zones(said, cited), *_days(said, ground))
    figures = (f for f in _figures(said, ground, cited) if not _abbreviated(f.text, text, cited))
    return (*times, *figures, *missing)


@lru_cache(maxsize=1 << 14)
def _held(line: str) -> Tokens:
    """Return what a cited line holds; kept, as many statements rest on the same line."""
    return read(line)


def stands(wanted: str, line: str) -> bool:
    """Return whether `wanted` stands in `line` as a whole: not as a piece of a longer token."""
    if not wanted:
        return False
    at = -1
    for _ in range(_PLACES):
        at = line.find(wanted, at + 1)
        if at < 0 or _free(line, at, at + len(wanted)):
            return at >= 0
    return False


def _free(line: str, start: int, end: int) -> bool:
    before, after = line[max(0, start - 2) : start], line[end : end + 2]
    # "1,250" goes on after its comma; "m-3,vendor" and "9f31,2026" are two cells of a row
    numeric = not any(char.isalpha() for char in line[start:end])
    if before and line[start].isalnum():
        if before[-1].isalnum() or before[-1] == "_":
            return False
        joined = before[-1] == "." or (before[-1] in ",:" and numeric)
        if joined and before[:1].isdigit() and line[start].isdigit():
            return False
    if after and line[end - 1].isalnum():
        if after[0].isalnum() or after[0] == "_":
            return False
        if after[0] in ".,:-" and after[1:].isalnum():
            joined = after[0] == "." or (numeric and after[1:].isdigit())
            return not (after[0] == "-" or (line[end - 1].isdigit() and joined))
        if after[0] == "%":
            return False
    return True


@lru_cache(maxsize=64)
def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _any_holds(cited: tuple[str, ...], wanted: str) -> bool:
    return any(wanted.rstrip(".,") in line for line in cited)


def _named(identifier: str, cited: tuple[str, ...]) -> bool:
    wanted = identifier.casefold()
    forms = [wanted]
    if wanted[:1] == "v" and wanted[1:2].isdigit():
        forms.append(wanted[1:])
    elif wanted[:1].isdigit():
        forms.append("v" + wanted)
    if any(stands(form, line) for form in forms for line in cited):
        return True
    parts = [p for p in re.split(r"[/@+]", wanted) if p]
    return len(parts) > 1 and all(any(stands(p, line) for line in cited) for p in parts)


def _is_known(name: str, known: frozenset[str]) -> bool:
    """Return whether a name stands among words; a day of the week also where it is cut short."""
    if name in known:
        return True
    return name in vocabulary().weekdays and any(name[:n] in known for n in (3, 4, 5))


def _clocks(said: Tokens, ground: tuple[Tokens, ...]) -> list[Unsupported]:
    told = [clock for tokens in ground for clock, _ in tokens.clocks]
    return [
        Unsupported("time", text)
        for clock, text in said.clocks
        if not any(_same_clock(clock, other) for other in told)
    ]


def _zones(said: Tokens, cited: tuple[str, ...]) -> list[Unsupported]:
    missing = [z for z in said.zones if not any(stands(z.casefold(), line) for line in cited)]
    return [Unsupported("time", zone) for zone in missing if zone != "Z"]


def _same_clock(said: Clock, told: Clock) -> bool:
    if said[:2] != told[:2] or (said[2] is not None and said[2] != told[2]):
        return False
    return said[3] is None or (told[3] or "").startswith(said[3])


def _days(said: Tokens, ground: tuple[Tokens, ...]) -> list[Unsupported]:
    told = [day for tokens in ground for day, _ in tokens.days]
    return [
        Unsupported("date", text)
        for day, text in said.days
        if not any(_same_day(day, other) for other in told)
    ]


def _same_day(said: Day, told: Day) -> bool:
    return said[1:] == told[1:] and said[0] in (None, told[0])


def _figures(said: Tokens, ground: tuple[Tokens, ...], cited: tuple[str, ...]) -> list[Unsupported]:
    told = [figure for tokens in ground for figure in tokens.figures]
    ones = {"one"} <= words(" ".join(cited))
    vague = frozenset(w.casefold() for tokens in ground for w in tokens.vague)
    missing = [
        Unsupported("number", figure.text)
        for figure in said.figures
        if not _same_figure(figure, told, cited)
        and not (ones and figure.value == Decimal(1) and not figure.percent)
    ]
    return missing + [Unsupported("number", w) for w in said.vague if w.casefold() not in vague]


def _in_a_ratio(figure: str, line: str) -> bool:
    """Return whether a whole number is one side of a ratio in the line ("6/20")."""
    return figure.isdigit() and any(figure in (m[1], m[2]) for m in _RATIO.finditer(line))


def _abbreviated(figure: str, text: str, cited: tuple[str, ...]) -> bool:
    """Return whether a line writes a figure onto its word cut short ("w22" for "week 22")."""
    if not figure.isdigit():
        return False
    words = {m[1].casefold() for m in re.finditer(rf"([^\W\d_]+)[ -]{figure}(?![\w.,]\d)", text)}
    forms = {f"{word[:n]}{figure}" for word in words for n in range(1, len(word) + 1)}
    return any(stands(form, line) for form in forms for line in cited)


def _same_figure(said: Figure, told: list[Figure], cited: tuple[str, ...]) -> bool:
    if not any(said.value == other.value and said.percent == other.percent for other in told):
        return any(_in_a_ratio(said.text, line) for line in cited)
    if said.currency is None:
        return True
    if any(said.currency in line for line in cited):
        return True
    return bool(vocabulary().currencies[said.currency] & words(" ".join(cited)))
