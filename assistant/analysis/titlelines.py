"""Lines that stand as a title over the notes of a file."""

from __future__ import annotations

import re

from assistant.analysis.layout import Placed
from assistant.analysis.mentions import is_day
from assistant.analysis.phrases import tokens
from assistant.incident import Moment

_NEAR = 3  # lines between the date of a mail and its subject
_SUBJECT = re.compile(
    r"[\s>*_]{0,8}(?:subject|objet|betreff|asunto|oggetto|onderwerp|assunto)[*_]{0,2}\s?:[\s*_]{0,4}"
    r"(?P<reply>(?:re|aw|sv|antw|tr|rv|r|wg|fwd?)\s?(?:\[\d{1,3}\])?\s?:)?",
    re.I,
)
_HEADED = 6  # characters ahead of a time that heads its line
_LONGEST = 300  # characters of it
_TITLE = 12  # words of the title that notes have


def is_reply(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether the head of a mail, at whose date a line stands, is that of an answer."""
    source = placed[index].line.source
    near = [*placed[index + 1 : index + 1 + _NEAR], *placed[max(index - _NEAR, 0) : index][::-1]]
    subjects = (
        found
        for one in near
        if one.line.source == source and (found := _SUBJECT.match(one.line.text)) is not None
    )
    return next((found["reply"] is not None for found in subjects), False)


def is_title(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a line stands as the title over the notes of its file: few words, apart."""
    line = placed[index].line
    after = placed[index + 1].line if index + 1 < len(placed) else None
    apart = after is not None and after.source == line.source and after.line > line.line + 1
    return apart and _is_short_first(placed, index)


def is_dated_title(placed: tuple[Placed, ...], index: int, moment: Moment | None) -> bool:
    """Return whether a line stands over notes kept by the clock: "2026-01-15 triage bot, UTC".

    So does the first of a transcript that says what was recorded, and when.
    """
    if _names_recording(placed, index):
        return True
    if moment is None or moment.precision != "day" or not _is_short_first(placed, index):
        return False
    source = placed[index].line.source
    below = (one.line for one in placed[index + 1 : index + 3] if one.line.source == source)
    under = next((line for line in below if line.text.strip()), None)
    times = under.mentions if under is not None else ()
    return bool(times) and times[0].start < _HEADED and not is_day(times[0])


def _names_recording(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a file opens with a line that tells of a recording by its date."""
    line = placed[index].line
    first = index == 0 or placed[index - 1].line.source != line.source
    if not first or not line.mentions or line.mentions[0].start < _HEADED:
        return False
    return not {"transcript", "recording"}.isdisjoint(tokens(line.text[:_LONGEST]))


def _is_short_first(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a line is the first of its file, and no sentence but a few words of nobody."""
    line = placed[index].line
    if line.speaker is not None or len(line.text) > _LONGEST:
        return False
    first = index == 0 or placed[index - 1].line.source != line.source
    few = first and len(line.text.split()) <= _TITLE
    return few and not line.text.rstrip().endswith((".", "!", "?"))
