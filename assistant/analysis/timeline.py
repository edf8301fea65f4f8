"""The timeline: every explicitly timed step that the inputs tell, each once, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.analysis import logmarks, phases, switches
from assistant.analysis.assertions import blame_in, owner_or_due_in
from assistant.analysis.conversations import in_conversation, telling
from assistant.analysis.layout import Placed
from assistant.analysis.merging import UNWORDED, Entry, merged
from assistant.analysis.phases import Phase, Told
from assistant.analysis.phrases import clip, has_words, plain, roles, statement
from assistant.analysis.steps import (
    Step,
    ahead_of_times,
    dates_mail,
    heads_line,
    is_chatter,
    of_line,
)
from assistant.analysis.wording import clean
from assistant.incident import Incident, Precision

_BLOCK = 4  # lines of one message or paragraph
_HEADER = 8  # lines of the header of a mail and its greeting
_LEAST_DAYS = 2  # between steps of which one is told by its day alone
CAUSE_WITHHELD = "A possible cause was noted (wording in the cited line)"
BLAME_WITHHELD = "A step was noted (wording in the cited line)"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One step; `text` is a span of the cited lines, `time` is None where it is only partial."""

    time: datetime | None
    precision: Precision
    inferred: bool
    phase: Phase
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Durations:
    """Seconds from the start to each later phase; None where the inputs do not say."""

    to_detect_s: float | None = None
    to_acknowledge_s: float | None = None
    to_mitigate_s: float | None = None
    to_resolve_s: float | None = None


def neutral(text: str) -> str:
    """Return a step's text without an asserted cause, blame, owner or due date.

    What is left reads verbatim; where nothing is, the quote stays in the evidence alone.
    """
    kept = clean(text)
    if kept is not None:
        return kept
    return BLAME_WITHHELD if blame_in(text) or owner_or_due_in(text) else CAUSE_WITHHELD


def _note_entries(incident: Incident, placed: tuple[Placed, ...]) -> list[Entry]:
    entries: list[Entry] = []
    shown = {name for turn in telling(placed) for name in turn.ids}
    heard = in_conversation(placed)
    for index, item in enumerate(placed):
        for step in of_line(item, order=index, people=incident.people):
            entry = replace(_entry(step), source=item.line.source, line=item.line.line)
            if step.bare:
                block, retells = _block(placed, index, incident.people)
                if block:
                    told = [(line, text) for line, text in block if not is_chatter(text)]
                    if not told or (retells and dates_mail(item)):
                        continue  # a mail that tells of other times is no step of its own
                    text = clip(" ".join(text for _, text in told))
                    cited = (*entry.evidence, *(line for line, _ in told))
                    entry = replace(entry, text=text, said=text, evidence=cited, retells=retells)
                elif dates_mail(item) or (step.moment and step.moment.precision == "day"):
                    continue  # a day's divider: the steps below it tell their own times
            voiced = not heard.isdisjoint(entry.evidence)
            if voiced and shown.isdisjoint(entry.evidence):
                continue
            entries.append(replace(entry, heard=voiced))
    return entries


def _entry(step: Step) -> Entry:
    return Entry(
        moment=step.moment,
        text=step.text,
        said=step.said,
        evidence=step.evidence,
        order=step.order,
        origin="note",
        stamped=step.stamped,
        since=step.since,
        partial=step.partial,
        ranged=step.ranged,
        led=step.led,
        retells=step.retells,
        label=phases.label_of(step.text) is not None,
    )


def _block(
    placed: tuple[Placed, ...], index: int, people: tuple[str, ...]
) -> tuple[list[tuple[str, str]], bool]:
    """Return the lines (id, text) that say what happened at the bare time before them.

    The flag tells that those words speak of other times ("we shipped it at 07:40").
    """
    head = placed[index].line
    last = head.line + 2
    block: list[tuple[str, str]] = []
    following = placed[index + 1 : index + 1 + _HEADER]
    # the line that the time was carried to comes after a subject and a greeting
    first = next((n for n, i in enumerate(following) if i.line.carried_from == head.id), 0)
    if first:
        last = following[first].line.line
    for item in placed[index + 1 + first : index + 1 + first + _BLOCK]:
        apart = item.line.source != placed[index].line.source or item.line.line > last + 1
        if apart or item.heading or item.cells or item.fenced or heads_line(item, people):
            break
        text = ahead_of_times(item, people)
        if has_words(text):
            block.append((item.line.id, text))
        elif not block:
            return [(item.line.id, statement(item.line, people))], True
        last = item.line.line
    return block, False


def _history_entries(incident: Incident, order: int) -> list[Entry]:
    by_id = incident.by_id()
    entries = []
    for index, change in enumerate(incident.changes):
        if change.time is None:
            continue
        hostile = any(by_id[e].hostile for e in change.evidence if e in by_id)
        told = clip(roles(plain(change.text.split("\n", 1)[0]), incident.people))
        if hostile or not has_words(told):
            told = f"{change.kind.capitalize()} change (wording in the cited lines)"
        entries.append(Entry(change.time, told, told, change.evidence, order + index, "history"))
    return entries


