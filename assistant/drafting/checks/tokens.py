"""What in a sentence can be checked against a line: times, dates, figures, identifiers, names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.drafting.checks.vocabulary import vocabulary

Clock = tuple[int, int, int | None, str | None]
Day = tuple[int | None, int, int]

_ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<![\w.,:])(\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?([A-Z][a-z]{2,8})\b\.?"
    r"(?:,?[ ](\d{4})(?!\d))?"
)
_MONTH_DAY = re.compile(
    r"\b([A-Z][a-z]{2,8})\.?[ ](\d{1,2})(?:st|nd|rd|th)?(?![\w:])(?:,?[ ](\d{4})(?![\d:]))?"
)
_CLOCK = re.compile(
    r"(?<![\d:.+])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"(?:[ ]?([AaPp])\.?[Mm]\b)?(?![\d:])"
)
_HALF_DAY = re.compile(r"(?<![\w:.,])(\d{1,2})[ ]?([AaPp])\.?[Mm]\b")
_ZONE = re.compile(r"(?<=\x00)[ ]?([A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)(?![\w:+-])")
_MILITARY = re.compile(r"(?<![\w:.,-])([01]\d|2[0-3])([0-5]\d)[ ]?(?:Z|UTC|GMT|h|hrs)\b")
_FIGURE = re.compile(
    r"(?<![\w.])([$€£¥])?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w])"
    r"(?:[ ]?(%|percent\b|per cent\b))?"
)
_TOKEN = re.compile(r"[^\W_][\w.@/+-]*")
_PLAIN_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:-[a-z]+)*")
_GLUED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([A-Za-z]{1,4})")
_WORD = re.compile(r"[^\W\d_]+")
# Longer runs of digits are no figure that anybody reckons with, and are held as they stand.
_LONGEST = 25
_QUOTE = re.compile(r'"([^"\n]{1,400})"|“([^”\n]{1,400})”|`([^`\n]{1,400})`')


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; `percent` where it is one, `currency` its symbol where it has one."""

    value: Decimal
    percent: bool
    currency: str | None
    text: str


@dataclass(slots=True)
class _Found:
    """What is gathered while a text is read."""

    clocks: list[tuple[Clock, str]] = field(default_factory=list)
    days: list[tuple[Day, str]] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The checkable parts of a text; `names` are capitalised words inside a sentence.

    `zones` are the zone labels that follow a clock time directly.
    """

    clocks: tuple[tuple[Clock, str], ...]
    days: tuple[tuple[Day, str], ...]
    zones: tuple[str, ...]
    figures: tuple[Figure, ...]
    identifiers: tuple[str, ...]
    quotes: tuple[str, ...]
    vague: tuple[str, ...]
    names: tuple[str, ...]


def read(text: str) -> Tokens:
    """Return the checkable parts of a sentence, each as it stands in it."""
    found = _Found(rest=text)
    _days(found)
    _clocks(found)
    _identifiers(found)
    _figures(found)
    _number_words(found)
    vague = vocabulary().vague_figures
    return Tokens(
        clocks=tuple(found.clocks),
        days=tuple(found.days),
        zones=tuple(found.zones),
        figures=tuple(found.figures),
        identifiers=tuple(found.identifiers),
        quotes=tuple(q for m in _QUOTE.finditer(text) for q in m.groups() if q),
        vague=tuple(w for w in _WORD.findall(found.rest) if w.lower() in vague),
        names=_names(found.rest),
    )


@lru_cache(maxsize=64)
def words(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, without figures."""
    return frozenset(w.casefold() for w in _WORD.findall(text))


def _take(found: _Found, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    matches = list(pattern.finditer(found.rest))
    if matches:
        found.rest = pattern.sub(lambda m: "\x00" * len(m.group()), found.rest)
    return matches


def _days(found: _Found) -> None:
    months = vocabulary().months
    for m in _ISO_DAY.finditer(found.rest):
        found.days.append(((int(m[1]), int(m[2]), int(m[3])), m[0]))
    found.rest = _ISO_DAY.sub(lambda m: "\x00" * len(m[0]), found.rest)
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):

        def mask(m: re.Match[str], day: int = day, month: int = month) -> str:
            number = months.get(m[month].lower())
            if number is None or not 1 <= int(m[day]) <= 31:
                return m[0]
            found.days.append(((int(m[3]) if m[3] else None, number, int(m[day])), m[0]))
            return "\x00" * len(m[0])

        found.rest = pattern.sub(mask, found.rest)


