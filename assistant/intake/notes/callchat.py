"""Saved chats of video calls: the words that people wrote, each message on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LEAST = 2  # messages by which a text is such a chat
_LONGEST = 400  # characters of a line that only says who wrote, or that nobody wrote
_ROLE = re.compile(r"\s{0,2}[(\[|][^()\[\]|]{0,40}[)\]]?\s*\Z")
_CLOCK = re.compile(r"\s{0,2}\d{1,2}:\d\d:\d\d")


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the head of a message, and what the call's app puts there."""
    table = load("chat.toml").table("calls")
    by, to, added = ("|".join(table.words(name)) for name in ("from", "to", "added"))
    clock = r"\s{0,2}(?P<at>\d{1,2}:\d\d:\d\d(?: ?[AaPp][Mm])?)"
    name = r"(?P<name>[^\W\d_][^:\t\n]{0,60}?)"
    return (
        # "10:02:11 From Ines Roca to Everyone:", and the words below it
        re.compile(
            rf"{clock}(?:\s{{1,3}}(?:{by})\s{{1,2}}{name}\s{{1,2}}(?:{to})\s{{1,2}}[^:\n]{{1,80}}:\s*\Z"
            # "10:02:11<tab> From Ines Roca : words"
            rf"|\s?\t\s?(?:{by})\s{{1,2}}{name.replace('name', 'writer')}"
            rf"(?:\s{{1,2}}(?:{to})\s{{1,2}}[^:\n]{{1,80}}?)?\s?:\s(?P<words>.*)\Z)",
            re.IGNORECASE,
        ),
        re.compile(rf"\s{{0,8}}(?:{added})\s*\Z", re.IGNORECASE),
    )


def is_chat(head: str) -> bool:
    """Return whether the first part of a text is that of a chat saved from a call."""
    found = 0
    for text in head.split("\n"):
        if _head(text) is not None:
            found += 1
            if found == _LEAST:
                return True
        elif not found and text.strip():
            return False
    return False


def clean(passages: Sequence[Passage], *, shapes: Sequence[str]) -> tuple[Passage, ...]:
    """Return the messages of such a chat as "[time] name: words"; another text unchanged.

    The further lines of a message belong to it. `shapes` are those of the lines.
    """
    if not any(_CLOCK.match(shape) and _head(shape) for shape in dict.fromkeys(shapes)):
        return tuple(passages)
    heads = {n: head for n, p in enumerate(passages) if (head := _head(p.text)) is not None}
    if len(heads) < _LEAST:
        return tuple(passages)
    found: list[Passage] = []
    message: int | None = None
    who = begun = None
    for number, passage in enumerate(passages):
        text, opened = passage.text, heads.get(number)
        if opened is not None:
            message, who = number, _named(opened)
            begun = f"[{opened['at']}] {who}: "
            text = opened["words"] or ""
        if _is_added(text):
            found.append(passage._replace(text=""))
            continue
        text = text if message is None else text.lstrip("\t")
        text, begun = (text, begun) if begun is None or not text.strip() else (begun + text, None)
        found.append(passage._replace(text=text, message=message, who=who))
    return tuple(found)


def _head(text: str) -> re.Match[str] | None:
    """Return who opens a message and when, None where a line is none of such a chat."""
    return _forms()[0].match(text, 0, _LONGEST * 10) if _CLOCK.match(text) else None


def _named(head: re.Match[str]) -> str:
    """Return who writes, without the role or the pronouns that stand behind the name."""
    return _ROLE.sub("", head["name"] or head["writer"]).strip()


def _is_added(text: str) -> bool:
    return len(text) <= _LONGEST and _forms()[1].match(text) is not None
