"""Lists of changes in plain words, one a line: a date or version, what changed, what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake import tables
from assistant.intake.history import runs, stating, takeover
from assistant.intake.history.entries import Entry, entry_of
from assistant.intake.history.entrytime import find
from assistant.intake.history.subject import is_identifier
from assistant.intake.history.swaps import Swap, swap_in
from assistant.intake.history.tree import Node

_LEAD = re.compile(r"\s{0,8}(?:[-*+•]\s{1,4}|\d{1,3}[.)]\s{1,4}|\|\s?)?")
# The steps of an incident, as its tools list them.
_OF_INCIDENTS = re.compile(
    r"\b(?:status|severity|state) changed\b|\bincident (?:reported|declared|created|opened|closed"
    r"|resolved)\b|\b(?:alert|page|pager) (?:fired|triggered|acknowledged)\b",
    re.IGNORECASE,
)
# What notes of an incident speak of, and lists of releases by day do not.
_OF_PEOPLE = re.compile(
    r"\b(?:alerts?|paged|on-?call|complain\w{0,4}|customers?|users?|outage|incident"
    r"|investigat\w{1,4}|responders?)\b",
    re.IGNORECASE,
)
# How many of the lines have to tell a change; hours under a day are how notes are kept too.
_SHARE = 0.6
_SHARE_OF_DAYS = 0.75
_VERSION = re.compile(
    r"\[?(?P<version>[vV]?\d{1,6}(?:\.\d{1,6}){1,2}(?:-[\w.]{1,20})?)(?![.\d])\]?"
)
# "v117 (2026-11-04 09:28)": a version of one number only where its time stands behind it
_NUMBERED = re.compile(r"\[?(?P<version>[vV]\d{1,6})\]?(?=,? ?[(\[]?\d{4}-\d\d-\d\d)")
# "Nov 2, 14:45", in a list whose other lines tell the year
_YEARLESS = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
    r"(?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)),? "
    r"(?:at )?(?P<clock>\d{1,2}:\d\d(?: ?[AaPp][Mm])?)(?=[\s:,–—-])"
)
_CLOCK = re.compile(
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[A-Z]{2,4}T))?)"
    r"(?=[\s,:–—-])"
)
_WEEKDAY = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?"
    r"(?: \d{1,2}\.? [A-Z][a-z]{2,8}\.?| [A-Z][a-z]{2,8}\.? \d{1,2})?,?"
    r" \d{1,2}:\d\d(?: ?[AaPp][Mm])?"
)
_PAIR = re.compile(r"(?<![\w.])([A-Za-z_][\w.\-]{0,40})=(?:\"([^\"]{0,300})\"|(\S{1,200}))")
_MIGRATION = re.compile(
    r"\s{0,8}(?:\S{0,200}/)?(?P<stamp>20\d{12}|20\d{6})[_\-](?P<name>\w[\w\-]{2,120})"
    r"\.(?:sql|py|rb|ts|js)\s*"
)
# Lines with a level are a log's, which tells of values that come and go by themselves.
_LEVEL = re.compile(
    r"(?<![\w\-])(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)(?![\w\-])"
)
_ITEM = re.compile(r"\s{0,3}[-*+•]\s{1,4}\S")
_DATED = re.compile(r"\s{0,3}[-*+•]\s{1,4}[*_`\[(]{0,3}20\d\d-\d\d-\d\d\b")
_YEAR = re.compile(r"(?<![\w.])20\d\d(?=[\-/. ,:]|\Z)")
_HEADED = 30
_SAMPLED = 400
_HOW = re.compile(r"([A-Za-z]{4,12}):?\s{1,4}")
# "deploy: desk-api 7.1.2 by ci", "desk-api 2.8.0  new prompt"
_RELEASED = re.compile(
    r"(?:(?P<how>[A-Za-z]{4,12}):?\s{1,4})?(?P<name>[a-z][\w.\-]{1,60})\s{1,4}"
    r"(?P<version>v?\d{1,5}(?:\.\d{1,6}){1,3}(?:[\-+][\w.]{1,30})?)(?=[\s,;:(]|\Z)"
)
_EDGES = " \t:,;|–—-()[]"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of a text, and the lines (from 1) that are not blank and hold no change."""

    entries: tuple[Entry, ...]
    left: tuple[int, ...]


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether most lines tell a dated or versioned change in so many words."""
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if any(_LEVEL.search(line[:120]) or _OF_INCIDENTS.search(line[:120]) for line in told):
        return False
    day: Node | None = None
    found = days = 0
    for line in told:
        alone = _day_alone(line, 0)
        if alone is not None:
            day, days = alone, days + 1
        elif _entry(line, 0, day, strict=True) is not None:
            found += 1
    if days and any(_OF_PEOPLE.search(line[:200]) for line in told):
        return False
    share = _SHARE_OF_DAYS if days else _SHARE
    return found >= 2 and found >= share * (len(told) - days)


def parse(text: str) -> Listed:
    """Return one entry for every line that tells a change."""
    found, left = [], []
    start, day = 0, None
    year = _year_of(text)
    for number, line in enumerate(text.split("\n"), start=1):
        entry = _entry(line, start, day, strict=False, year=year)
        alone = _day_alone(line, start)
        if entry is not None:
            found.append(entry)
        elif alone is not None:
            day = alone
        elif line.strip() and not line.lstrip().startswith("#"):
            left.append(number)
        start += len(line) + 1
    return Listed(tuple(found), tuple(left))


def lists_days(text: str) -> bool:
    """Return whether nearly all items of a text's lists open with a full date, two or more."""
    items = [line for line in text.split("\n", _SAMPLED)[:_SAMPLED] if _ITEM.match(line)]
    dated = [line for line in items if _DATED.match(line)]
    return len(dated) >= 2 and len(dated) >= 0.8 * len(items)


