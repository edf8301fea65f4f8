"""Tickets, issues and chat exports as JSON: what is reported, and every comment on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.incident import Voice
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.clock.zone_statements import zones_told
from assistant.intake.notes import moves
from assistant.intake.notes.messages import (
    Message,
    author_in,
    body_in,
    is_filed,
    keys,
    role_voice,
    stamp_in,
    words_of,
)
from assistant.intake.notes.passages import Notice
from assistant.intake.notes.records import Record, first, inner, text_of, walk

_NEAR = 500  # entries among which one that two fields of a ticket hold is told once
_MINUTE = len("2025-05-20T10:15")


def messages_of(values: Sequence[object]) -> list[Record]:
    """Return the records with words and a time or an author, outer ones first, [] for none."""
    found: list[Record] = []
    apart: set[int] = set()
    for record in (r for value in values for r in walk(value)):
        if id(record) in apart:
            continue
        for key in keys().apart:
            inner = record.get(key)
            if isinstance(inner, Record | list):
                apart.update(id(r) for r in walk(inner))
        if _is_message(record):
            found.append(record)
            for key in (*keys().author, "body", "content", "message"):
                inner = record.get(key)
                if isinstance(inner, Record):
                    apart.update(id(r) for r in walk(inner))
    return found


def _is_message(record: Record) -> bool:
    if text_of(record.get("type")) in keys().silent:
        return False
    if not body_in(record) and not moves.journals(record) and not _is_titled(record):
        return False
    stamp = stamp_in(record)
    who, _ = author_in(record)
    said = any(key in record for key in ("body", "text", "content", "comment", "plain_body"))
    return stamp is not None or (who is not None and said)


def _is_titled(record: Record) -> bool:
    """Return whether a record is a ticket of which its title and when it moved on are told."""
    return any(text_of(record.get(key)) for key in keys().title) and bool(moves.of_ticket(record))


def read(
    records: Sequence[Record], *, names: Mapping[str, str]
) -> tuple[list[Message], list[Notice]]:
    """Return the messages by time; a title stands before the words of its own record.

    `names` are names by the ids that comments refer to. Deleted and empty ones are left out.
    """
    told: list[Message] = []
    fields: set[int] = set()
    untimed = 0
    served = any(_voice(record, bot=False) == "customer" for record in records)
    for record in records:
        stamp = stamp_in(record)
        untimed += stamp is None
        who, bot = author_in(record)
        who = who or names.get(text_of(record.get("author_id")))
        voice = _voice(record, bot=bot)
        if who is None and voice == "responder":
            voice = "customer" if served else None
        if voice == "customer" and who:
            who = f"{who} (customer)"
        named = text_of(record.get("name")) if is_filed(record) else ""
        title = named or next((t for key in keys().title if (t := text_of(record.get(key)))), "")
        threads = any(isinstance(record.get(key), list) for key in keys().threads)
        details = (*keys().detail, "summary")
        detail = next((w for k in details if (w := words_of(record.get(k)))), "")
        if title and (threads or (detail and detail != title)) and "\n" not in title:
            told.append(Message(title, record.line, None, None, None, aside=True))
            body = detail if detail != title else ""
        else:
            body = body_in(record) or title
        if body:
            told.append(Message(body, record.line, stamp, who, voice))
        dumped = moves.journals(record)
        for text in dumped:
            told += [one for one in moves.entries(text, record.line) if one not in told[-_NEAR:]]
        told += [Message(text, record.line) for text in _noted(record) if text not in dumped]
        if title:
            moved = [_of_customer(one, record) for one in moves.of_ticket(record)]
            told += moved
            fields.update(map(id, moved))
    told = [*_without_repeated(told, fields)]
    notices = []
    if untimed:
        notices.append(Notice(f"holds {untimed} messages that state no time.", "warning"))
    return told, notices


def moments(values: Sequence[object]) -> list[Message]:
    """Return the times that an incident tool keeps by a name of its own ("Impact started")."""
    told = []
    for record in (r for value in values for r in walk(value) if "incident_timestamp" in r):
        name = text_of(inner(record, "incident_timestamp", "name"))
        at = record.get("value")
        stamp = stamp_of(at.get("value") if isinstance(at, Record) else at)
        if name and stamp:
            told.append(Message(name, record.line, stamp, None, "system"))
    return told


def _of_customer(moved: Message, record: Record) -> Message:
    """Return a move of a ticket, told as a customer's where a help desk was asked for it."""
    if not any(key in record for key in keys().requester):
        return moved
    return replace(moved, body=f"{keys().requested} {moved.body[:1].lower()}{moved.body[1:]}")


def remarks(values: Sequence[object], said: Sequence[Record]) -> list[Message]:
    """Return what an export says beside its messages about the clock that times are told by."""
    known = {id(one) for record in said for one in walk(record)}
    told = []
    for record in (r for value in values for r in walk(value)):
        if id(record) not in known:
            texts = [text_of(record.get(key)) for key in keys().remarks]
            told += [Message(t, record.line, aside=True) for t in texts if t and zones_told(t)]
    return told


def _without_repeated(told: Sequence[Message], fields: Collection[int]) -> Iterator[Message]:
    """Yield the messages without the moves that another one of the same minute tells in words.

    `fields` are the identities of the moves, which fields of a ticket told.
    """
    said: dict[str, list[str]] = {}
    for one in told if fields else ():
        if one.stamp and id(one) not in fields:
            said.setdefault(one.stamp[:_MINUTE], []).append(one.body.casefold())
    for one in told:
        moved = one.body.casefold() if id(one) in fields else None
        if moved is None or not any(moved in b for b in said.get((one.stamp or "")[:_MINUTE], ())):
            yield one


def _noted(record: Record) -> list[str]:
    """Return what a table's row holds beside its words: notes and how it was closed."""
    found = (record.get(key) for key in ("work_notes", "close_notes"))
    return [text for value in found if isinstance(value, str) and (text := value.strip())]


def _voice(record: Record, *, bot: bool) -> Voice | None:
    author = record.get("author") or record.get("user")
    roles = [text_of(record.get(key)) for key in ("author_role", "role", "author_type")]
    if isinstance(author, Record):
        roles += [text_of(author.get("role")), text_of(author.get("type"))]
    voices = [role_voice(role) for role in roles if role and role != "User"]
    if "customer" in voices:
        return "customer"
    return "system" if bot else "responder"


def people_of(values: Sequence[object]) -> dict[str, str]:
    """Return the names by id of the lists of users that stand beside the messages."""
    found: dict[str, str] = {}
    for record in (r for value in values for r in walk(value)):
        listed = record.get("users")
        for item in listed if isinstance(listed, list) else []:
            if isinstance(item, Record):
                name = first(item, *keys().person)
                if name:
                    found[text_of(item.get("id"))] = name
    return found
