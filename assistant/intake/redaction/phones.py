"""Phone numbers in a text, written the international way or the way of a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from assistant.intake.alike import alike
from assistant.intake.redaction.numberplans import may_have
from assistant.intake.tables import load

_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d? ?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d ?")
_STAMP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_EPOCH = re.compile(r"1[5-9]\d{8}(?:\d{3}){0,3}")
_RUN = re.compile(
    r"(?<![\w/\-+.,@#=&])(?!(?:19"
    r"|20)\d\d-\d\d-)\(?\d(?:[\d()./\u00a0\u2009\u202f\u2011 \-]){5,30}\d"
    r"(?!(?!x\d)[\w@]|[.,:]\d|-[A-Z](?![a-z]))"
)
_KEYED = re.compile(r"(?<==)\(?\d(?:[\d()./ \-]){5,30}\d(?!(?!x\d)[\w@]|[.,:]\d)")
_DIGITS = re.compile(r"\d+")
_TOP = re.compile(r"\.([a-z]{2})(?![\w.])")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3}){1,4}")
# What is left of a clock time before a number: a run of figures begins after its colon.
# "08:00:00.000000000"
_FRACTION = re.compile(r"\d\d[.,]\d{1,9}")
_CLOCKED = re.compile(r"\d:\Z")
_CLOCK = re.compile(r"\d:$")
_MINUTES = re.compile(r"\d\d (?=[\d(])")
# How much of what stands before a number is read, and the one word there whose digit tells.
_BEFORE, _CLOSE = 60, 24
_COUNTED = "phone0"
# A signature on one line: "Service desk | 12 34 56 78 | Example Ltd".
_SIGNATURE = re.compile(r"[^\d|]{2,80}[|·•] ")
_BARS, _BARRED = ("| ", "· ", "• "), (" |", " ·", " •")
# "01.23.45.67.89", as in France and Morocco.
_DOTTED = re.compile(r"0[1-9](?:\.\d\d){4}")
_BREAK = re.compile(r" {2,}|[()./-]{3,}|\) \(")


@dataclass(frozen=True, slots=True)
class PhoneRules:
    """The expressions and lists that phone numbers are told by."""

    codes: frozenset[str]
    international: re.Pattern[str]
    shapes: Mapping[str, frozenset[str]]
    north_american: re.Pattern[str]
    announced: re.Pattern[str]
    mentioned: re.Pattern[str]
    unit_after: re.Pattern[str]
    id_before: re.Pattern[str]
    not_a_phone: re.Pattern[str]
    extension: re.Pattern[str]
    lead: re.Pattern[str]
    said_before: re.Pattern[str]
    said_after: re.Pattern[str]


@cache
def phone_rules() -> PhoneRules:
    """Return the rules of the data file."""
    phone = load("people_contacts.toml").table("phone")
    shapes: dict[str, set[str]] = {}
    for row in phone.words("shapes"):
        region, *kinds = row.split()
        for kind in kinds:
            shapes.setdefault(kind, set()).add(region)
    return PhoneRules(
        codes=frozenset(phone.words("codes")),
        international=phone.pattern("international"),
        shapes=MappingProxyType({kind: frozenset(found) for kind, found in shapes.items()}),
        north_american=phone.pattern("north_american"),
        announced=phone.pattern("announced"),
        mentioned=phone.pattern("mentioned"),
        unit_after=phone.pattern("unit_after"),
        id_before=phone.pattern("id_before"),
        not_a_phone=phone.pattern("not_a_phone"),
        extension=phone.pattern("extension"),
        lead=phone.pattern("lead"),
        said_before=phone.pattern("said_before"),
        said_after=phone.pattern("said_after"),
    )


def _is_valid(number: str, region: str | None) -> bool:
    """Return whether the numbering plan of a region has such a number."""
    return (region is None or may_have(region, number)) and _has(number, region)


@lru_cache(maxsize=4096)
def _has(number: str, region: str | None) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=512)
def _regions(code: str) -> tuple[str, ...]:
    import phonenumbers

    return tuple(phonenumbers.region_codes_for_country_code(int(code)))[:2]


class Phones:
    """Finds phone numbers line by line and remembers the countries that a text is about."""

    def __init__(self, regions: Iterable[str] = ()) -> None:
        self._given = tuple(regions)
        self._seen: dict[str, None] = dict.fromkeys(self._given)

    @property
    def expects(self) -> bool:
        """Return whether the countries are given, so that a number needs no word before it."""
        return bool(self._given)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of the phone numbers in `text`."""
        rules = phone_rules()
        told: list[tuple[int, int]] = []
        if "+" in text or "00" in text:
            for match in rules.international.finditer(text):
                found = _international(match, rules)
                if found is None:
                    continue
                if len(self._seen) < 8:
                    self._seen.update(dict.fromkeys(_regions(found)))
                told.append(match.span())
                yield match.start(), _with_extension(text, match.end(), rules)
        for run in (*_RUN.finditer(text), *_KEYED.finditer(text)):
            # What is a number as a whole needs no look at its parts.
            if any(start <= run.start() and run.end() <= end for start, end in told):
                continue
            if _FRACTION.fullmatch(run[0].strip()) and _CLOCKED.search(text[: run.start()][-2:]):
                continue
            yield from self._national(text, run.start(), run.end(), rules)

    def _national(
        self, text: str, start: int, end: int, rules: PhoneRules
    ) -> Iterator[tuple[int, int]]:
        while start < end:
            date = _DATE.match(text, start)
            if not date:
                break
            start = date.end()
        minutes = _MINUTES.match(text, start) if _CLOCK.search(text[:start][-3:]) else None
        if minutes:
            start = minutes.end()
        if start >= end:
            return
        enclosed = text[start] == "(" and text[end : end + 1] == ")" and ")" not in text[start:end]
        start += enclosed
        run = text[start:end]
        broken = _BREAK.search(run)
        if broken:
            yield from self._national(text, start, start + broken.start(), rules)
            yield from self._national(text, start + broken.end(), end, rules)
            return
        count = sum(map(len, _DIGITS.findall(run)))
        if not 6 <= count <= 15 or _is_no_phone(run, rules):
            return
        if rules.unit_after.match(text[end : end + 12]):
            return
        before = _alike_before(text, start)
        if _says("id_before", before[-_CLOSE:]):
            return
        shape = _shape(run)
        if self._is_phone(run, shape, before, count, rules) or (
            count >= 8
            and "." in shape
            and shape in rules.shapes
            and _is_told(text, start, end, before, enclosed=enclosed)
        ):
            yield start, _with_extension(text, end, rules)

    def _is_phone(self, run: str, shape: str, before: str, count: int, rules: PhoneRules) -> bool:
        if _says("announced", before):
            return count >= 7 and not _EPOCH.fullmatch(run)
        if rules.north_american.fullmatch(run):
            return True
        regions = rules.shapes.get(shape, frozenset())
        if shape.startswith("(") and regions and count >= 8:
            return True
        if shape.startswith(("0", "(0")) and count >= 9 and "." in shape:
            if regions or any(_is_valid(run, region) for region in self._seen):
                return True
            return _says("mentioned", before)
        if _says("mentioned", before):
            if regions and count >= 7 and "." in shape:
                return True
            if count >= 9 and any(_is_valid(run, region) for region in regions):
                return True
            return count >= 8 and any(_is_valid(run, region) for region in self._seen)
        if "." not in shape or run[0] == "0" or count < 8:
            return False
        return any(region in regions and _is_valid(run, region) for region in self._given)


