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
# "08/05/26,": a date of which the numbers alone do not tell the month
_NUMERIC = re.compile(r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d\d)(?=,)")
_MONTHS = 12
_HEAD = 8  # lines in which a chat speaks of its encryption
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
    day_first = _puts_day_first(known)
    return tuple(p._replace(text=_cleaned(p.text, day_first=day_first)) for p in known)


def _puts_day_first(passages: Sequence[Passage]) -> bool:
    """Return whether the numbers of the chat's dates stand in the order of day and month.

    Its language tells it, or how it writes them: where the month comes first, days and months are
    told without a nought ahead of them, and years by two digits.
    """
    stamps = [d for p in passages if _STAMP.match(p.text) and (d := _NUMERIC.search(p.text[:40]))]
    if any(int(d["second"]) > _MONTHS for d in stamps):
        return False
    table = load("chat.toml").table("messenger")
    spoken = re.compile("|".join(table.words("day_first")), re.IGNORECASE)
    if any(spoken.search(p.text[:_LONGEST]) for p in passages[:_HEAD]):
        return True
    return any(len(d["year"]) > 2 or d["first"][0] == "0" or d["second"][0] == "0" for d in stamps)


def _is_message(text: str) -> bool:
    stamp = _STAMP.match(text)
    return stamp is not None and _WRITER.match(text, stamp.end()) is not None


def _is_unsaved(text: str) -> bool:
    stamp = _STAMP.match(text)
    return stamp is not None and _UNSAVED.match(text, stamp.end()) is not None


def _cleaned(text: str, *, day_first: bool) -> str:
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
    at = _NUMERIC.sub(_dated, at, count=1) if day_first else at
    who = f"{writer['name']}: " if writer and writer["name"] else ""
    return f"[{at}] {who}{words}"


def _dated(found: re.Match[str]) -> str:
    """Return a date with its day first as one that reads in one way."""
    year, month, day = found["year"], int(found["second"]), int(found["first"])
    if not (1 <= month <= _MONTHS and 1 <= day <= _MONTHS):
        return found[0]
    return f"{'20' if len(year) == 2 else ''}{year}-{month:02}-{day:02}"
