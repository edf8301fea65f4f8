"""Transcripts and summaries of recorded meetings: what was said, without the recording's clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from assistant.intake.clock.linetimes import read_line
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LEAST = 2  # lines with a time of the recording
_LONGEST = 160
_FIRST = 300  # seconds by which somebody has spoken
_HOURS = 24
_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
_OFFSET = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d"
# "Ines Roca  00:03", "Ines Roca - 0:03"
_SPEAKER = re.compile(
    rf"\s{{0,4}}(?P<name>{_WORD}(?: (?:{_WORD}|\d{{1,2}})){{0,3}}(?: \([^()]{{1,40}}\))?)"
    rf"(?:\s{{2,6}}|\t| [-–—|] )[\[(]?(?P<at>{_OFFSET})[\])]?\s*\Z"
)
# "00:22 Ines Roca: It began ...", "[0:22] Ines Roca: It began ..."
_INLINE = re.compile(
    rf"\s{{0,4}}[\[(]?(?P<at>{_OFFSET})[\])]?\s{{1,3}}(?:[-–—|]\s)?"
    rf"(?P<name>{_WORD}(?: (?:{_WORD}|\d{{1,2}})){{0,3}}):\s{{1,3}}(?=\S)"
)
# "Detection (03:12 - 07:45)", "Add a check for empty features (12:31)"
_MARKED = re.compile(
    rf"\s{{0,2}}[\[(](?P<at>{_OFFSET})(?:\s?[-–—]\s?(?P<to>{_OFFSET}))?[\])]\.?\s*\Z"
)
_CLOCK_FACE = re.compile("\\s{0,4}[\U0001f550-\U0001f567\u23f0-\u23f3\u231a\u231b]\ufe0f?")
# "Mon, Nov 17, 2025 2:05 PM • 38:22", "Nov 17, 2025, 2:05 PM CET • 1 h 4 min"
_LENGTH = re.compile(
    r"(?<=\d\d)(?: ?[AaPp][Mm])?(?: [A-Z]{2,5})?(?P<length>\s{0,2}[•·|]\s{0,2}"
    rf"(?:(?P<at>{_OFFSET})|(?:(?P<hours>\d) ?(?:h|hrs?|hours?),? )?"
    r"(?P<minutes>\d{1,3}) ?(?:m|mins?|minutes?)))\s*\Z"
)
_TAIL = 24  # characters that such a mark takes at most
_HEAD = 12  # lines in which a recording says what it is


@cache
def _makers() -> re.Pattern[str]:
    words = "|".join(load("chat.toml").table("recordings").words("makers"))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def _lists() -> re.Pattern[str]:
    words = "|".join(load("chat.toml").table("recordings").words("lists"))
    return re.compile(rf"\s{{0,4}}(?:{words})\s*:?\s*\Z", re.IGNORECASE)


def clean(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], bool]:
    """Return a text without the times of a recording, and whether it is one of such a meeting.

    They are none of a clock where the length of the recording, its maker or more minutes than an
    hour of the day has show it.
    """
    turns = {n: turn for n, p in enumerate(passages) if (turn := _turn(p.text)) is not None}
    length = _length(passages)
    if len(turns) >= _LEAST and _counts(passages, list(turns.values()), length):
        return _spoken(passages, turns, length), True
    marked = {n: mark for n, p in enumerate(passages) if (mark := _mark(p.text)) is not None}
    if len(marked) >= _LEAST and _is_summary(passages, marked):
        return tuple(
            p._replace(text=_unmarked(p.text, marked[n])) if n in marked else p
            for n, p in enumerate(passages)
        ), True
    return tuple(passages), False


def _turn(text: str) -> re.Match[str] | None:
    """Return who speaks from which time of a recording on, None where a line tells neither."""
    if ":" not in text[:_LONGEST]:
        return None
    return (_SPEAKER.match(text) if len(text) <= _LONGEST else None) or _INLINE.match(text)


def _mark(text: str) -> re.Match[str] | None:
    """Return the times of a recording that a line ends with, None where it does not."""
    if text[-2:].strip(" .")[-1:] not in (")", "]") or ":" not in text:
        return None
    tail = max(0, len(text) - _TAIL)
    at = max(text.rfind("(", tail), text.rfind("[", tail))
    return _MARKED.match(text, len(text[:at].rstrip())) if at > 0 else None


def _unmarked(text: str, mark: re.Match[str]) -> str:
    """Return a line without its times of the recording; a section that has a range is a title."""
    told = _CLOCK_FACE.sub("", text[: mark.start()]).strip() if mark["to"] else ""
    return f"{told}:" if told and told[-1].isalnum() else text[: mark.start()]


def _counts(
    passages: Sequence[Passage], turns: Sequence[re.Match[str]], length: tuple[int, int] | None
) -> bool:
    """Return whether the times of the turns count from the beginning of a recording."""
    told = [_seconds(turn["at"]) for turn in turns]
    if any(later < earlier for earlier, later in pairwise(told)):
        return False
    if length is not None:
        return told[-1] <= length[1]
    return told[0] <= _FIRST and (any(map(_is_none, (t["at"] for t in turns))) or _made(passages))


def _is_summary(passages: Sequence[Passage], marked: dict[int, re.Match[str]]) -> bool:
    """Return whether the times that end lines refer to a recording."""
    ranges = [n for n, mark in marked.items() if mark["to"]]
    if not ranges or any(_seconds(m["to"]) < _seconds(m["at"]) for m in marked.values() if m["to"]):
        return False
    faces = sum(bool(_CLOCK_FACE.match(passages[n].text)) for n in ranges)
    beyond = any(_is_none(mark["at"]) for mark in marked.values())
    return faces >= _LEAST or beyond or _made(passages)


def _made(passages: Sequence[Passage]) -> bool:
    """Return whether a text names near its head or at its end what makes notes of meetings."""
    ends = [*passages[:_HEAD], *passages[-2:]]
    return any(len(p.text) <= _LONGEST and _makers().search(p.text) for p in ends)


def _length(passages: Sequence[Passage]) -> tuple[int, int] | None:
    """Return the line that tells how long the recording is, with its seconds; None where none."""
    for number, passage in enumerate(passages[:_HEAD]):
        found = _LENGTH.search(passage.text) if len(passage.text) <= _LONGEST else None
        if found:
            minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
            return number, _seconds(found["at"]) if found["at"] else (minutes + 1) * 60
    return None


def _spoken(
    passages: Sequence[Passage], turns: dict[int, re.Match[str]], length: tuple[int, int] | None
) -> tuple[Passage, ...]:
    """Return what was said as "name: words", and no times of the recording."""
    found: list[Passage] = []
    message: int | None = None
    who = begun = None
    listed = False
    for number, passage in enumerate(passages):
        text, turn = passage.text, turns.get(number)
        title = message is None and turn is None and _lists().match(text) is not None
        if title or (listed and text.strip()):
            found.append(passage._replace(text=""))
            listed = title
            continue
        if length is not None and number == length[0]:
            found.append(passage._replace(text=_day_of(text)))
            continue
        if turn is not None and turn.end() < len(text.rstrip()):
            told = f"{turn['name']}: {text[turn.end() :]}"
            found.append(passage._replace(text=told, message=number, who=turn["name"]))
            message = who = begun = None
            continue
        if turn is not None:
            message, who = number, turn["name"]
            begun, text = f"{who}: ", ""
        elif begun is not None and text.strip():
            text, begun = begun + text.lstrip(), None
        found.append(passage._replace(text=text, message=message, who=who))
    return tuple(found)


def _day_of(text: str) -> str:
    """Return the line that heads a recording without when that began and how long it is."""
    told = _LENGTH.search(text)
    text = text[: told.start("length")] if told else text
    dated = next((one.date for one in read_line(text).told if one.date and one.clock), None)
    return text[: dated.end] if dated else text


def _seconds(offset: str) -> int:
    total = 0
    for part in offset.split(":"):
        total = total * 60 + int(part)
    return total


def _is_none(offset: str) -> bool:
    """Return whether a time of a recording is none that a clock shows."""
    return offset.count(":") == 1 and int(offset.partition(":")[0]) >= _HOURS