def _retold(entry: Entry, days_told: set[object]) -> bool:
    """Return whether an entry only names the day of steps that are told to the minute."""
    moment = entry.moment
    return (
        moment is not None
        and moment.precision == "day"
        and entry.origin == "note"
        and not entry.stamped
        and moment.at.date() in days_told
    )


def _ordered(entries: list[Entry]) -> list[Entry]:
    """Return the entries by time; undated ones follow the step that they stand after."""
    last: dict[str, datetime] = {}
    keyed: list[tuple[tuple[int, float, int], Entry]] = []
    for entry in sorted(entries, key=lambda e: e.order):
        if entry.moment is not None:
            at = entry.moment.at
            last[entry.origin] = at
            keyed.append(((0, at.timestamp(), entry.order), entry))
        elif entry.origin in last:
            keyed.append(((0, last[entry.origin].timestamp(), entry.order), entry))
        else:
            keyed.append(((-1, 0.0, entry.order), entry))
    return [entry for _, entry in sorted(keyed, key=lambda pair: pair[0])]


def build(incident: Incident, placed: tuple[Placed, ...]) -> tuple[TimelineEvent, ...]:
    """Return the timed steps of notes, history and logs, merged, by time, each with its phase."""
    notes = _note_entries(incident, placed)
    history = _history_entries(incident, len(incident.evidence) * 100 + 100)
    told = [e if has_words(e.text) else replace(e, text=UNWORDED) for e in notes]
    days = {e.moment.at.date() for e in told if e.moment and e.moment.precision != "day"}
    entries = merged([e for e in [*told, *history] if not _retold(e, set(days))])
    base = len(incident.evidence) * 100 + 100 + len(history)
    entries += [
        Entry(mark.moment, mark.text, mark.text, mark.evidence, base + i, "log")
        for i, mark in enumerate(logmarks.landmarks(incident))
    ]
    entries = _ordered(switches.settled(entries, incident, placed))
    assigned = phases.assign(
        [
            Told(
                at=e.moment.at if e.moment else None,
                text=_words(e),
                since=e.since,
                origin="log" if e.heard else e.origin,
                retells=e.retells,
                stops=e.stops,
            )
            for e in entries
        ]
    )
    return tuple(
        TimelineEvent(
            time=entry.moment.at if entry.moment else None,
            precision=entry.moment.precision if entry.moment else "minute",
            inferred=entry.moment.inferred if entry.moment else True,
            phase=phase,
            text=neutral(entry.text),
            evidence=entry.evidence,
        )
        for entry, phase in zip(entries, assigned, strict=True)
    )


def _words(entry: Entry) -> str:
    """Return the words that phases are read from: with the label merged in, where there was one."""
    return entry.said if entry.said.endswith(entry.text) else entry.text


def starts_by_day(events: tuple[TimelineEvent, ...]) -> bool:
    """Return whether the start is told by its day alone, so that its hour is not known."""
    return next((e.precision == "day" for e in events if e.phase == "start"), False)


def start_event(events: tuple[TimelineEvent, ...]) -> TimelineEvent | None:
    """Return the step that is the start, or None where none is told with its time."""
    return next((e for e in events if e.phase == "start" and e.time is not None), None)


def start_of(events: tuple[TimelineEvent, ...]) -> datetime | None:
    """Return when the incident began by its timeline, or None where that is not told."""
    return next((e.time for e in events if e.phase == "start"), None)


def detection_of(events: tuple[TimelineEvent, ...]) -> datetime | None:
    """Return when the incident was detected by its timeline, or None where that is not told."""
    return next((e.time for e in events if e.phase == "detected"), None)


def between(start: TimelineEvent, end: TimelineEvent) -> float | None:
    """Return seconds from one step to a later one; None where that cannot honestly be said.

    Where either is told by its day alone, whole days are counted, and fewer than two are none.
    """
    if start.time is None or end.time is None:
        return None
    if "day" in (start.precision, end.precision):
        zone = start.time.tzinfo if start.precision == "day" else end.time.tzinfo
        days = (end.time.astimezone(zone).date() - start.time.astimezone(zone).date()).days
        return days * 86400.0 if days >= _LEAST_DAYS else None
    seconds = (end.time - start.time).total_seconds()
    return seconds if seconds >= 0 else None


def durations(events: tuple[TimelineEvent, ...]) -> Durations:
    """Return seconds from the start to each phase; None where either end is not told."""
    start = next((e for e in events if e.phase == "start"), None)

    def seconds(phase: Phase) -> float | None:
        end = next((e for e in events if e.phase == phase), None)
        return None if start is None or end is None else between(start, end)

    return Durations(
        to_detect_s=seconds("detected"),
        to_acknowledge_s=seconds("acknowledged"),
        to_mitigate_s=seconds("mitigated"),
        to_resolve_s=seconds("resolved"),
    )


__all__ = [
    "BLAME_WITHHELD",
    "CAUSE_WITHHELD",
    "UNWORDED",
    "Durations",
    "Phase",
    "TimelineEvent",
    "between",
    "build",
    "detection_of",
    "durations",
    "neutral",
    "start_event",
    "start_of",
    "starts_by_day",
]
