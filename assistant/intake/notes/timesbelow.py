"""Copied pages that set the time below the words: status pages, pagers, messengers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.intake.alike import lines_that
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.words import alternatives
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LEAST = 2  # such lines by which a text is a page of this kind
_LONGEST = 90
# A line that may end in a time and has a date before it.
_DATED = re.compile(r"(?=.{0,60}\d[.:h]\d\d).{0,60}?(?:\d|[AaPp]\.?[Mm]\.?|[A-Z]{1,5})\)?\s*\Z")
# ... and opens with it, or with a word or two that lead to it.
_OPENED = re.compile(r"\s{0,4}(?:[^\W\d_]{1,10}[.,:]{0,2}\s{1,3}){0,6}[\[(]?\d")
_NAME = re.compile(r"\s{0,4}([^\W\d_][\w.'’\-]{0,30}(?: [^\W\d_][\w.'’\-]{0,30}){0,3})\s*\Z")


@dataclass(frozen=True, slots=True)
class _Forms:
    lead: re.Pattern[str]
    sure: re.Pattern[str]
    ago: re.Pattern[str]
    standing: re.Pattern[str]
    bare: re.Pattern[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A line that only tells a time: where it stands, the time's words, and how it sorts."""

    number: int
    at: str
    order: tuple[int, ...]
    sure: bool


@cache
def _forms() -> _Forms:
    table = load("chat.toml").table("below")
    leads, sure, ago = ("|".join(table.words(name)) for name in ("leads", "sure", "ago"))
    return _Forms(
        re.compile(rf"\s{{0,4}}(?:(?:{leads})[,:]?\s)?\s{{0,2}}\Z", re.IGNORECASE),
        re.compile(rf"\s{{0,4}}(?:{sure})\s{{1,3}}\Z", re.IGNORECASE),
        re.compile(rf"\s{{0,4}}(?:{ago})\s*\Z", re.IGNORECASE),
        re.compile(
            rf"\s{{0,4}}{alternatives(table.words('standings'))}\s*(?:[:–—-]\s|:?\Z)", re.IGNORECASE
        ),
        re.compile(rf"\s{{0,4}}(?:{'|'.join(table.words('bare'))})\s{{1,3}}\Z", re.IGNORECASE),
        frozenset(table.words("own")),
    )


def clean(passages: Sequence[Passage], *, shapes: Sequence[str]) -> tuple[Passage, ...]:
    """Return such a page with each time before the words that it stands below; others unchanged.

    Each time has words above it. They are its own where all of them tell how an incident stands
    ("Monitoring"), or where the page ends with a time and they go back or say so ("Posted ...").
    Of a time that only tells how long ago it was nothing is left, but who wrote the words above it
    is known. `shapes` are those of the lines.
    """
    known = tuple(passages)
    stamps = _stamps(known, shapes)
    if stamps:
        return _dated(known, stamps)
    ago = lines_that(shapes, lambda text: len(text) <= _LONGEST and _forms().ago.match(text))
    blocks = _blocks(known, ago) if len(ago) >= _LEAST else []
    if not blocks or not any(_writer(known, block) for block in blocks):
        return known
    return _worded(known, blocks)


def _stamps(passages: Sequence[Passage], shapes: Sequence[str]) -> list[_Stamp]:
    """Return the lines that tell when the words above them were written, [] where none do."""
    near = lines_that(
        shapes,
        lambda text: len(text) <= _LONGEST and _DATED.match(text) and _OPENED.match(text),
    )
    found = [stamp for n in near if (stamp := _stamp(passages[n].text, n)) is not None]
    blocks = _blocks(passages, [one.number for one in found])
    if len(found) < _LEAST or len(blocks) < len(found):
        return []
    if all(_forms().standing.match(passages[block.start].text) for block in blocks):
        return found
    # The day of such a page may stand under all that it holds.
    ends = range(len(passages) - 1, -1, -1)
    last = next(n for n in ends if passages[n].text.strip() and not _is_day(passages[n].text))
    back = all(later.order <= earlier.order for earlier, later in pairwise(found))
    back = back and found[-1].order < found[0].order
    said = all(one.sure for one in found)
    return found if last == found[-1].number and (back or said) else []


