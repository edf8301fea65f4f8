"""Quantities in running text: numbers with their suffix, unit, currency or noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.analysis.vocabulary import table, words

_SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "bn": 1e9,
    "billion": 1e9,
}
_DIGITS = (
    r"\d{1,3}(?:\.\d{3}){1,4},\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,4}(?![\d.])"
    r"|\d{1,2}(?:,\d\d){1,3},\d{3}(?!\d)"  # lakhs and crores: 6,84,000
    r"|\d{1,3}(?:[,   '’]\d{3}){1,4}(?:\.\d{1,4})?|\d{1,15}(?:[.,]\d{1,4})?"
)
_SUFFIX = (
    r"(?:\s?(?:thousand|million|billion|mio|bn|lakhs?|crores?)\b|[kKmM](?![\w'’])| k(?= [a-z]))?"
)
# A factor of a product counts nothing by itself: "(158 x 199)".
_TIMES = re.compile(r"\s?[x×*]\s?\d")
_TIMES_BEFORE = re.compile(r"\d\s?[x×*]\s?$")
_MANY = re.compile(r"\s[^\W\d_]+s\b")  # "2m users" is millions, "for 2m" minutes
_ID, _AHEAD = 4, 140  # digits of an id, and characters ahead of it in which others stand
_DASH = re.compile(r"\s*(?:-|–|—|to|and|or)\s*(?=[$€£¥₹]?\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it stands in `text[start:end]`; of a range, the span holds both ends.

    `value` of a range is its upper end. `unit` is an ISO currency, "%", a unit of time or, for
    counts, None; `after` is the text that follows, where a counted noun may stand.
    """

    start: int
    end: int
    value: float
    unit: str | None
    kind: str


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    marks = [k for k in _strings("money") if not k[0].isalpha() or k.endswith("$")]
    codes = [k for k in _strings("money") if k.isalpha()]
    signs = "|".join(re.escape(k) for k in sorted(marks, key=lambda k: (-len(k), k)))
    names = "|".join(sorted(codes, key=lambda k: (-len(k), k)))
    times = "|".join(sorted(_strings("time"), key=lambda k: (-len(k), k)))
    ones = "|".join(sorted(_numbers("values"), key=lambda k: (-len(k), k)))
    many = "|".join(sorted(_numbers("multiples"), key=lambda k: (-len(k), k)))
    said = rf"(?:{ones})(?:[-\s](?:{ones}))?(?:\s(?:{many}))?"
    return re.compile(
        rf"(?<![\w.,#:/@])(?<![A-Za-z_]-)(?P<sign>{signs})?(?:(?P<code>(?i:{names}))\s?)?\s?"
        rf"(?:(?P<digits>{_DIGITS})(?P<suffix>{_SUFFIX})(?:-?ish\b)?|(?P<said>(?i:{said}))(?=\s))"
        rf"(?:\s?(?P<percent>%|percent\b|per cent\b)|\s?(?P<tail>€|£|(?i:{names})\b)"
        rf"|[\s-]?(?P<time>(?:{times})\b|d(?=\s?\d{{1,2}}\s?h)))?(?![\w/_:])(?!\.\d)"
    )


def _strings(section: str) -> dict[str, str]:
    value = table("impact").get(section)
    items = value.items() if isinstance(value, Mapping) else ()
    return {str(k): str(v) for k, v in items}


@cache
def _numbers(section: str) -> dict[str, float]:
    return {k: float(v) for k, v in _strings(section).items()}


def _spelt(said: str) -> float:
    """Return the value of number words: "sixty-two", "two hundred", "a dozen" without its "a"."""
    value = 0.0
    for word in re.split(r"[-\s]+", said.lower()):
        if word in _numbers("multiples") and value:
            value *= _numbers("multiples")[word]
        else:
            value += _numbers("values")[word]
    return value


