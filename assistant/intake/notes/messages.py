"""Messages of structured exports: words, time and author, under whatever keys the export has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from assistant.incident import Voice
from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.notes.passages import Passage
from assistant.intake.notes.records import Record, first, text_of
from assistant.intake.tables import load

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,500})?/?>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,60}>", re.IGNORECASE)
_ROLE_END = re.compile(r"[\s_-]?\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `stamp` as `stamp_of` writes it, `who` the author's name."""

    body: str
    line: int
    stamp: str | None = None
    who: str | None = None
    voice: Voice | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the parts of a message, and the words of its author's role."""

    body: tuple[str, ...]
    title: tuple[str, ...]
    detail: tuple[str, ...]
    time: tuple[str, ...]
    author: tuple[str, ...]
    person: tuple[str, ...]
    filed: tuple[str, ...]
    threads: frozenset[str]
    apart: frozenset[str]
    remarks: tuple[str, ...]
    bots: tuple[str, ...]
    silent: frozenset[str]
    requester: tuple[str, ...]
    requested: str
    roles: dict[str, Voice]


@cache
def keys() -> Keys:
    """Return the keys of the data file; raises ResourceError where it is damaged."""
    data = load("messages.toml")
    table, told = data.table("keys"), data.table("roles")
    voices: tuple[Voice, ...] = ("customer", "assistant", "system", "responder")
    return Keys(
        body=table.words("body"),
        title=table.words("title"),
        detail=table.words("detail"),
        time=table.words("time"),
        author=table.words("author"),
        person=table.words("person"),
        filed=table.words("filed"),
        threads=frozenset(table.words("threads")),
        apart=frozenset(table.words("apart")),
        remarks=table.words("remarks"),
        bots=table.words("bots"),
        silent=frozenset(table.words("silent")),
        requester=table.words("requester"),
        requested=table.text("requested"),
        roles={word: voice for voice in voices for word in told.words(voice)},
    )


def role_voice(role: str) -> Voice | None:
    """Return the voice of a role such as "user" or "AI_1", None where the word is no role."""
    return keys().roles.get(_ROLE_END.sub("", role.strip().casefold()))


def stamp_in(record: Record) -> str | None:
    """Return the time of a record, None where it tells none."""
    if record.stamp is not None:
        return record.stamp
    return next((s for key in keys().time if (s := _stamp(record.get(key)))), None)


def _stamp(value: object) -> str | None:
    """Return a field's time, also where its day has a name: "Monday, 5 May 2025 at 07:58 UTC"."""
    told = stamp_of(value)
    if told is not None or not isinstance(value, str) or not 12 <= len(value) <= 60:
        return told
    line = read_line(value) if ":" in value else None
    one = line.told[0] if line is not None and len(line.told) == 1 else None
    if one is None or one.date is None or one.clock is None:
        return None
    day = one.date
    if day.year is None or day.month is None or day.day is None or day.wrong:
        return None
    at = datetime.combine(date(day.year, day.month, day.day), one.clock.at, one.clock.zone)
    return at.isoformat(timespec="seconds")


def is_filed(record: Record) -> bool:
    """Return whether the "name" of a record is its title: it is an incident or a ticket."""
    return "name" in record and any(key in record for key in keys().filed)


def author_in(record: Record) -> tuple[str | None, bool]:
    """Return the author's name, and whether the record says that it is a program."""
    bot = any(record.get(key) is True for key in keys().bots)
    for key in keys().author:
        if key == "name" and is_filed(record):
            continue
        value = record.get(key)
        if isinstance(value, Record):
            bot = bot or any(value.get(flag) is True for flag in keys().bots)
            kind = first(value, "type", "user_type").casefold()
            bot = bot or kind in ("bot", "app", "application")
            nested = next((v for v in value.values() if isinstance(v, Record)), None)
            name = first(value, *keys().person) or (first(nested, *keys().person) if nested else "")
        else:
            name = text_of(value)
        if name and len(name) <= 80 and not name.isdecimal():
            name = name.partition("@")[0] if re.fullmatch(r"\S{1,64}@\S{1,80}", name) else name
            return name, bot or name.casefold().endswith(("[bot]", "-bot", " bot"))
    return None, bot


def body_in(record: Record) -> str:
    """Return the words of a record as plain text, "" where it has none."""
    for key in keys().body:
        words = words_of(record.get(key))
        if words:
            return words
    return ""


def words_of(value: object) -> str:
    """Return what a text, a list of parts or a rich-text tree says, without markup tags."""
    if isinstance(value, str):
        return _untagged(value)
    if isinstance(value, list):
        return "\n".join(words for part in value[:500] if (words := words_of(part)))
    if isinstance(value, Record):
        if value.get("type") in ("image", "image_url", "input_audio"):
            return ""
        for key in ("text", "content", "value", "body", "parts"):
            words = words_of(value.get(key))
            if words:
                return words
    return ""


def _untagged(text: str) -> str:
    if "<" not in text or not _TAG.search(text):
        return text.strip()
    from html import unescape

    return unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def passages(messages: Iterable[Message]) -> tuple[Passage, ...]:
    """Return the messages in chat form, "[time] Name: words"; further lines follow theirs."""
    return tuple(p for number, message in enumerate(messages) for p in _lines(message, number))


def _lines(message: Message, number: int) -> Iterator[Passage]:
    lines = [line.rstrip() for line in message.body.split("\n") if line.strip()]
    if not lines:
        return
    stamp = f"[{message.stamp}] " if message.stamp else ""
    label = f"{message.who}: " if message.who else ""
    for at, line in enumerate(lines):
        yield Passage(
            line if at else f"{stamp}{label}{line}",
            message.line,
            number,
            message.who,
            message.voice,
            aside=message.aside,
        )