def _year_of(text: str) -> str | None:
    """Return the year that every line of a list tells at its head, None where they differ."""
    heads = (line[:_HEADED] for line in text.split("\n", _SAMPLED)[:_SAMPLED])
    years = {found[0] for head in heads if (found := _YEAR.search(head))}
    return years.pop() if len(years) == 1 else None


def _day_alone(line: str, start: int) -> Node | None:
    words = line.strip(" #*_:=-")
    span = find(words) if len(words) < 60 else None
    if span is None or (words[: span[0]] + words[span[1] :]).strip(" ,:()").casefold() not in (
        "", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
        "thursday", "friday", "saturday", "sunday",
    ):  # fmt: skip
        return None
    at = start + line.index(words[span[0] : span[1]])
    return Node("scalar", at, at + span[1] - span[0], words[span[0] : span[1]])


def _entry(
    line: str, start: int, day: Node | None, *, strict: bool, year: str | None = None
) -> Entry | None:
    line = line[:_LONGEST]
    if not line.strip() or line.lstrip().startswith(("#", "//", ">")):
        return None
    if strict and not any(map(str.isdigit, line[:60])):
        return None

    def node(a: int, b: int) -> Node:
        return Node("scalar", start + a, start + b, line[a:b])

    moved = _MIGRATION.fullmatch(line)
    if moved:
        a, b = moved.span("stamp")
        stamp = Node("scalar", start + a, start + b, _spelled(moved["stamp"]))
        pairs = [("time", stamp), ("component", node(*moved.span("name")))]
        return Entry(
            entry_of(
                *pairs, ("kind", _made(start + a, "data")), ("text", node(a, moved.end("name")))
            )
        )
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    times: list[tuple[str, Node | None]] = []
    version = None
    head = _VERSION.match(line, at) or _NUMBERED.match(line, at)
    dated = find(line[at : at + 200])
    if head and (dated is None or at + dated[0] >= head.end() or at + dated[1] <= head.start()):
        version = node(*head.span("version"))
        at = head.end()
        dated = find(line[at : at + 200])
    if dated is not None and not line[at : at + dated[0]].strip(_EDGES):
        times.append(("time", node(at + dated[0], at + dated[1])))
        at += dated[1]
    else:
        clock = _CLOCK.match(line, at)
        week = _WEEKDAY.match(line, at)
        bare = _YEARLESS.match(line, at) if year is not None and day is None else None
        if dated is not None and version is None and _is_tail(line, at, dated):
            times.append(("time", node(at + dated[0], at + dated[1])))
            line = line[: at + dated[0]].rstrip(_EDGES)
        elif bare:
            a, b = bare.span("day")[0], bare.end()
            spelled = f"{bare['day']} {year} {bare['clock']}"
            times.append(("time", Node("scalar", start + a, start + b, spelled)))
            at = bare.end()
        elif week and day is None:
            times.append(("time", node(*week.span())))
            at = week.end()
        elif clock and day is not None:
            times += [("date", day), ("time", node(*clock.span("clock")))]
            at = clock.end()
    if strict and (version is None or not times) and not any(k == "time" for k, _ in times):
        return None
    half = re.match(r" ?[AaPp][Mm]\b|(?: (?:UTC|GMT|Z)\b)", line[at:])
    at += half.end() if half else 0
    at += len(line[at:]) - len(line[at:].lstrip(_EDGES))
    rest = line[at:].rstrip()
    if not rest:
        return None
    text = node(at, at + len(rest))
    assigned = {match[1].lower().replace("-", "_"): match for match in _PAIR.finditer(rest)}
    before, after = _swapped()
    if before & set(assigned) and after & set(assigned):
        pairs = [
            (
                name,
                node(
                    at + m.start(2 if m[2] is not None else 3),
                    at + m.end(2 if m[2] is not None else 3),
                ),
            )
            for name, m in assigned.items()
        ]
        return Entry(entry_of(*times, *[(n, v) for n, v in pairs if n not in dict(times)]))
    # "rollback: desk-api 7.1.2 -> 7.1.1": what was done is no part of what it was done to.
    how = _HOW.match(rest) if "->" in rest or "→" in rest else None
    ahead = how.end() if how and how[1].lower() in _shipping() else 0
    swap = swap_in(rest[ahead:])
    if swap is not None:
        return Entry(entry_of(*times, *_parts(swap, at + ahead, node), ("text", text)))
    if version is not None and times:
        return Entry(entry_of(*times, ("version", version), ("text", text)))
    released = _RELEASED.match(rest) if times else None
    if released and (released["how"] is None or released["how"].lower() in _shipping()):
        name, number = (
            node(at + released.start(part), at + released.end(part)) for part in ("name", "version")
        )
        return Entry(entry_of(*times, ("component", name), ("version", number), ("text", text)))
    if strict and times and (_is_setting(stating.plainly(rest)) or takeover.told(rest)):
        return Entry(entry_of(*times, ("text", text)))
    if not strict and not times and _ITEM.match(line) and stating.told(rest) is not None:
        return Entry(entry_of(("text", text)))
    # In a list of changes a dated line is one, whatever words it is told in.
    if times and not strict and not _OF_INCIDENTS.search(line[:120]):
        return Entry(entry_of(*times, ("text", text)))
    return None


