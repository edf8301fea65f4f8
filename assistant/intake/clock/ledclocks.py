"""Clock times that a word or sign beside them makes one: "kl. 14", "10時55分", "0615 local"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from assistant.intake.clock.clockspan import ClockSpan, whose_after, zone_after
from assistant.intake.clock.dates import MOST
from assistant.intake.clock.times import of_day
from assistant.intake.clock.words import alternatives, words

_HOUR = r"(?P<{0}h>[01]?\d|2[0-3])"
_MINUTE = r"(?P<{0}m>[0-5]\d)"
_ENDS = r"(?![\w%€$£]|[.,:]\d)"
_HEAD = re.compile(r"[\s*_>|\-–—•(\[~≈]*\Z")
# "passée de 2h à 11h" has two stretches of time
_STRETCH_BEFORE = re.compile(r"\d\s?h\s\Z", re.IGNORECASE)
_APART = re.compile(r"\s{2}|\t|\)?\s?[-–—:|,.;]|\s?\Z")
_COUNTED = re.compile(r"\s[a-zäöüß]{2,}s\b")
_AT = re.compile(r"(?<!\w)(?:at|by|around|about|from|until|since)\s[~≈]?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Forms:
    followed: re.Pattern[str]
    halved: re.Pattern[str]
    led: re.Pattern[str]
    needles: tuple[str, ...]
    told: re.Pattern[str]


@cache
def _forms() -> _Forms:
    led = words().led
    before, hour_before = alternatives(led["before"]), alternatives(led["hour_before"])
    after, afternoon = alternatives(led["after"]), alternatives(led["afternoon"])
    halves = rf"(?:(?P<cp>{afternoon})|(?P<ca>{alternatives(led['morning'])}))"
    return _Forms(
        re.compile(
            rf"\d(?:\s?(?:[時时點点시]|h(?![\w:]|\s?\d)|{after}(?!\w))|\slocal"
            r"|\d{3}\s{1,2}\(?[A-Z][A-Za-z])",
            re.IGNORECASE,
        ),
        re.compile(rf"{alternatives(led['morning'] | led['afternoon'])}\s?\d"),
        re.compile(rf"(?<![\w-]){before}\s{{1,2}}[~≈]?\d", re.IGNORECASE),
        tuple(f"{word} " for word in led["before"]),
        re.compile(
            # kl. 14, kl. 14.05, godz. 6:40, ore 9
            rf"(?<![\w-]){before}\s{{1,2}}[~≈]?(?P<a>{_HOUR.format('a')}"
            rf"(?:[.:]{_MINUTE.format('a')})?){_ENDS}"
            # 08.30 uur; om 9 uur
            rf"|(?<![\w.:,/])(?P<b>{_HOUR.format('b')}[.:]{_MINUTE.format('b')}\s?{after})(?!\w)"
            rf"|(?<![\w-]){hour_before}\s(?P<d>{_HOUR.format('d')}\s?(?:{after}|h(?:oras|rs|s)?))"
            r"(?![\w:]|\s?\d)"
            # 10時55分, 午後3時, 下午3:05, 14点半
            rf"|(?P<c>{halves}\s?{_HOUR.format('c')}[::]{_MINUTE.format('c')}"
            r"|(?:(?P<ep>" + afternoon + r")\s?|(?P<ea>" + alternatives(led["morning"]) + r")\s?"
            r"|(?<![\w.:,/]))(?P<eh>[01]?\d|2[0-3])\s?(?P<sign>[時时点點시])(?![間间代])"
            r"(?:\s?(?P<em>[0-5]?\d)\s?[分분]|(?P<half>半))?)"
            # 0615 local
            r"|(?<![\w.:,/])(?P<l>(?P<lh>[01]\d|2[0-3])(?P<lm>[0-5]\d))(?=\slocal"
            r"(?:\stime|\s{2}|\t|\s?[-–—:,.;)|]|\s?\Z|\s(?-i:[A-Z])))"
            # 0915 CT
            r"|(?<![\w.:,/])(?P<z>(?P<zh>[01]\d|2[0-3])(?P<zm>[0-5]\d))"
            r"(?=\s{1,2}\(?(?-i:[A-Z][A-Za-z]))",
            re.IGNORECASE,
        ),
    )


def has_led(text: str) -> bool:
    """Return whether a line may tell a time by a word beside it; cheap, never wrong about a No."""
    forms = _forms()
    if forms.followed.search(text) or (not text.isascii() and forms.halved.search(text)):
        return True
    lowered = text.lower()
    return any(word in lowered for word in forms.needles) and bool(forms.led.search(text))


def find_led(text: str) -> list[ClockSpan]:
    """Return the times of day that a word or sign beside a number tells, in order."""
    found = []
    for match in islice(_forms().told.finditer(text), MOST):
        span = _span(text, match)
        if span is not None:
            found.append(span)
    return found


def _span(text: str, match: re.Match[str]) -> ClockSpan | None:
    group = match.groupdict()
    name = next(one for one in "abdclz" if group[one])
    start, end = match.span(name)
    half = "p" if group["cp"] or group["ep"] else "a" if group["ca"] or group["ea"] else None
    if name == "c" and group["eh"]:
        sure = half or group["em"] or group["half"] or group["sign"] in "時时시"
        if not sure:
            return None  # "10点" may be ten points
        hour, minute = group["eh"], "30" if group["half"] else group["em"]
    else:
        hour, minute = group[f"{name}h"], group.get(f"{name}m")
    before = text[max(0, start - 16) : start]
    if name == "d" and _STRETCH_BEFORE.search(text, max(0, match.start() - 6), match.start()):
        return None
    if name in "lz" and not (_HEAD.match(text, 0, start) or _AT.search(before)):
        return None  # "1200 local users"
    at = of_day(int(hour), int(minute or 0), half=half if int(hour) <= 12 else None)
    if at is None:
        return None
    zone, label, end = zone_after(text, end)
    led_in = _AT.search(before) is not None
    if name == "z" and (zone is None or not (led_in or _is_stamp(text, hour, label or "", end))):
        return None
    whose, end = whose_after(text, end) if zone is None else (None, end)
    if name == "l" and zone is None and whose is None:
        end += len(" local")
    return ClockSpan(start, end, at, "minute", zone, label, half, whose=whose)


def _is_stamp(text: str, hour: str, label: str, end: int) -> bool:
    """Return whether four digits and a label are a time: "0915 CT", not "1200 CT scans"."""
    if hour[0] == "0" or _APART.match(text, end):
        return True
    return len(label) > 2 and not _COUNTED.match(text, end)
