"""What went well, what went wrong and where luck helped, as the notes tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.analysis import layout
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import statement, tokens
from assistant.analysis.vocabulary import phrases
from assistant.analysis.wording import breaks, clean
from assistant.incident import Incident, Statement

_SIDES = ("well", "wrong", "lucky")
_SKIPPED = frozenset({"actions", "aside", "tests", "well", "wrong", "lucky"})


@dataclass(frozen=True, slots=True)
class Lessons:
    """Statements under each of the three questions; empty where the notes say nothing."""

    went_well: tuple[Statement, ...] = ()
    went_wrong: tuple[Statement, ...] = ()
    got_lucky: tuple[Statement, ...] = ()


def _side(placed: Placed, said: str) -> tuple[str, int | None] | None:
    """Return which side a line speaks to and where its cue stands (None: all of the line)."""
    if placed.fenced or placed.heading:
        return None
    if placed.section in _SIDES:
        return placed.section, None
    head, colon, rest = said.partition(":")
    for side in _SIDES:
        if colon and tokens(rest) and phrases("lessons", side, "labels").whole(head):
            return side, None
    if placed.section in _SKIPPED:
        return None
    for side in ("lucky", "well", "wrong"):
        hit = phrases("lessons", side, "cues").span(placed.line.text)
        if hit and not phrases("lessons", side, "exempt").found(placed.line.text):
            return side, hit[0]
    return None


def _bare(text: str, side: str) -> str:
    """Return a lesson without the label in front of it ("good: rollback was quick")."""
    head, colon, rest = text.partition(":")
    labelled = colon and phrases("lessons", side, "labels").whole(head)
    return rest.strip() if labelled and tokens(rest) else text


def told(incident: Incident, notes: Sequence[Placed]) -> Lessons:
    """Return the notes' own lessons, by heading, label and cue words; each statement once."""
    sides: dict[str, dict[str, Statement]] = {side: {} for side in _SIDES}
    for placed in notes:
        line = placed.line
        said = statement(line, incident.people)
        found = _side(placed, said)
        if found is None:
            continue
        side, at = found
        text = said if at is None else layout.told(placed, at, incident.people)
        text = _bare(text, side)
        heading = phrases("lines", "sections", side).whole(text.rstrip(":"))
        if len(tokens(text)) < 2 or heading or text.endswith("?"):
            continue
        if breaks(text):
            text = clean(text) or withheld(side)
        first = sides[side].get(text)
        evidence = (*first.evidence, line.id) if first else (line.id,)
        sides[side][text] = Statement(text, evidence, "evidenced")
    return Lessons(*(tuple(sides[side].values()) for side in _SIDES))


def withheld(side: str) -> str:
    """Return the neutral sentence for a line whose wording is left to the cited evidence."""
    return {
        "well": "Something that went well was noted (wording in the cited line)",
        "wrong": "Something that went wrong was noted (wording in the cited line)",
        "lucky": "Luck was noted (wording in the cited line)",
    }[side]