def _hour(hour: str, half: str | None) -> int:
    return int(hour) if half is None else int(hour) % 12 + (12 if half in "pP" else 0)


def _clocks(found: _Found) -> None:
    for m in _take(found, _CLOCK):
        seconds = int(m[3]) if m[3] else None
        found.clocks.append(((_hour(m[1], m[5]), int(m[2]), seconds, m[4]), m[0]))
    for m in _take(found, _HALF_DAY):
        found.clocks.append(((_hour(m[1], m[2]), 0, None, None), m[0]))
    for m in _take(found, _MILITARY):
        found.clocks.append(((int(m[1]), int(m[2]), None, None), m[0]))
    found.zones.extend(m[1] for m in _take(found, _ZONE))


def _is_identifier(token: str) -> bool:
    letters = any(c.isalpha() for c in token)
    digits = any(c.isdigit() for c in token)
    if letters and digits:
        return True
    if digits:
        return token.count(".") >= 2 or any(c in token for c in "-/")
    mixed = any(a.islower() and b.isupper() for a, b in pairwise(token))
    return mixed or "_" in token


def _identifiers(found: _Found) -> None:
    kept: list[str] = []
    at = 0
    for m in _TOKEN.finditer(found.rest):
        token = m[0].rstrip("./-+@_")
        long = len(token) > _LONGEST and token[0].isdigit()
        pieces = (token,) if long or _is_identifier(token) else ()
        if not pieces or (not long and _PLAIN_FIGURE.fullmatch(token)):
            continue
        glued = None if long else _GLUED.fullmatch(token)
        if glued is not None and _scaled(found, glued):
            pieces = ()
        found.identifiers.extend(pieces)
        kept.append(found.rest[at : m.start()])
        kept.append("\x00" * len(token))
        at = m.start() + len(token)
    kept.append(found.rest[at:])
    found.rest = "".join(kept)


def _scaled(found: _Found, glued: re.Match[str]) -> bool:
    known = vocabulary()
    unit = glued[2].lower()
    value = Decimal(glued[1].replace(",", ""))
    if unit in known.scales and (unit != "m" or glued[2] == "M"):
        value *= known.scales[unit]
    elif unit not in known.units:
        return False
    found.figures.append(Figure(value.normalize(), False, None, glued[0]))
    return True


def _figures(found: _Found) -> None:
    for m in _take(found, _FIGURE):
        value = Decimal(m[2].replace(",", "")).normalize()
        found.figures.append(Figure(value, m[3] is not None, m[1], m[0].strip()))


def _number_words(found: _Found) -> None:
    known = vocabulary()
    run: list[str] = []
    for word in [*(w.lower() for w in _WORD.findall(found.rest)), ""]:
        if word in known.number_words or (word in known.multipliers and run):
            run.append(word)
            continue
        if run and run != ["one"]:
            found.figures.append(
                Figure(Decimal(_value(run)).normalize(), False, None, " ".join(run))
            )
        run = []


def _value(run: list[str]) -> int:
    known = vocabulary()
    total, group = 0, 0
    for word in run:
        factor = known.multipliers.get(word)
        if factor is None:
            group += known.number_words[word]
        elif factor == 100:
            group = max(group, 1) * factor
        else:
            total, group = total + max(group, 1) * factor, 0
    return total + group


def _names(text: str) -> tuple[str, ...]:
    ordinary = vocabulary().ordinary_capitals
    names = []
    for m in _WORD.finditer(text):
        word = m[0]
        if len(word) < 2 or not word[0].isupper() or word in ordinary or _opens(text, m.start()):
            continue
        if m.start() and text[m.start() - 1] in "'’":
            continue
        names.append(word)
    return tuple(names)


def _opens(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and (text[at].isspace() or text[at] in "\"'“‘([*_-#>•"):
        if text[at] == "\n":
            return True
        at -= 1
    return at < 0 or text[at] in ".!?"
