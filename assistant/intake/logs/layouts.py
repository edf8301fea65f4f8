"""Stamp layouts: where a log line tells its time, and how that time is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.clock.months import MONTHS

# Characters of a line in which its stamp is looked for.
HEAD = 180
_MONTH = r"(?P<b>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
# A stamp starts where a word starts.
_EDGE = r"(?:^|(?<=[\s\[(<>|\"'=,;]))"
_TIME = r"(?P<h>\d\d?)[:.](?P<m>\d\d?)[:.](?P<s>\d\d?)(?:(?P<fs>[.,:])(?P<f>\d{1,9}))?"
# Labels of zones that programs put behind a time; their offsets stand in clock_zones.toml. Those
# that are words as well (CAT, EAT, ART) are left out.
LABELS = (
    "UTC", "GMT", "WET", "WEST", "BST", "CET", "CEST", "MEZ", "MESZ", "EET", "EEST", "MSK", "SAST",
    "TRT", "PKT", "IST", "SGT", "HKT", "PHT", "WIB", "JST", "KST", "AWST", "ACST", "ACDT", "AEST",
    "AEDT", "NZST", "NZDT", "BRT", "EDT", "EST", "CDT", "CST", "MDT", "MST", "PDT", "PST",
)  # fmt: skip
_ZONE = rf"(?P<z>\s?(?:(?:Z|{'|'.join(LABELS)})(?!\w)|[+\-]\d\d:?\d\d(?![\d:])))?"
_HALF = r"(?:\s?(?P<ap>[AP]M)(?!\w))?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s{1,3})?"
_COMPACT = r"(?P<y>(?:19|20)\d\d)(?P<mo>\d\d)(?P<d>\d\d)"
_WHOLE = tuple(
    re.compile(_EDGE + form)
    for form in (
        r"(?P<y>\d{4})(?P<q>[\-/.])(?P<mo>\d\d?)(?P=q)(?P<d>\d\d?)(?:[T_ \-]|\s{1,4}|,\s?|\s-\s)"
        rf"{_TIME}{_HALF}{_ZONE}(?![\d])",
        r"(?P<y>\d{4})(?P<q>[\-/.])(?P<mo>\d\d)(?P=q)(?P<d>\d\d)[T ](?P<h>\d\d):(?P<m>\d\d)"
        rf"{_ZONE}(?![\d:.,])",
        rf"{_COMPACT}[T_ \-]{_TIME}{_ZONE}(?!\d)",
        rf"{_COMPACT}[T_ \-]?(?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)(?:(?P<fs>[.,])(?P<f>\d{{1,9}}))?"
        rf"{_ZONE}(?!\d)",
        r"(?P<y2>\d\d)(?P<mo>\d\d)(?P<d>\d\d)[ _](?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)(?!\d)",
        r"(?P<y2>\d\d)(?P<mo>\d\d)(?P<d>\d\d)\s{1,2}(?P<h>\d\d?):(?P<m>\d\d):(?P<s>\d\d)(?!\d)",
        rf"(?P<y2>\d\d)/(?P<mo>\d\d)/(?P<d>\d\d)[ T]{_TIME}{_ZONE}(?!\d)",
        rf"(?P<d>\d\d?)[/\- ]{_MONTH}[/\- ](?P<y>\d{{4}})[: T]\s?{_TIME}{_HALF}{_ZONE}(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s{{1,3}}(?P<d>\d\d?),?\s{{1,3}}(?P<y>\d{{4}}),?\s{{1,3}}"
        rf"{_TIME}{_HALF}{_ZONE}(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s{{1,3}}(?P<d>\d\d?)\s{{1,3}}{_TIME}\s{{1,3}}"
        rf"(?:(?P<z>{'|'.join(LABELS)}|[+\-]\d{{4}})\s{{1,3}}|[A-Z]{{3,4}}\s{{1,3}})?"
        r"(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"{_WEEKDAY}(?P<d>\d\d?)\s{{1,3}}{_MONTH}\s{{1,3}}(?P<y>\d{{4}})\s{{1,3}}{_TIME}{_ZONE}(?!\d)",
        rf"(?P<mo>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{{4}})[ ,T\-]\s?{_TIME}{_HALF}(?!\d)",
        rf"(?P<d>\d\d?)\.(?P<mo>\d\d?)\.(?P<y>(?:19|20)\d\d)[ ,T]\s?{_TIME}{_ZONE}(?!\d)",
        # The letter of the level, then the date (absl).
        rf"[IWEF]{_COMPACT}\s{_TIME}(?!\d)",
    )
)
_YEARLESS = tuple(
    re.compile(_EDGE + form)
    for form in (
        rf"{_WEEKDAY}{_MONTH}\s{{1,3}}(?P<d>\d\d?),?\s{{1,3}}{_TIME}(?!\d)",
        rf"(?P<mo>[01]\d)[\-/.](?P<d>[0-3]\d)[ T]\s?{_TIME}(?!\d)",
        # The letter of the level, then the month and the day (glog, klog).
        rf"[IWEF](?P<mo>[01]\d)(?P<d>[0-3]\d)\s{_TIME}(?!\d)",
        rf"(?P<d>\d\d?)[ \-]{_MONTH}\s{_TIME}(?!\d)",
    )
)
_CLOCK = re.compile(
    r"[\[(]?(?P<h>[0-2]\d):(?P<m>\d\d):(?P<s>\d\d)(?:(?P<fs>[.,])(?P<f>\d{1,9}))?(?![\w:.])"
)
_EPOCH = re.compile(
    _EDGE + r"(?P<e>1[0-9]{9}(?:\d{3}|\d{6}|\d{9})?)(?:[.](?P<f>\d{1,9}))?(?=$|[\s\]\)>|\"',:;}])"
)
_DATE = re.compile(_EDGE + r"(?P<y>\d{4})[.\-/](?P<mo>\d\d)[.\-/](?P<d>\d\d)(?=[\s\]|,])")
_PROSE = re.compile(r"[A-Za-z]{2,}\s{1,9}[a-z]{2,}\s{1,9}[a-z]{2,}\s")
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, start=1)}
_PARTS = ("y", "y2", "mo", "d", "h", "m", "s", "f", "e")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in a line: `text[start:end]`, its fields' offsets, and what is not told of it.

    `first` is where the stamp's outermost field begins (a year may stand apart from the rest).
    `told` is "whole", "yearless" (no year) or "clock" (no date); `month` is where the name of
    the month begins, `half` where AM or PM does, `zone` and `zone_end` where the zone begins and
    ends; -1 for none.
    """

    start: int
    end: int
    first: int
    fields: tuple[tuple[str, int, int], ...]
    told: str
    month: int
    half: int
    zone: int
    zone_end: int
    colon: bool


