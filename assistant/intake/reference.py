"""The incident's reference: which day and zone a bare clock time means, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from functools import cache

from assistant.incident import Change, LogFile, Reference
from assistant.intake import logday
from assistant.intake.clock import source_zones, zones
from assistant.intake.clock.dateorder import likely_order
from assistant.intake.clock.datespan import complete, order_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.standing import standing_in
from assistant.intake.clock.told import Line, Told
from assistant.intake.clock.years import pivot
from assistant.intake.tables import load

# How strongly a date's place says that it is the incident's day, strongest first.
_STANDINGS = ("label", "divider", "mail", "head", "heads", "prose", "other", "closing", "document")
_WHY = {
    "label": "the notes date the incident so (line {line})",
    "mail": "the notes date the incident so (line {line})",
    "heads": "a line says so of the times below it (line {line})",
    "divider": "a heading of the notes says so (line {line})",
    "head": "most dated steps of the notes fall on it (first in line {line})",
    "prose": "the notes say so (line {line})",
    "other": "the notes mention it first or most (line {line})",
    "closing": "the notes say that it was over then (line {line})",
    "document": "the notes were written then (line {line}), and tell no other date",
}
ASSUMED = "no input states a time zone; UTC was assumed (--timezone sets it)"
# Lines that the header of a mail stands in.
_BLOCK = 5
# A date told in so many first lines is what the notes are about.
_OPENING = 5


def infer(
    lines: Sequence[str | Line],
    *,
    logs: Sequence[LogFile] = (),
    changes: Sequence[Change] = (),
    names: Sequence[str] = (),
    day: date | None = None,
    zone: str | None = None,
    now: date | None = None,
) -> Reference:
    """Return the day and zone of the incident and, in words, where they come from.

    A person's `day` and `zone` come first, then what the notes state, then the notes' file names
    (day only). A zone is then taken from the offset that the version history is written in
    (people's clocks), else from the logs; a day from the logs, else from the history's last
    change. An unknown zone is assumed to be UTC; an unknown day stays None.
    Raises SettingsError where `zone` names no zone.
    """
    read = [line if isinstance(line, Line) else read_line(line) for line in lines]
    found_day, day_why = _day(read, names, logs, _change_days(changes), now)
    found_zone, zone_why = _zone(read, logs, changes)
    if day is not None:
        found_day, day_why = day, "given as an option"
    if zone is not None:
        found_zone, zone_why = zones.name_of(zones.require(zone)), "given as an option"
    return Reference(found_day, found_zone, day_why, zone_why)


def _day(
    lines: Sequence[Line],
    names: Sequence[str],
    logs: Sequence[LogFile],
    change_days: Sequence[date],
    now: date | None,
) -> tuple[date | None, str]:
    log_days = sorted({log.first.at.date() for log in logs if log.first is not None})
    told = [(n, line, t, t.date) for n, line in enumerate(lines) for t in line.told if t.date]
    spans = [span for *_, span in told]
    # The dates that are whole by themselves.
    whole = [complete(span._replace(dashed=False), near=None, order=None) for span in spans]
    anchors = [day for day in whole if day is not None]
    order = order_of(spans, [*log_days, *change_days, *anchors])
    likely = likely_order(lines) if order is None else None
    order = likely.order if likely else order
    usual = (complete(span, near=None, order=order) for span in spans)
    near = next(
        iter([*anchors, *log_days, *reversed(change_days)]),
        next((day for day in usual if day is not None), None),
    )
    named = named_day(names)
    if near is None and named is not None:
        near = named[1]
    yearless = [span for span in spans if span.year is None]
    no_year = pivot(yearless, now=now, order=order) if near is None and now is not None else None
    if no_year is not None:
        near = no_year[0]
        order = order or order_of(yearless, [near])
    late: list[date] = []
    ranked: dict[str, list[tuple[int, date]]] = {standing: [] for standing in _STANDINGS}
    for (number, line, t, span), known in zip(told, whole, strict=True):
        day = known or complete(span, near=near, order=order)
        if day is not None and _looks_back(line, t):
            late.append(day)
        elif day is not None:
            # "Wed night into Thurs 26/11" begins on the evening before.
            eve = timedelta(days=1 if _night_into().search(line.text[: span.start][-40:]) else 0)
            ranked[_standing(lines, number, t)].append((number, day - eve))
    if ranked["heads"]:
        # the mail is about something else than the notes below it
        ranked["other"], ranked["mail"] = [*ranked["mail"], *ranked["other"]], []
    for standing in _STANDINGS:
        days = ranked[standing]
        if not days:
            continue
        if standing == "other":
            counts = Counter(day for _, day in days)
            opening = [d for n, d in days if n < _OPENING]
            within = [d for _, d in days if log_days and log_days[0] <= d <= log_days[-1]]
            within = within or opening
            best = within[0] if within else max(counts, key=lambda d: counts[d])
            number = next(n for n, d in days if d == best)
        elif standing == "head":
            counts = Counter(day for _, day in days)
            best = max(counts, key=lambda d: counts[d])
            number = next(n for n, d in days if d == best)
        else:
            number, best = days[0]
        why = _WHY[standing].format(line=number + 1)
        why = f"{why}; {likely.why}" if likely else why
        return best, why if no_year is None else f"{why}; {no_year[1]}"
    if late and named is None:
        day = next((d for d in change_days if d > max(late)), max(late) + timedelta(days=1))
        return day, (
            f"the notes look back on {max(late).isoformat()} from an earlier time of day; the "
            "next day of the version history was taken, or the next day"
        )
    if named is not None:
        return named[1], f"taken from the name of the file {named[0]}; the notes state no date"
    in_logs = logday.of_notes(lines, logs)
    if in_logs is not None:
        return in_logs
    if change_days:
        return change_days[-1], (
            "the notes state no date; it is the day of the last change in the version history"
        )
    both = next((number for number, _, _, span in told if span.first is not None), None)
    if both is not None:
        return None, (
            f"the date of the notes can be read both ways (line {both + 1}); clock times stay "
            "without a day (--date sets it)"
        )
    return None, "no input states a date; clock times stay without a day (--date sets it)"


def _standing(lines: Sequence[Line], number: int, told: Told) -> str:
    """Return how a date stands among the lines around it; "mail" in the header of a mail."""
    standing = standing_in(lines, number, told)
    near = lines[max(0, number - _BLOCK) : number + _BLOCK] if standing == "label" else ()
    return "mail" if any(_sender().match(line.text) for line in near) else standing


@cache
def _night_into() -> re.Pattern[str]:
    """Return the pattern of the words that lead to the second day of a night."""
    led = "|".join(map(re.escape, load("clock_words.toml").table("night_into").words("words")))
    return re.compile(rf"(?<!\w)(?:{led})\s(?:[^\W\d_]{{2,10}}\.?,?\s)?\Z", re.IGNORECASE)


@cache
def _sender() -> re.Pattern[str]:
    senders = "|".join(map(re.escape, load("mail.toml").words("from")))
    return re.compile(rf"\s{{0,3}}\*{{0,2}}(?:{senders})\s?:\*{{0,2}}\s", re.IGNORECASE)


def _looks_back(line: Line, told: Told) -> bool:
    """Return whether a line headed by a bare clock tells a dated time that was then still to come.

    "[08:40] the earliest is Fri 20/11 21:40" was written on a later day.
    """
    head = line.head
    if head is None or head is told or head.date is not None or head.clock is None:
        return False
    return told.clock is not None and told.clock.at > head.clock.at


def _change_days(changes: Sequence[Change]) -> list[date]:
    """Return the days of the timed changes, sorted."""
    return sorted({change.time.at.date() for change in changes if change.time is not None})


def named_day(names: Sequence[str]) -> tuple[str, date] | None:
    """Return the first file name with a date in it, and that date; None where none has one."""
    for name in names:
        for match in re.finditer(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", name):
            try:
                return name, date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None


def _zone(
    lines: Sequence[Line], logs: Sequence[LogFile], changes: Sequence[Change]
) -> tuple[str, str]:
    for number, line in enumerate(lines):
        if not line.zones:
            continue
        told = next((zone for zone in line.zones if zone.source is None), None)
        in_row = told and "|" in line.text and any(t.clock for t in line.told)
        if told is not None and not in_row:
            return (
                zones.name_of(told.zone),
                f"the notes say that times are in {told.label} (line {number + 1})",
            )
    stated = source_zones.of_lines(lines).of_people()
    if stated is not None:
        return zones.name_of(stated.zone), (
            f"the notes say that the times of the {stated.source} are in {stated.label}"
        )
    marked: Counter[tuple[str, str]] = Counter()
    by_label: dict[str, tzinfo] = {}
    for line in lines:
        for t in line.told:
            if t.clock and t.clock.zone and t.clock.zone_text:
                by_label[t.clock.zone_text] = t.clock.zone
                marked[(t.clock.zone_text, zones.name_of(t.clock.zone))] += 1
    if marked:
        (label, name), count = marked.most_common(1)[0]
        times = "time of the notes is" if count == 1 else "times of the notes are"
        return name, f"{count} {times} marked {label}; the others were read so too"
    offsets = Counter(
        zones.name_of(change.time.at.tzinfo)
        for change in changes
        if change.time is not None and not change.time.inferred and change.time.at.tzinfo
    )
    if offsets:
        name = offsets.most_common(1)[0][0]
        return name, f"the notes state no time zone; the version history is written in {name}"
    for log in logs:
        if log.first is not None and not log.first.inferred and log.first.at.tzinfo:
            name = zones.name_of(log.first.at.tzinfo)
            return name, f"the notes state no time zone; the stamps of {log.source} are in {name}"
    return "UTC", ASSUMED
