"""Slack exports: messages by epoch and user id, with names from users.json or profiles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.incident import Voice
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.notes.messages import Message
from assistant.intake.notes.passages import Notice
from assistant.intake.notes.records import Record, first, text_of
from assistant.intake.tables import load

_USER = re.compile(r"<@([UWB][A-Z0-9]{5,20})(?:\|([^<>|]{1,80}))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|\s]{1,2000})(?:\|([^<>]{1,500}))?>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]{5,20})(?:\|([^<>]{0,80}))?>")
_GROUP = re.compile(r"<!(?:subteam\^[A-Z0-9]{1,20}\|)?@?([^<>|^]{1,80})(?:\|[^<>]{0,80})?>")
# "<!date^1789995600^{date_short} at {time}|...>": the same moment for all readers
_DATE = re.compile(r"<!date\^(1\d{9})\^[^<>|]{0,200}(?:\|[^<>]{0,200})?>")
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{5,20}\Z")
_ID = re.compile(r"[UWB][A-Z0-9]{5,20}\Z")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
# An id that no list resolves is told apart from others by a handle made of its characters.
_LETTERS = str.maketrans("0123456789", "qwxzvkjhyg")


@cache
def _silent() -> frozenset[str]:
    return frozenset(load("chat.toml").table("slack").words("left_out"))


def messages_of(value: object) -> list[Record]:
    """Return the records of a Slack export, [] where the value is none."""
    found = value
    if isinstance(value, Record):
        found = value.get("messages")
    if not isinstance(found, list):
        return []
    records = [item for item in found if isinstance(item, Record)]
    fitting = [item for item in records if _is_message(item)]
    return records if fitting and len(fitting) * 2 >= len(records) else []


def _is_message(record: Record) -> bool:
    stamped = re.fullmatch(r"1\d{9}\.\d{1,6}", text_of(record.get("ts"))) is not None
    whose = ("user", "bot_id", "username", "subtype", "user_profile", "thread_ts")
    return stamped and any(key in record for key in whose)


def is_directory(value: object) -> bool:
    """Return whether the value is a list of members (users.json) and not of messages."""
    if isinstance(value, Record):
        value = value.get("members")
    if not isinstance(value, list) or not value:
        return False
    records = [item for item in value if isinstance(item, Record)]
    return bool(records) and all(
        _ID.match(text_of(item.get("id"))) and ("profile" in item or "name" in item)
        for item in records
    )


def is_channels(value: object) -> bool:
    """Return whether the value lists the channels of an export, in which nothing is said."""
    listed = value if isinstance(value, list) else []
    records = [item for item in listed if isinstance(item, Record)]
    return bool(records) and all(
        _CHANNEL_ID.match(text_of(item.get("id"))) and "members" in item and "ts" not in item
        for item in records
    )


def members(value: object) -> dict[str, str]:
    """Return the names of the members of a users.json, by id."""
    listed = value.get("members") if isinstance(value, Record) else value
    found = {}
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, Record):
            name = _profile_name(item.get("profile")) or first(item, "real_name", "name")
            found[text_of(item.get("id"))] = name
    return {key: name for key, name in found.items() if key and name}


def _profile_name(profile: object) -> str:
    if not isinstance(profile, Record):
        return ""
    return first(profile, "real_name", "display_name", "real_name_normalized", "name", "first_name")


def read(
    records: Sequence[Record], *, names: Mapping[str, str]
) -> tuple[list[Message], list[Notice]]:
    """Return the messages in order of time, replies after what they answer, joins left out."""
    known = dict(names)
    for record in records:
        name = _profile_name(record.get("user_profile"))
        if name:
            known.setdefault(text_of(record.get("user")), name)
    unknown: set[str] = set()
    told: list[tuple[str, Message]] = []
    unreadable = 0
    for record in records:
        if text_of(record.get("subtype")) in _silent():
            continue
        stamp = stamp_of(record.get("ts"))
        words = _words(record)
        if not words or stamp is None:
            unreadable += not record.get("files")
            continue
        body = _plain(words, known, unknown)
        who, bot = _author(record, known, unknown)
        voice: Voice = "system" if bot else "responder"
        told.append((text_of(record.get("ts")), Message(body, record.line, stamp, who, voice)))
    found = [message for _, message in sorted(told, key=lambda item: item[0])]
    return found, _notices(unknown, unreadable)


def _author(record: Record, known: Mapping[str, str], unknown: set[str]) -> tuple[str | None, bool]:
    """Return who wrote a message, and whether that is an app."""
    user = text_of(record.get("user"))
    bot = "bot_id" in record or text_of(record.get("subtype")) == "bot_message"
    profile = record.get("bot_profile")
    if bot and isinstance(profile, Record) and first(profile, "name"):
        return first(profile, "name"), True
    if user in known:
        return known[user], bot
    name = first(record, "username", "user_name")
    if name:
        return name, bot
    if user and not _ID.match(user):
        return user, bot
    return (_handle(user, unknown) if user else None), bot


def _handle(user: str, unknown: set[str]) -> str:
    unknown.add(user)
    return user.lower().translate(_LETTERS)[:18]


def _words(record: Record) -> str:
    """Return the text of a message, or of its blocks and attachments where that is empty."""
    parts = [text_of(record.get("text"))]
    if not parts[0]:
        blocks = record.get("blocks")
        parts += [_leaves(block) for block in blocks] if isinstance(blocks, list) else []
    attached = record.get("attachments")
    for item in attached if isinstance(attached, list) else []:
        if isinstance(item, Record):
            title = first(item, "title")
            words = first(item, "text") or ("" if title else first(item, "fallback"))
            parts += [title, *(line for line in [words] if line != parts[0])]
    return "\n".join(part for part in parts if part)


def _leaves(value: object) -> str:
    """Return the words of a block of rich text, in reading order."""
    told: list[str] = []
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, list):
            waiting.extend(reversed(at))
        elif isinstance(at, Record):
            kind = text_of(at.get("type"))
            text = at.get("text")
            if kind == "user":
                told.append(f"<@{text_of(at.get('user_id'))}>")
            elif kind == "link":
                told.append(first(at, "text", "url"))
            elif isinstance(text, str):
                told.append(text)
            elif isinstance(text, Record):
                told.append(first(text, "text"))
            waiting.extend(reversed([at[k] for k in ("fields", "elements") if k in at]))
    return "".join(told).strip()


def _plain(text: str, known: Mapping[str, str], unknown: set[str]) -> str:
    """Return a message without Slack's own markup: mentions by name, links by their address."""

    def person(found: re.Match[str]) -> str:
        return f"@{known.get(found[1]) or found[2] or _handle(found[1], unknown)}"

    def moment(found: re.Match[str]) -> str:
        return stamp_of(found[1]) or found[0]

    text = _DATE.sub(moment, text) if "<!date^" in text else text
    text = _USER.sub(person, text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or 'channel'}", text)
    text = _GROUP.sub(lambda found: f"@{found[1]}", text)
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return text


def _notices(unknown: set[str], unreadable: int) -> list[Notice]:
    told = []
    if unknown:
        told.append(
            Notice(
                f"names {len(unknown)} Slack members only by their ids; hand in the export's "
                "users.json beside it to tell them from the others by name."
            )
        )
    if unreadable:
        told.append(
            Notice(
                f"holds {unreadable} messages without words or without a time; they were left out.",
                "warning",
            )
        )
    return told