def _value(digits: str, suffix: str) -> float:
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits) and not suffix.strip():
        digits = digits.replace(".", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    bare = re.sub(r"[\s'’  ]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    else:
        bare = bare.replace(",", ".")
    return float(bare) * _SCALE.get(suffix.strip().lower(), 1.0)


def _one(found: re.Match[str]) -> Quantity:
    said = found["said"]
    start = found.end() - len(found.group().lstrip())
    value = _spelt(said) if said else _value(found["digits"], found["suffix"] or "")
    money = found["sign"] or found["code"] or found["tail"]
    if found["suffix"] == "m" and not money and not _MANY.match(found.string, found.end()):
        return Quantity(start, found.end(), value / _SCALE["m"], "minutes", "duration")
    if money:
        unit: str | None = _strings("money").get(money) or _strings("money")[money.lower()]
        kind = "money"
    elif found["percent"]:
        unit, kind = "%", "rate"
    elif found["time"]:
        unit, kind = _strings("time").get(found["time"], "days"), "duration"
    else:
        unit, kind = None, "count"
    return Quantity(start, found.end(), value, unit, kind)


def _compound(one: Quantity, other: Quantity, gap: str, last: str | None) -> Quantity | None:
    """Return "2 h 10 min" as one quantity in minutes, or None where the two are apart.

    `last` is the unit that the first one ends with: "2d 4h" goes on with minutes.
    """
    sizes = {"days": 1440.0, "hours": 60.0, "minutes": 1.0, "seconds": 1 / 60}
    if gap.strip() not in {"", "and", ","} or one.kind != "duration" or other.kind != "duration":
        return None
    big, small = sizes.get(one.unit or ""), sizes.get(other.unit or "")
    if big is None or small is None or small >= sizes.get(last or "", 0.0):
        return None
    total = round(one.value * big + other.value * small, 4)
    return Quantity(one.start, other.end, total, "minutes", "duration")


@cache
def _numbered() -> re.Pattern[str]:
    """Return the pattern of what stands ahead of an id: what has one, and the ids before it."""
    nouns = "|".join(map(re.escape, words("impact", "nouns", "words", "numbered")))
    return re.compile(
        rf"(?<![\w-])(?<!affected )(?<!impacted )(?:{nouns})\s(?:#\s?|no\.?\s)?"
        r"(?:\d{4,12}(?:,\s|\sand\s|,\sand\s|\s&\s)){0,8}\Z",
        re.IGNORECASE,
    )


def _of_id(text: str, one: Quantity, held: Quantity | None) -> bool:
    """Return whether a number is an id or ends one ("claims 88213", "INC-2026-118"), no range."""
    if one.kind == "count" and _numbered().search(text, max(0, one.start - _AHEAD), one.start):
        return text[one.start : one.end].isdigit() and one.end - one.start >= _ID
    hyphen = one.start - 1
    joined = hyphen > 0 and text[hyphen] == "-" and text[hyphen - 1].isalnum()
    return joined and (held is None or held.end != hyphen)


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield the quantities within `text[start:end]` in order; a range is one quantity."""
    held: Quantity | None = None
    last: str | None = None
    for found in _pattern().finditer(text, start, end):
        here = _one(found)
        product = _TIMES.match(text, here.end) or _TIMES_BEFORE.search(
            text, max(0, here.start - 8), here.start
        )
        if product or _of_id(text, here, held):
            continue
        if held is None:
            held, last = here, here.unit
            continue
        gap = text[held.end : here.start]
        joined = _compound(held, here, gap, last)
        last = here.unit
        if joined:
            held = joined
        elif (len(gap) < 8 and _DASH.fullmatch(text[held.end : found.start()] or "x")) or (
            len(gap) < 6 and gap.strip() in {"-", "–", "—", "to"}
        ):
            kind = here.kind if here.kind != "count" else held.kind
            held = Quantity(held.start, here.end, here.value, here.unit or held.unit, kind)
        else:
            yield held
            held = here
    if held is not None:
        yield held
