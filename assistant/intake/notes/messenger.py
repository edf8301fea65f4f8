"""Exported chats of messengers: the words that people wrote, without what the app puts there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.intake.notes import callchat
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LEAST = 2  # messages by which a text is such a chat
_LONGEST = 400  # characters of a line that nobody wrote
# Marks of direction, which such exports put before what the app wrote.
_MARKS = "[\u200e\u200f\u202a-\u202e]*"
_OF_APP = "\u200e"  # before what the app says in the name of a group
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:[ \u202f\u00a0]?[AaPp]\.?[ \u202f\u00a0]?[Mm]\.?)?"
# "[03/11/26, 21:58:11] ~ Rosalind: ...", "03/11/2026, 21:58 - Rosalind: ..."
_STAMP = re.compile(
    rf"{_MARKS}(?:\[(?P<inside>{_DATE},? {_CLOCK})\] ?|(?P<plain>{_DATE},? {_CLOCK}) [-–] ){_MARKS}"
)
_WRITER = re.compile(
    rf"(?:~[ \u202f\u00a0]?)?{_MARKS}(?:(?P<number>\+\d[\d ()\u00a0\u202f-]{{6,20}}\d)"
    rf"|(?P<name>[^\W\d_][^:\n]{{0,40}}?)): ?{_MARKS}"
)
_NARROW = re.compile("[\u202f\u00a0]")
# Whoever is in nobody's contacts: no program writes of itself so.
_UNSAVED = re.compile(rf"{_MARKS}(?:~[ \u202f\u00a0]?{_MARKS}[^\W\d_]|\+\d)")


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what the app tells of the group, what stands for media, and ends of messages."""
    table = load("chat.toml").table("messenger")
    told, media, endings = ("|".join(table.words(n)) for n in ("told", "media", "endings"))
    return (
        re.compile(rf"(?:{told})\s*\Z", re.IGNORECASE),
        re.compile(rf"(?:{media})\s*\Z", re.IGNORECASE),
        re.compile(rf"(?:{endings})\s*\Z", re.IGNORECASE),
    )


def is_chat(head: str) -> bool:
    """Return whether the first part of a text shows messages of people in nobody's contacts."""
    if "~" not in head and "+" not in head:
        return False
    told = [text for text in head.split("\n") if _STAMP.match(text)]
    written = [text for text in told if _is_message(text)]
    unsaved = any(_is_unsaved(text) for text in written)
    return unsaved and len(written) >= _LEAST and len(written) * 2 > len(told)


def clean(passages: Sequence[Passage], *, shapes: Sequence[str]) -> tuple[Passage, ...]:
    """Return the messages of such a chat as "[time] name: words"; another text unchanged.

    What the app wrote, and media without words, is left blank. `shapes` are those of the lines.
    """
    known = tuple(passages)
    called = callchat.clean(known, shapes=shapes)
    if called is not known:
        return called
    if not any(_is_message(shape) for shape in dict.fromkeys(shapes)):
        return known  # told by the few shapes that a page has
    if sum(_is_message(passage.text) for passage in known) < _LEAST:
        return known
    return tuple(passage._replace(text=_cleaned(passage.text)) for passage in passages)


def _is_message(text: str) -> bool:
    stamp = _STAMP.match(text)
    return stamp is not None and _WRITER.match(text, stamp.end()) is not None


def _is_unsaved(text: str) -> bool:
    stamp = _STAMP.match(text)
    return stamp is not None and _UNSAVED.match(text, stamp.end()) is not None


def _cleaned(text: str) -> str:
    stamp = _STAMP.match(text)
    if stamp is None:
        return text
    told, media, endings = _rules()
    writer = _WRITER.match(text, stamp.end())
    words = text[writer.end() if writer else stamp.end() :]
    marked = writer is not None and text[writer.end() - 1] == _OF_APP
    if len(text) <= _LONGEST and (
        (writer and media.match(words)) or ((marked or not writer) and told.match(words))
    ):
        return ""
    ending = endings.search(words[-_LONGEST:])
    words = words[: len(words) - len(ending[0])] if ending else words
    at = _NARROW.sub(" ", stamp["inside"] or stamp["plain"])
    who = f"{writer['name']}: " if writer and writer["name"] else ""
    return f"[{at}] {who}{words}"
