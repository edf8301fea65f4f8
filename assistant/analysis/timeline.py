"""The timeline: every explicitly timed step that the inputs tell, each once, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.analysis import logmarks, phases, switches
from assistant.analysis.assertions import blame_in
from assistant.analysis.chatter import is_idle, is_sign
from assistant.analysis.conversations import in_conversation, telling
from assistant.analysis.decisions import theirs_in
from assistant.analysis.layout import Placed
from assistant.analysis.merging import UNWORDED, Entry, merged
from assistant.analysis.phrases import clip, has_words, plain, roles, statement, tokens
from assistant.analysis.spokentimes import spoken_of
from assistant.analysis.steps import (
    Step,
    ahead_of_times,
    dates_mail,
    heads_line,
    of_line,
)
from assistant.analysis.subjects import with_subjects
from assistant.analysis.titlelines import is_dated_title, is_reply, is_title
from assistant.analysis.told import Phase, Told, label_of
from assistant.analysis.vocabulary import phrases as cues_of
from assistant.analysis.wording import clean
from assistant.incident import Change, Incident, Precision

_NAMES = 8  # words by which a change is known; a longer value is a text
_VALUE = 60  # characters of a value that is told in a step
_BLOCK = 4  # lines of one message or paragraph
_SOON = 1800  # seconds in which a step shows that the one before it did not help
_HEADER = 8  # lines of the header of a mail and its greeting
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\d")
_SIGNED = re.compile(r"[A-Z][\w'’-]{1,30}")
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


def neutral(text: str) -> str:
    """Return a step's text without an asserted cause, blame, owner, due date or decision.

    What is left reads verbatim; where nothing is, the quote stays in the evidence alone.
    """
    kept = clean(text)
    if kept is not None:
        return kept
    return BLAME_WITHHELD if blame_in(text) or theirs_in(text) else CAUSE_WITHHELD


def _note_entries(incident: Incident, placed: tuple[Placed, ...]) -> list[Entry]:
    entries: list[Entry] = []
    shown = {name for turn in telling(placed) for name in turn.ids}
    heard = in_conversation(placed)
    opened: set[str] = set()
    known = spoken_of(item.line for item in placed)
    for index, item in enumerate(placed):
        for step in of_line(item, order=index, people=incident.people, known=known):
            entry = replace(
                _entry(step),
                source=item.line.source,
                line=item.line.line,
                back=_looks_back(step, item),
                opens=_opens(step, placed, index) and item.line.source not in opened,
                stamped=step.stamped and not is_title(placed, index),
            )
            opened |= {item.line.source} if entry.opens else set()
            heads = item.line.line <= _HEADER and not step.bare
            if heads and not has_words(_BRACKETED.sub(" ", entry.text)):
                continue  # "Thu 19.11., 16.00-16.40 (Teams)": when the notes were taken
            if is_dated_title(placed, index, step.moment):
                continue
            if step.bare:
                block, retells = _block(placed, index, incident.people)
                if block:
                    told = [(line, text) for line, text in block if not is_idle(text)]
                    if not told or (retells and (dates_mail(item) or _of_a_day(step))):
                        continue  # a mail that tells of other times is no step of its own
                    text = clip(" ".join(text for _, text in told))
                    cited = (*entry.evidence, *(line for line, _ in told))
                    entry = replace(entry, text=text, said=text, evidence=cited, retells=retells)
                elif dates_mail(item) or _of_a_day(step) or is_sign(item.line):
                    continue  # a day's divider: the steps below it tell their own times
            voiced = not heard.isdisjoint(entry.evidence)
            if voiced and shown.isdisjoint(entry.evidence):
                continue
            entries.append(replace(entry, heard=voiced))
    return entries


def _of_a_day(step: Step) -> bool:
    return step.moment is not None and step.moment.precision == "day"


def _opens(step: Step, placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a step is a message of a chat that people wrote."""
    item, line = placed[index], placed[index].line
    spoken_by = line.speaker is not None or line.carried_from is not None or item.opens
    told = spoken_by and (step.stamped or step.bare) and line.voice != "system"
    return told and not (dates_mail(item) and is_reply(placed, index))


def _looks_back(step: Step, item: Placed) -> float:
    """Return the seconds from a step to the time at which its line was written, 0 without any."""
    written = item.line.time
    if step.stamped or step.moment is None or written is None:
        return 0.0
    return max(0.0, (written.at - step.moment.at).total_seconds())


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
        tail=step.tail,
        label=label_of(step.text) is not None,
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
    first = next((n for n, i in enumerate(following) if i.line.carried_from == head.id), None)
    if first is not None:
        last = following[first].line.line
    first = first or 0
    for item in placed[index + 1 + first : index + 1 + first + _BLOCK]:
        apart = item.line.source != placed[index].line.source or item.line.line > last + 1
        if apart or item.heading or item.cells or item.fenced or heads_line(item, people):
            break
        text = ahead_of_times(item, people)
        if block and dates_mail(placed[index]) and _SIGNED.fullmatch(text):
            break  # who signs a mail is no part of what it says
        if has_words(text):
            block.append((item.line.id, text))
        elif not block:
            return [(item.line.id, statement(item.line, people))], True
        last = item.line.line
    return block, False


def _moved(change: Change, *, hostile: bool) -> str:
    """Return what a change without words of its own did: its values, where they are short."""
    before, after = change.before or "", change.after or ""
    if hostile or not (before and after) or max(len(before), len(after)) > _VALUE:
        return f"{change.kind.capitalize()} change (wording in the cited lines)"
    return clip(plain(f"{change.component or change.kind}: {before} → {after}"))


def _history_entries(incident: Incident, order: int) -> list[Entry]:
    by_id = incident.by_id()
    entries = []
    for index, change in enumerate(incident.changes):
        if change.time is None:
            continue
        hostile = any(by_id[e].hostile for e in change.evidence if e in by_id)
        told = clip(roles(plain(change.text.split("\n", 1)[0]), incident.people))
        if hostile or not has_words(told):
            told = _moved(change, hostile=hostile)
        names = frozenset(
            token for value in (change.component, change.after) for token in tokens(value or "")
        )
        entries.append(
            Entry(
                change.time,
                told,
                told,
                change.evidence,
                order + index,
                "history",
                names=names if len(names) <= _NAMES else frozenset(),
            )
        )
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


def _in_vain(entries: Sequence[Entry], index: int) -> bool:
    """Return whether the step soon after one says that the harm goes on all the same."""
    here = entries[index].moment
    after = next((e for e in entries[index + 1 : index + 3] if e.origin == "note"), None)
    if here is None or after is None or after.moment is None:
        return False
    soon = (after.moment.at - here.at).total_seconds() <= _SOON
    return soon and cues_of("phases", "mitigated", "goes_on").found(after.text) is not None


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
                back=e.back,
                opens=e.opens,
                recorded=e.recorded,
                stamped=e.stamped and e.origin == "note",
                tail=e.tail,
                vain=_in_vain(entries, index),
            )
            for index, e in enumerate(entries)
        ]
    )
    entries = with_subjects(entries, incident)
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