def find(text: str) -> Stamp | None:
    """Return the leftmost stamp in the head of a line, or None; a whole one wins a tie."""
    head = text[:HEAD]
    found, short = _leftmost(_WHOLE, head), _leftmost(_YEARLESS, head)
    if short is not None and (found is None or short.start() < found.start()):
        return _with_date(short, head)
    if found is not None:
        return _stamp(found, "whole")
    clock = _CLOCK.match(head)
    if clock is not None and _possible(clock):
        return _stamp(clock, "clock")
    epoch = _EPOCH.search(head)
    if epoch is not None and not _PROSE.search(head[: epoch.start()]):
        return _stamp(epoch, "whole")
    return None


def whole_dates(text: str) -> list[tuple[int, int, int]]:
    """Return the year, month and day of every whole stamp in a text."""
    found = []
    for form in _WHOLE:
        for hit in form.finditer(text):
            group = hit.groupdict()
            if group.get("y") and _possible(hit):
                found.append((int(group["y"]), _month(group), int(group["d"])))
    return found


def _leftmost(forms: tuple[re.Pattern[str], ...], head: str) -> re.Match[str] | None:
    best: re.Match[str] | None = None
    for form in forms:
        hit = form.search(head)
        if hit and _possible(hit) and (best is None or hit.start() < best.start()):
            best = hit
    return best


def _month(group: dict[str, str]) -> int:
    return int(group["mo"]) if group.get("mo") else _MONTH_OF[group["b"].lower()]


def _possible(hit: re.Match[str]) -> bool:
    group = hit.groupdict()
    if not (int(group["h"]) < 24 and int(group["m"]) < 60 and int(group.get("s") or 0) <= 60):
        return False
    return group.get("d") is None or (1 <= int(group["d"]) <= 31 and 1 <= _month(group) <= 12)


def _with_date(found: re.Match[str], head: str) -> Stamp:
    """Return a yearless stamp, made whole where the line also writes its date with the year."""
    group = found.groupdict()
    for date in _DATE.finditer(head):
        if int(date["mo"]) == _month(group) and int(date["d"]) == int(group["d"]):
            return _stamp(found, "whole", ("y", date.start("y"), date.end("y")))
    return _stamp(found, "yearless")


def _stamp(found: re.Match[str], told: str, extra: tuple[str, int, int] | None = None) -> Stamp:
    group = found.groupdict()
    fields = [(key, found.start(key), found.end(key)) for key in _PARTS if group.get(key)]
    first = found.start()
    if extra is not None:
        fields.append(extra)
        first = min(first, extra[1])
    zone = group.get("z")
    return Stamp(
        start=found.start(),
        end=found.end(),
        first=first,
        fields=tuple(sorted(fields)),
        told=told,
        month=found.start("b") if group.get("b") else -1,
        half=found.start("ap") if group.get("ap") else -1,
        zone=found.start("z") + len(zone) - len(zone.lstrip()) if zone else -1,
        zone_end=found.end("z") if zone else -1,
        colon=group.get("fs") == ":",
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """A stamp's place and shape, by which the stamps of many lines are read at once.

    `anchor` is what stands right before the place where counting starts (`"ts":"`), or b"" where
    counting starts with the line. `pattern` has one class a character: 1 a digit, 2 a letter,
    anything else itself.
    """

    anchor: bytes
    pattern: bytes
    stamp: Stamp

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Return the place in the order in which layouts are tried: the leftmost first."""
        stamp = self.stamp
        return (not self.anchor, stamp.told == "clock", stamp.first, -stamp.end)


@cache
def _classes() -> bytes:
    table = bytearray(range(256))
    table[48:58] = b"\x01" * 10
    table[65:91] = table[97:123] = b"\x02" * 26
    return bytes(table)


def layout(raw: bytes, anchor: bytes = b"") -> Layout | None:
    """Return the layout of a raw line (or of what follows its anchor), or None without a stamp."""
    head = raw[: 2 * HEAD]
    stamp = find(head.decode("latin-1"))
    if stamp is None:
        return None
    return Layout(anchor, head[stamp.first : stamp.end].translate(_classes()), stamp)
