"""Notes: incident documents and chat copies, one evidence line for each line with text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.incident import Evidence, Mention, Moment, Voice
from assistant.intake.notes.passages import Passage
from assistant.intake.notes.salutation import is_greeting

# Tried on lines without the blanks at their end: a long run of those costs its square or cube.
_ATX = re.compile(r"\s{0,3}#{1,6}\s+(.*)")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,}|~{3,})\s*\Z")
_BOLD = re.compile(r"\s{0,3}(?:\*\*|__)([^*_]{2,80})(?:\*\*|__)\s*:?\Z")
_TITLE = re.compile(r"\s{0,3}([A-ZÀ-Þ][^:|.!?]{1,60}):\s*\Z")
_CAPITALS = re.compile(r"\s{0,3}([A-ZÀ-Þ][A-ZÀ-Þ0-9 &/,'’()\-]{3,60})\s*:?\Z")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_BULLET = re.compile(r"\s{0,8}(?:[-*•+]|\d{1,2}[.)])\s")
_MARKS = re.compile(r"[\s\-–—=*_#~>|\[\](){}<>.:,·•@`]*\Z")
_HEADER_WORDS = re.compile(
    r"\b(?:APP|BOT|at|today|yesterday|edited|said|wrote|um|on)\b", re.IGNORECASE
)
# "PagerDuty APP  2:05 PM": a name, a gap or an app's mark, and the time that ends the line.
_APP_HEADER = re.compile(
    r"[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3}(?: APP\b|\s{2,}|\t| [—–|] )"
)
_NAMED_GAP = re.compile(r"[\w.'’ -]{1,70}?(?: APP|\s{2,}|\t| [—–|] )[\s—–|\[(]*(?:[Tt]oday at )?")
_LABEL_AFTER = re.compile(r"[*_`\s()\[\]]{0,8}(?:>|:|\s[-–—]\s)")
_LABEL_BEFORE = re.compile(r"[\s>*_\-–—•·\[\]()<@`|,:]{0,16}\Z")


class _Row(NamedTuple):
    """A line of notes before it is known where it stands and who speaks.

    `rest` are its words without the times told in them.
    """

    id: str
    source: str
    passage: Passage
    text: str
    mentions: tuple[Mention, ...]
    rest: str


@dataclass(slots=True)
class _Place:
    """Where the reading stands: the section, and who spoke and when above."""

    section: str | None = None
    speaker: str | None = None
    moment: Moment | None = None
    moment_from: str | None = None
    fenced: bool = False
    message: int | None = None


def read(
    lines: Sequence[str],
    times: Sequence[tuple[Mention, ...]],
    *,
    source: str,
    prefix: str,
    people: Collection[str] = (),
    passages: Sequence[Passage] = (),
) -> tuple[Evidence, ...]:
    """Return one Evidence for each line that is not blank, by its true line number.

    `lines` are redacted, `times` the mentions of each, `people` the pseudonyms given out, and
    `passages` what is known of each line beside its words. Where several of them stand on one
    line of the input, their ids count the passages.
    """
    place = _Place()
    found: list[Evidence] = []
    known = passages or [Passage(text, n) for n, text in enumerate(lines, start=1)]
    named = ids(prefix, known)
    for number, text in enumerate(lines):
        passage = known[number]
        if not text or text.isspace():
            if passage.message is None:
                place.speaker = place.speaker if place.moment is not None else None
            continue
        mentions = times[number]
        if ("`" in text or "~" in text) and _FENCE.match(text):
            place.fenced = not place.fenced
        rest = _outside(text, mentions) if mentions else text
        row = _Row(named[number], source, passage, text, mentions, rest)
        if passage.message is not None or passage.header or passage.aside:
            found.append(_of_message(row, place, people))
            continue
        place.message = None
        title = None if place.fenced else _heading(lines, number, row)
        if title is not None:
            place.section, place.speaker = title, None
            place.moment = place.moment_from = None
            found.append(_with(row, place, speaker=None))
            continue
        found.append(_line(row, place, people))
    return tuple(found)


def ids(prefix: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the evidence id of each passage: by its line, or by its place where lines repeat."""
    said = [passage.line for passage in passages if passage.text.strip()]
    if len(set(said)) == len(said):
        return tuple(f"{prefix}{passage.line}" for passage in passages)
    return tuple(f"{prefix}{number}" for number in range(1, len(passages) + 1))


def _of_message(row: _Row, place: _Place, people: Collection[str]) -> Evidence:
    """Return a line of a message whose header is known: it shares its speaker with the others."""
    passage = row.passage
    if passage.message != place.message:
        place.message = passage.message
        place.speaker = None
        place.moment = place.moment_from = None
    text, mentions = row.text, row.mentions
    if passage.aside:
        return _with(row, place, speaker=None)
    if passage.header:
        place.speaker = _named_in(text, people) or place.speaker
        told = next((m.moment for m in mentions if m.moment is not None), None)
        if told is not None:
            place.moment, place.moment_from = told, row.id
        return _with(row, place, speaker=place.speaker)
    own, _ = _speaker(row, people)
    place.speaker = place.speaker or own
    timed = bool(mentions) and _opens_with(text, mentions[0])
    if place.moment is None or timed or is_greeting(text):
        return _with(row, place, speaker=own or place.speaker)
    carried, origin = place.moment, place.moment_from
    place.moment = place.moment_from = None
    return _with(row, place, speaker=own or place.speaker, carried=carried, origin=origin)