def _stamp(text: str, number: int) -> _Stamp | None:
    line = read_line(text)
    told = line.told[0] if len(line.told) == 1 else None
    if told is None or told.clock is None or text[told.end :].strip(" .)"):
        return None
    lead, at = text[: told.start], told.clock.at
    if told.date is None:
        # "at 1:25 PM" goes on with the sentence above it.
        goes_on = _forms().bare.match(lead) is not None
        order = (0, 0, 0, at.hour, at.minute, at.second)
        return _Stamp(number, text[told.start : told.end], order, sure=True) if goes_on else None
    if not _forms().lead.match(lead):
        return None
    day = told.date
    first, second = day.month or day.first or 0, day.day or day.second or 0
    order = (day.year or told.year or 0, first, second, at.hour, at.minute, at.second)
    sure = _forms().sure.match(lead) is not None
    return _Stamp(number, text[told.start : told.end], order, sure)


def _is_day(text: str) -> bool:
    """Return whether a line tells a date and nothing else."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    told = read_line(text).told
    alone = len(told) == 1 and told[0].date is not None and told[0].clock is None
    return alone and not (text[: told[0].start] + text[told[0].end :]).strip(" ,.-–—=*#")


def _blocks(passages: Sequence[Passage], ends: Sequence[int]) -> list[range]:
    """Return the lines with words above each of the lines given, leaving out where none stand.

    The first block is what stands in one paragraph with its end, as long as the longest other.
    """
    found: list[range] = []
    start = 0
    for end in ends:
        while start < end and not passages[start].text.strip():
            start += 1
        if start < end:
            found.append(range(start, end))
        start = end + 1
    if found:
        end = found[0].stop
        longest = max((len(block) for block in found[1:]), default=1)
        start = max(found[0].start, end - longest)
        blank = (n + 1 for n in range(end - 2, start - 1, -1) if not passages[n].text.strip())
        start = next(blank, start)
        while start < end - 1 and passages[start].text.isupper():
            start += 1  # the title of the page
        found[0] = range(start, end)
    return found


def _dated(passages: Sequence[Passage], stamps: Sequence[_Stamp]) -> tuple[Passage, ...]:
    """Return the page with the time of each update before its words."""
    found = list(passages)
    for block, stamp in zip(_blocks(passages, [s.number for s in stamps]), stamps, strict=True):
        first = block.start
        found[stamp.number] = found[stamp.number]._replace(text="")
        told = found[first].text.strip()
        below = next((n for n in block[1:] if found[n].text.strip()), None)
        alone = _forms().standing.fullmatch(told)
        if below is not None and alone:
            found[first] = found[first]._replace(text="")
            told = f"{told.rstrip(': ')} - {found[below].text.strip()}"
            first = below
        found[first] = found[first]._replace(text=f"[{stamp.at}] {told}")
    return tuple(found)


def _worded(passages: Sequence[Passage], blocks: Sequence[range]) -> tuple[Passage, ...]:
    """Return the messages with who wrote them known, and without how long ago that was."""
    found = list(passages)
    for block in blocks:
        who = _writer(passages, block)
        found[block.stop] = found[block.stop]._replace(text="")
        for number in block if who else ():
            header = number == block.start
            own = who if who and who.casefold() not in _forms().own else None
            found[number] = found[number]._replace(message=block.start, who=own, header=header)
    return tuple(found)


def _writer(passages: Sequence[Passage], block: range) -> str | None:
    """Return the name over the words of a message, None where it has none."""
    name = _NAME.match(passages[block.start].text) if len(block) > 1 else None
    if name is None or not all(word[:1].isupper() for word in name[1].split()):
        return None
    return name[1]