def _is_setting(stated: stating.Stated | None) -> bool:
    """Return whether values are those of what is set, and not of what was measured."""
    if stated is None or stated.name is None or not is_identifier(stated.name):
        return False
    return not set(re.split(r"[_\W]+", stated.name.lower())) & set(runs.words()["measuring"])


def _is_tail(line: str, at: int, dated: tuple[int, int]) -> bool:
    """Return whether a date ends a line whose words stand apart from it."""
    before, after = line[at : at + dated[0]], line[at + dated[1] :]
    apart = before[-2:].isspace() or before.rstrip()[-1:] in ("(", "[", ",", ";", "|", "—", "–")
    return len(before.strip()) > 3 and len(before) > 3 and apart and not after.strip(_EDGES)


def _parts(
    swap: Swap, at: int, node: Callable[[int, int], Node]
) -> Iterator[tuple[str, Node | None]]:
    for name, span in swap.named():
        yield name, node(at + span[0], at + span[1])


@cache
def _shipping() -> frozenset[str]:
    """Return the words ahead of a name and a version that say that it was brought out or back."""
    table = tables.load("history.toml").table("replacing")
    return frozenset((*table.words("brings"), *table.words("backs")))


@cache
def _swapped() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that surely tell what was there and what came; logs too use "from"."""
    groups = tables.load("historyforms.toml").table("groups")
    return frozenset(groups.words("before")), frozenset(groups.words("after"))


def _made(start: int, word: str) -> Node:
    return Node("scalar", start, start + 1, word)


def _spelled(stamp: str) -> str:
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
    return day if len(stamp) < 14 else f"{day} {stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}"