def _named_in(text: str, people: Collection[str]) -> str | None:
    """Return the first pseudonym that stands in a line, None where none does."""
    named = (m[0] for m in re.finditer(r"[A-Z][a-z]{2,20} [A-Z0-9]{1,4}\b", text[:300]))
    return next((name for name in named if name in people), None)


def _line(row: _Row, place: _Place, people: Collection[str]) -> Evidence:
    """Return the evidence with its speaker and carried time, and move the place on."""
    text, mentions = row.text, row.mentions
    speaker, header = _speaker(row, people)
    if header and not place.fenced:
        place.speaker = speaker
        place.moment = next((m.moment for m in mentions if m.moment is not None), None)
        place.moment_from = row.id
        return _with(row, place, speaker=speaker)
    timed = bool(mentions) and _opens_with(text, mentions[0])
    if speaker is not None or timed:
        place.speaker = None
    own = speaker or place.speaker
    carried = None if timed else place.moment
    origin = place.moment_from if carried is not None else None
    place.moment = place.moment_from = None
    return _with(row, place, speaker=own, carried=carried, origin=origin)


def _with(
    row: _Row,
    place: _Place,
    *,
    speaker: str | None,
    carried: Moment | None = None,
    origin: str | None = None,
) -> Evidence:
    return Evidence(
        row.id,
        row.source,
        row.passage.line,
        "note",
        row.text,
        row.mentions,
        place.section,
        speaker,
        False,
        carried,
        origin,
        row.passage.voice or _voice_of(speaker),
    )


def _voice_of(speaker: str | None) -> Voice | None:
    if speaker is None:
        return None
    return "customer" if speaker.startswith("Customer ") else "responder"


def _heading(lines: Sequence[str], number: int, row: _Row) -> str | None:
    """Return the title where the line is a heading; a heading that is only a time is none."""
    text, mentions = row.text, row.mentions
    if mentions and _MARKS.match(row.rest):
        return None
    shown = text.rstrip()
    atx = _ATX.match(shown) if "#" in shown else None
    if atx:
        return _plain(atx[1].rstrip("#").rstrip())
    below = lines[number + 1] if number + 1 < len(lines) else ""
    above = lines[number - 1] if number else ""
    stripped = text.strip()
    short = len(stripped) <= 80 and stripped[:1] not in "-*|>+"
    if short and not above.strip() and below.strip() and _UNDERLINE.match(below):
        return _plain(stripped)
    bold = _BOLD.match(shown)
    if bold:
        return _plain(bold[1])
    if mentions:
        return None
    title = _TITLE.match(text)
    if title and len(title[1].split()) <= 6:
        return _plain(title[1])
    if short and not above.strip() and _announces(lines, number):
        return _plain(stripped)
    capitals = _CAPITALS.match(shown)
    if capitals and not above.strip() and len(capitals[1].split()) <= 8:
        return _plain(capitals[1])
    return None


def _announces(lines: Sequence[str], number: int) -> bool:
    """Return whether a few words without a full stop stand above a bulleted list."""
    text = lines[number].strip()
    if len(text.split()) > 6 or text[-1:] in ".,;!?" or not text[:1].isalpha():
        return False
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    return bool(_BULLET.match(below))


def _plain(title: str) -> str | None:
    """Return the title without its marks, None where nothing is left."""
    return title.strip(" \t*_#:`").strip() or None


def _speaker(row: _Row, people: Collection[str]) -> tuple[str | None, bool]:
    """Return who wrote the line, and whether it only says who and when ("name  2:05 PM")."""
    rest, mentions = row.rest, row.mentions
    named = _label(rest, people) if people else None
    after = rest
    if named is not None:
        before, _, after = rest.partition(named)
        rest = before + after
    if mentions:
        if named or mentions[0].moment is not None:
            bare = _HEADER_WORDS.sub(" ", rest) if rest else rest
            if _MARKS.match(bare):
                return named, True
        if named is None and _APP_HEADER.match(row.text) and _ends_in_time(row.text, mentions):
            return None, True
    return (named if named and _LABEL_AFTER.match(after) else None), False


def _label(rest: str, people: Collection[str]) -> str | None:
    """Return the pseudonym that the line opens with, once its times are taken out."""
    for match in re.finditer(r"[A-Z][a-z]{2,20} [A-Z0-9]{1,4}\b", rest[:160]):
        if match[0] in people:
            return match[0] if _LABEL_BEFORE.match(rest, 0, match.start()) else None
    return None


def _ends_in_time(text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether a line holds a name, a gap and the time that ends it, and no more."""
    if text[mentions[-1].end :].strip(" \t)]>*_"):
        return False
    return _NAMED_GAP.fullmatch(text, 0, mentions[0].start) is not None


def _opens_with(text: str, mention: Mention) -> bool:
    return not mention.start or not any(c.isalpha() for c in text[: mention.start])


def _outside(text: str, mentions: Sequence[Mention]) -> str:
    """Return the line without the times told in it."""
    if len(mentions) == 1:
        return text[: mentions[0].start] + text[mentions[0].end :]
    kept, end = [], 0
    for mention in mentions:
        kept.append(text[end : mention.start])
        end = max(end, mention.end)
    kept.append(text[end:])
    return "".join(kept)
