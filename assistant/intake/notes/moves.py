"""Moves of a ticket: when its fields say that it was taken up and closed, and its journals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.intake.notes.cells import cell_stamp, has_date
from assistant.intake.notes.messages import Message, stamp_in
from assistant.intake.notes.records import Record, text_of
from assistant.intake.tables import load

# "2025-05-20 08:02:31 - Priya Raman (Work notes)"
_ENTRY = re.compile(r"(\d[^()\n]{7,30}?) - ([^()\n]{1,80}) \(([^()\n]{3,40})\)\s*\Z")
_MINUTE = len("2025-05-20T10:15")
_DUMPS = ("comments", "work_notes", "comments_and_work_notes")


@dataclass(frozen=True, slots=True)
class _Move:
    """What a field of a time tells: `ends` where the ticket's state says it better.

    `earlier` is what it tells of a time ahead of the report, `own` that it is told beside others.
    """

    told: str
    earlier: str
    ends: bool
    own: bool


@cache
def _moves() -> Mapping[str, _Move]:
    return {
        key: _Move(move.text("told"), move.text("earlier", ""), move.flag("ends"), move.flag("own"))
        for move in load("messages.toml").tables("moves")
        for key in move.words("keys")
    }


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("messages.toml").table("tickets").words(name))


def fields() -> frozenset[str]:
    """Return the fields and columns that tell when a ticket moved on."""
    return frozenset(_moves())


def of_ticket(record: Record) -> list[Message]:
    """Return when the fields of a ticket say that it was taken up and when it was solved.

    A ticket that was solved is closed later by routine: that is not told.
    """
    state = text_of(record.get("state")) or text_of(record.get("status"))
    reported = stamp_in(record)
    told: dict[str, Message] = {}
    for key, move in _moves().items():
        value = record.get(key)
        stamp = cell_stamp(value) if isinstance(value, str) else None
        slot = move.told if move.own else str(move.ends)
        if stamp is None or not has_date(stamp) or slot in told:
            continue
        if not move.ends and not move.own and reported is None:
            continue
        early = reported is not None and stamp[:_MINUTE] < reported[:_MINUTE]
        unsettled = state and not state.isdecimal() and state.casefold() not in _words("settled")
        words = state if move.ends and unsettled else move.told
        words = move.earlier if early and move.earlier else words
        told[slot] = Message(words, record.line, stamp)
    return [*told.values()]


def journals(record: Record) -> list[str]:
    """Return the journals of a ticket that a tool writes into one field, headers and all."""
    texts = [text_of(record.get(key)) for key in _DUMPS]
    return [text for text in texts if _entry(text.partition("\n")[0]) is not None]


def entries(journal: str, line: int) -> Iterator[Message]:
    """Yield the entries of a journal, each with its time and who wrote it."""
    head: tuple[str, str] | None = None
    said: list[str] = []
    for text in journal.split("\n"):
        opened = _entry(text)
        if opened is None:
            said.append(text)
            continue
        if head is not None:
            yield Message("\n".join(said).strip(), line, *head)
        head, said = opened, []
    if head is not None:
        yield Message("\n".join(said).strip(), line, *head)


def _entry(text: str) -> tuple[str, str] | None:
    match = _ENTRY.match(text.strip()) if len(text) <= 160 else None
    if match is None or match[3].strip().casefold() not in _words("journal"):
        return None
    stamp = cell_stamp(match[1])
    return (stamp, match[2].strip()) if stamp is not None and has_date(stamp) else None