def _is_no_phone(run: str, rules: PhoneRules) -> bool:
    """Return whether a number is a date, a version or an address by its dots."""
    if _DOTTED.fullmatch(run):
        return False
    return rules.not_a_phone.search(run) is not None or run.count(".") == 3


def _alike_before(text: str, start: int) -> str:
    """Return what stands before a number, its digits as noughts: no rule knows a single one."""
    before = text[max(0, start - _BEFORE) : start]
    shape = alike(before)
    return before if _COUNTED in shape.lower() else shape


@lru_cache(maxsize=4096)
def _says(rule: Literal["announced", "mentioned", "id_before", "said_before"], before: str) -> bool:
    """Return whether what stands before a number says so, asked once for all that is alike."""
    rules = phone_rules()
    patterns = {
        "announced": rules.announced,
        "mentioned": rules.mentioned,
        "id_before": rules.id_before,
        "said_before": rules.said_before,
    }
    return patterns[rule].search(before) is not None


def _is_told(text: str, start: int, end: int, before: str, *, enclosed: bool) -> bool:
    """Return whether people tell a number here, or nothing but one stands in brackets or a line."""
    rules = phone_rules()
    if _says("said_before", before) or rules.said_after.match(text[end : end + 40]):
        return True
    if _THOUSANDS.fullmatch(text, start, end):
        return False
    if enclosed or (
        text[:start].endswith(_BARS)
        and text[end:].startswith(_BARRED)
        and _SIGNATURE.match(text) is not None
    ):
        return True
    return not text[end:].strip(" ).") and rules.lead.fullmatch(text, 0, start) is not None


def _shape(run: str) -> str:
    groups = _DIGITS.findall(run)
    lead = ("(" if "(" in run else "") + ("0" if groups[0][0] == "0" else "")
    return lead + ".".join(str(len(group)) for group in groups)


def _international(match: re.Match[str], rules: PhoneRules) -> str | None:
    """Return the calling code of a number that a plus or 00 marks, or None where it is none."""
    found = match[0]
    digits = "".join(_DIGITS.findall(found))
    doubtful = found[1:].isdigit() and (_STAMP.match(found, 1) or match.start() == 0)
    if doubtful and not _is_valid(found, None):
        return None
    if found.startswith("00"):
        digits = digits[2:]
        short = len(digits) < 10 or digits[0] in "17"
        if short and not _is_valid(f"+{digits}", None):
            return None
    if not 8 <= len(digits) <= 15:
        return None
    return next((digits[:n] for n in (3, 2, 1) if digits[:n] in rules.codes), None)


def _with_extension(text: str, end: int, rules: PhoneRules) -> int:
    match = rules.extension.match(text, end)
    return match.end() if match else end
