"""Lead-in lines of the notes: what the list below a short line is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.analysis.layout import Placed, section_kind
from assistant.analysis.phrases import after_markup, has_words, tokens
from assistant.analysis.vocabulary import phrases, words

_SHORT = 5  # words of a lead-in line that no colon ends
_LONG = 18  # words of one that a colon ends
_APART = 4  # lines that may lie between a lead-in and its list, or the first row of its table
_REACH = 200
# A label that a statement follows; a bare value ("Impact: 3") is weighed as the value it is.
_OWN = re.compile(r"(?:^|[\]\s])([^\W\d_][^:;.!?\d|]{2,40}):\s+\S+\s+\S")
_ASIDE = re.compile(r"\([^()]{0,80}\)")
# "recall      0.72", "verdict: do not promote", also where a mail quotes it.
_ROW = re.compile(r"[\s>|*_-]*(?P<label>[^\W\d_][^:|\t]{0,40}?)\s?(?::|\||\t|\s{2,})\s*\S")
_REPORT = 2  # labels of a report that make the lines around them one
_OFF = ("actions", "tests", "aside")


@dataclass(frozen=True, slots=True)
class Led:
    """A note line under its lead-in: `about` is "impact", "actions", "tests", ... or None.

    `stamped` says that the line begins with a time, as a message or a step does.
    """

    placed: Placed
    about: str | None
    lead: Placed | None
    stamped: bool = False


def _lead(placed: Placed, *, follows_gap: bool) -> bool:
    """Return whether a line can head a list: a heading, a label, or a few words of their own."""
    bare = _ASIDE.sub("", placed.line.text[after_markup(placed.line.text) :]).strip(" *_")
    said = tokens(bare)
    if placed.heading:
        return True
    aside = _ASIDE.search(placed.line.text)
    timed = any(
        aside is None or not aside.start() <= m.start < aside.end() for m in placed.line.mentions
    )
    if not said or placed.cells or (timed and bare[-1:] != ":"):
        return False
    if bare.endswith(":"):
        return len(said) <= _LONG
    marked = after_markup(placed.line.text) > len(placed.line.text) - len(placed.line.text.lstrip())
    return follows_gap and not marked and len(said) <= _SHORT and not re.search(r"\d|[.!]$", bare)


def _about(placed: Placed) -> str | None:
    text = placed.line.text
    kind = section_kind(_ASIDE.sub("", text).strip())
    if kind is not None:
        return kind
    return "impact" if phrases("impact", "leads", "impact").found(text) else None


def _labelled(placed: Placed) -> str | None:
    """Return "impact" for a line with such a label ("Damage: ...") or a column of counts."""
    columns = phrases("impact", "leads", "columns")
    if any(cell.header and columns.whole(cell.header) for cell in placed.cells):
        return "impact"
    found = _OWN.search(placed.line.text[:_REACH])
    label = tokens(found[1]) if found else []
    hit = phrases("impact", "leads", "impact").found(found[1]) if found else None
    return "impact" if hit and len(label) <= _SHORT else None


def _reports(notes: Sequence[Placed]) -> frozenset[str]:
    """Return the ids of the rows in the reports of evaluations: they tell no impact."""
    found: set[str] = set()
    block: list[Placed] = []
    for placed, after in zip_longest(notes, notes[1:]):
        if placed is None:
            break
        block.append(placed)
        together = after is not None and (
            after.line.source == placed.line.source and after.line.line == placed.line.line + 1
        )
        if not together:
            found.update(_report(block))
            block = []
    return frozenset(found)


def _report(block: Sequence[Placed]) -> tuple[str, ...]:
    rows = [
        (p.line.id, m["label"].lower()) for p in block if (m := _ROW.match(p.line.text[:_REACH]))
    ]
    sure, labels = words("impact", "report", "sure"), words("impact", "report", "labels")
    if sum(label in sure for _, label in rows) < 1:
        return ()
    known = sum(label in labels for _, label in rows)
    return tuple(line for line, _ in rows) if known >= _REPORT else ()


def led(notes: Sequence[Placed]) -> Iterator[Led]:
    """Yield each note line with the lead-in it stands under, in order."""
    lead: Placed | None = None
    about: str | None = None
    before: Placed | None = None
    reports = _reports(notes)
    for placed in notes:
        line = placed.line
        apart = before is None or before.line.source != line.source
        gap = apart or (before is not None and line.line - before.line.line > 1)
        stamped = bool(line.mentions) and not has_words(line.text[: line.mentions[0].start])
        far = before is not None and line.line - before.line.line > _APART
        if apart or far or placed.opens or stamped:
            lead, about = None, None
        if _lead(placed, follows_gap=gap or lead is None):
            lead, about = placed, _about(placed)
        elif gap and lead is not None and before is not None and before is not lead:
            lead, about = (lead, about) if lead.heading else (None, None)
        own = about if lead is not placed else None
        own = "tests" if line.id in reports else _labelled(placed) or own
        yield Led(placed, own, lead, stamped)
        before = placed
