"""Merging: a step told twice, in a chat and in a table say, is one step with both citations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

from assistant.analysis.phrases import tokens
from assistant.analysis.told import likely
from assistant.analysis.vocabulary import words
from assistant.incident import Moment, Precision

UNWORDED = "A time was noted (wording in the cited line)"
_APART = 4  # lines
_TRIED = 40  # doubles looked at for one entry
_CITED = 100  # lines kept of a step that is told over and over
_FINENESS: tuple[Precision, ...] = ("day", "minute", "second", "millisecond")


@dataclass(frozen=True, slots=True)
class Entry:
    """A step on its way into the timeline; `place` keeps undated steps where they stand."""

    moment: Moment | None
    text: str
    said: str
    evidence: tuple[str, ...]
    order: int
    origin: Literal["note", "history", "log"]
    stamped: bool = True
    since: bool = False
    partial: str = ""
    label: bool = False
    ranged: bool = False
    retells: bool = False
    source: str = ""
    line: int = 0
    led: bool = False
    heard: bool = False
    stops: bool = False
    back: float = 0.0
    opens: bool = False
    tail: str = ""
    recorded: bool = False
    names: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    listed = words("lines", "words", "empty")
    return frozenset(t[:6] for t in tokens(text) if t not in listed)


def _similar(one: Entry, other: Entry) -> bool:
    mine, theirs = _stems(one.text), _stems(other.text)
    if not mine or not theirs:
        return True
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _shares(one: Entry, other: Entry) -> bool:
    listed = words("lines", "words", "empty")
    mine, theirs = {*tokens(one.text), *one.names}, {*tokens(other.text), *other.names}
    return bool(mine & theirs - set(listed))


def _neighbours(one: Entry, other: Entry) -> bool:
    """Return whether two lines stand in one list or table, which tells each of its steps once."""
    return one.source == other.source and abs(one.line - other.line) <= _APART


def _one_minute(one: datetime, other: datetime) -> bool:
    if one.tzinfo is other.tzinfo and one == other:
        return True
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def _same(one: Entry, other: Entry, *, crowded: bool) -> bool:
    """Return whether two entries tell one step: the same minute and similar words.

    `crowded` says that the history tells more than one change of that minute.
    """
    if one.moment is None or other.moment is None:
        return (
            one.moment is other.moment
            and one.partial == other.partial
            and tokens(one.text) == tokens(other.text)
        )
    if set(one.evidence) & set(other.evidence):
        # The items of a release share its heading; those of a commit its words too.
        listed = one.origin == other.origin == "history" and one.text != other.text
        return one.moment.at == other.moment.at and not listed
    days = (one.moment.precision == "day") + (other.moment.precision == "day")
    if days == 1:
        return one.moment.at.date() == other.moment.at.date() and _similar(one, other)
    if not _one_minute(one.moment.at, other.moment.at):
        return False
    if days:
        return _similar(one, other)  # a day holds many steps
    if one.text == other.text == UNWORDED:
        return False
    if one.label or other.label or UNWORDED in (one.text, other.text):
        return True
    if (one.ranged and one.led) or (other.ranged and other.led):
        return True
    if one.stamped and other.stamped and _neighbours(one, other):
        return tokens(one.text) == tokens(other.text)
    if (one.origin == "history") != (other.origin == "history"):
        note = other if one.origin == "history" else one
        return _shares(one, other) or (not crowded and likely(note.text) == "change")
    if one.since != other.since and "change" not in (
        likely(one.text),
        likely(other.text),
    ):
        return True
    told_twice = (
        not (one.stamped and other.stamped) and likely(one.text) == likely(other.text) != "event"
    )
    return told_twice or _similar(one, other)


def _joined(one: Entry, other: Entry) -> Entry:
    """Return one entry for two that tell the same step, with the fuller words and all citations."""
    first, second = (one, other) if one.origin == "note" or other.origin != "note" else (other, one)
    moment = first.moment
    if first.moment is not None and second.moment is not None:
        finer = _FINENESS.index(second.moment.precision) > _FINENESS.index(first.moment.precision)
        moment = second.moment if finer else first.moment
    unheaded = not first.stamped and second.origin == "note"
    weak = first.label or first.text == UNWORDED or unheaded
    text = second.text if weak and not second.label and second.stamped else first.text
    marked = first if first.label else second if second.label else None
    return replace(
        first,
        moment=moment,
        text=text,
        said=f"{marked.text}: {text}" if marked and marked.text != text else text,
        evidence=tuple(dict.fromkeys([*first.evidence, *second.evidence]))[:_CITED],
        recorded=first.recorded or second.recorded or "history" in (first.origin, second.origin),
        back=min(first.back, second.back),
        opens=first.opens or second.opens,
        tail=first.tail or second.tail,
        names=first.names | second.names,
        since=first.since or second.since,
        label=first.label and second.label,
        heard=first.heard and second.heard,
    )


def _slot(entry: Entry) -> object:
    """Return where an entry's doubles are looked for: its minute, its day or its partial time."""
    if entry.moment is None:
        return entry.partial
    if entry.moment.precision == "day":
        return entry.moment.at.date()
    return entry.moment.at.replace(second=0, microsecond=0)


def _told_by_day(entry: Entry) -> bool:
    return entry.moment is not None and entry.moment.precision == "day"


def merged(entries: list[Entry]) -> list[Entry]:
    """Return the entries with those that tell one step joined, in the order first told.

    Entries told to the minute come first, so that one told by its day can join any of that day.
    """
    slots: dict[object, list[int]] = {}
    days: dict[object, list[int]] = {}
    kept: list[Entry] = []
    crowds = Counter(_slot(entry) for entry in entries if entry.origin == "history")
    by_day = [e for e in entries if _told_by_day(e)]
    for entry in [*(e for e in entries if not _told_by_day(e)), *by_day]:
        slot = _slot(entry)
        near = slots.setdefault(slot, [])
        tried = [*near[:_TRIED], *days.get(slot, ())[:_TRIED]][:_TRIED]
        match = next((i for i in tried if _same(kept[i], entry, crowded=crowds[slot] > 1)), None)
        if match is not None:
            kept[match] = _joined(kept[match], entry)
            continue
        near.append(len(kept))
        if entry.moment is not None:
            days.setdefault(entry.moment.at.date(), []).append(len(kept))
        kept.append(entry)
    return kept
