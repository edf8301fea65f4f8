"""What went well, what went wrong and where luck helped, as the notes tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.analysis import layout
from assistant.analysis.factors import CITED, Factor
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, spoken, statement, tokens
from assistant.analysis.vocabulary import phrases, words
from assistant.analysis.wording import breaks, clean
from assistant.incident import Incident, Statement

Side = Literal["well", "wrong", "lucky"]
_SIDES: tuple[Side, ...] = ("well", "wrong", "lucky")
_SKIPPED = frozenset({"actions", "aside", "tests", "well", "wrong", "lucky"})
_ITEMS = re.compile(r"(?:^|[;,.])\s*[-–•*+]\s+")
_REACH = 4000
_EDGES = " \t-–—•*+;,"


@dataclass(frozen=True, slots=True)
class Lessons:
    """Statements under each of the three questions; empty where the notes say nothing."""

    went_well: tuple[Statement, ...] = ()
    went_wrong: tuple[Statement, ...] = ()
    got_lucky: tuple[Statement, ...] = ()


@cache
def _labels() -> re.Pattern[str]:
    """Return the pattern of a label at the head of a line, a sentence or an item ("lucky:")."""
    sides = "|".join(
        f"(?P<{side}>{'|'.join(re.escape(w) for w in _longest(side))})" for side in _SIDES
    )
    opens = r"^\W{0,6}|[.;,!?)]\s+(?:[-–•*+]\s+)?|\s[-–—•]\s+|\s(?=and\s|but\s)"
    head = rf"(?:{opens})(?:(?:and|but|also)\s+)?"
    return re.compile(rf"{head}(?:{sides})\s?:(?=\s)", re.I)


def _longest(side: str) -> list[str]:
    return sorted(words("lessons", side, "labels"), key=lambda w: (-len(w), w))


def _labelled(said: str) -> Iterator[tuple[Side, str]]:
    """Yield each side that a text labels with what stands behind the label, item by item."""
    found = list(_labels().finditer(said))
    ends = [match.start() for match in found[1:]]
    for match, end in zip(found, [*ends, len(said)], strict=False):
        side = next(side for side in _SIDES if match.group(side))
        for item in _ITEMS.split(said[match.end() : end]):
            yield side, item


def _told(placed: Placed, people: Sequence[str]) -> Iterator[tuple[Side, str]]:
    """Yield the sides that a line speaks to, each with its words: by heading, label or cue."""
    if placed.fenced or placed.heading:
        return
    labelled = list(_labelled(_whole(placed, people)))
    if labelled:
        yield from labelled
        return
    said = statement(placed.line, people)
    section = next((side for side in _SIDES if side == placed.section), None)
    if section is not None:
        yield section, said
        return
    if placed.section in _SKIPPED:
        return
    for side in ("lucky", "well", "wrong"):
        hit = phrases("lessons", side, "cues").span(placed.line.text)
        if hit and not phrases("lessons", side, "exempt").found(placed.line.text):
            text = layout.told(placed, hit[0], tuple(people))
            yield next(known for known in _SIDES if known == side), text
            return


def _whole(placed: Placed, people: Sequence[str]) -> str:
    """Return all that a line says with roles for people, however long it is."""
    start, end = spoken(placed.line, people)
    return roles(
        plain(placed.line.text[start : min(end, start + _REACH)].replace("|", " ")), people
    )


def _bare(text: str, side: Side) -> str:
    """Return a lesson without the words that only say which side it is on ("lucky that ")."""
    text = clip(plain(text.strip(_EDGES)).strip(_EDGES))
    lead = phrases("lessons", side, "leads").span(text)
    left = text[lead[1] :].strip() if lead and lead[0] == 0 else text
    return left if len(tokens(left)) > 1 else text


def told(incident: Incident, notes: Sequence[Placed], *, gaps: Sequence[Factor] = ()) -> Lessons:
    """Return the notes' own lessons, by heading, label and cue words; each statement once.

    `gaps` are the contributing factors: what the responders tell as lacking went wrong, too.
    """
    sides: dict[Side, dict[str, Statement]] = {side: {} for side in _SIDES}
    for placed in notes:
        for side, said in _told(placed, incident.people):
            text = _bare(said, side)
            heading = phrases("lines", "sections", side).whole(text.rstrip(":"))
            if len(tokens(text)) < 2 or heading or text.endswith("?"):
                continue
            if breaks(text):
                text = clean(text) or withheld(side)
            first = sides[side].get(text)
            evidence = (*first.evidence, placed.line.id) if first else (placed.line.id,)
            sides[side][text] = Statement(text, tuple(dict.fromkeys(evidence)), "evidenced")
    _add_gaps(sides["wrong"], gaps)
    return Lessons(*(tuple(sides[side].values()) for side in _SIDES))


def _add_gaps(wrong: dict[str, Statement], gaps: Sequence[Factor]) -> None:
    cited = {line for statement in wrong.values() for line in statement.evidence}
    for gap in gaps:
        told = gap.category in words("lessons", "wrong", "gaps")
        asked = phrases("factors", "asked", "reason").found(gap.text) is not None
        kept = told and not asked and not gap.text.endswith(CITED)
        if kept and not set(gap.evidence) & cited:
            wrong.setdefault(gap.text, Statement(gap.text, gap.evidence, "evidenced"))


def withheld(side: Side) -> str:
    """Return the neutral sentence for a line whose wording is left to the cited evidence."""
    return {
        "well": f"Something that went well was noted {CITED}",
        "wrong": f"Something that went wrong was noted {CITED}",
        "lucky": f"Luck was noted {CITED}",
    }[side]
