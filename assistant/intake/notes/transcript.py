"""Conversations of an assistant as JSON: turns by role, told apart from responders' words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.incident import Voice
from assistant.intake.notes import framing
from assistant.intake.notes.messages import (
    Message,
    author_in,
    body_in,
    role_voice,
    stamp_in,
    words_of,
)
from assistant.intake.notes.records import Record, first, inner, text_of, walk

_ROLE_KEYS = ("role", "speaker", "sender", "author", "from", "participant", "type", "source")
_SIDES: tuple[tuple[Voice, tuple[str, ...]], ...] = (
    ("customer", ("user", "customer", "human", "input", "question", "query", "prompt")),
    (
        "assistant",
        ("assistant", "bot", "ai", "output", "answer", "response", "completion", "reply"),
    ),
)
# A system turn told as "System:" would look like one that somebody faked.
_NAMES: dict[Voice, str] = {
    "customer": "Customer",
    "assistant": "Assistant",
    "system": "Instructions or tool",
}


def turns_of(values: Sequence[object]) -> list[Record]:
    """Return the records that are turns of conversations, [] where there are none."""
    found = [r for value in values for r in walk(value)]
    turns = [record for record in found if _voice(record) is not None and _spoken(record)]
    sides = {_voice(record) for record in turns}
    if {"customer", "assistant"} <= sides:
        return turns
    pairs = [record for record in found if len(list(_pair(record))) == 2]
    if pairs:
        return pairs
    tied = [r for r in turns if text_of(r.get("role")) and "content" in r]
    return turns if tied and len(turns) > 1 else []


def read(turns: Sequence[Record]) -> list[Message]:
    """Return the turns as messages; the model and trace that a turn names are part of its line."""
    told: list[Message] = []
    for turn in turns:
        stamp = stamp_in(turn)
        voice = _voice(turn)
        if voice == "system" and framing.is_frame(_spoken(turn)):
            continue
        if voice is None or not _spoken(turn):
            told += [
                Message(words, turn.line, stamp, _NAMES[side], side) for side, words in _pair(turn)
            ]
            continue
        who, _ = author_in(turn)
        named = who if who and role_voice(who) is None else None
        if named is None:
            named = first(turn, "name", "display_name") or None
        if voice == "assistant" or (named and role_voice(named)):
            named = None
        label = f"{named} (customer)" if named and voice == "customer" else named
        told.append(Message(_spoken(turn), turn.line, stamp, label or _NAMES.get(voice), voice))
    return told


def _voice(record: Record) -> Voice | None:
    for key in _ROLE_KEYS:
        value = record.get(key)
        told = inner(record, key, "role") if isinstance(value, Record) else value
        voice = role_voice(text_of(told)) if text_of(told) else None
        if voice is not None:
            return voice
    return None


def _spoken(record: Record) -> str:
    said = body_in(record)
    calls = record.get("tool_calls")
    names = [
        text_of(inner(call, "function", "name")) or first(call, "name")
        for call in (calls if isinstance(calls, list) else [])
        if isinstance(call, Record)
    ]
    called = ", ".join(name for name in names if name)
    return "\n".join(part for part in (said, f"(called {called})" if called else "") if part)


def _pair(record: Record) -> Iterator[tuple[Voice, str]]:
    """Yield the question and the answer of a record that holds both."""
    for voice, keys in _SIDES:
        words = next((w for key in keys if (w := words_of(record.get(key)))), "")
        if words:
            yield voice, words
