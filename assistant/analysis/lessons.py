"""What went well, what went wrong and where luck helped, as the notes tell it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.analysis.assertions import blame_in, cause_asserted, owner_or_due_in
from assistant.analysis.layout import Placed, place
from assistant.analysis.phrases import sentence_at, spoken, statement, tokens
from assistant.analysis.vocabulary import phrases
from assistant.incident import Incident, Statement

_SIDES = ("well", "wrong", "lucky")
_SKIPPED = frozenset({"actions", "aside", "tests", "well", "wrong", "lucky"})


@dataclass(frozen=True, slots=True)
class Lessons:
    """Statements under each of the three questions; empty where the notes say nothing."""

    went_well: tuple[Statement, ...] = ()
    went_wrong: tuple[Statement, ...] = ()
    got_lucky: tuple[Statement, ...] = ()


def _side(placed: Placed) -> tuple[str, int | None] | None:
    """Return which side a line speaks to and where its cue stands (None: all of the line)."""
    if placed.section in _SIDES and not placed.heading:
        return placed.section, None
    if placed.section in _SKIPPED or placed.fenced or placed.heading:
        return None
    for side in ("lucky", "well", "wrong"):
        hit = phrases("lessons", side, "cues").match(placed.line.text)
        if hit and not phrases("lessons", side, "exempt").found(placed.line.text):
            return side, hit.start()
    return None


def told(incident: Incident) -> Lessons:
    """Return the notes' own lessons, by heading and by cue words; each statement once."""
    sides: dict[str, dict[str, Statement]] = {side: {} for side in _SIDES}
    for placed in place(incident):
        found = _side(placed)
        if found is None:
            continue
        side, at = found
        line = placed.line
        start, _ = spoken(line, incident.people)
        whole = at is None or at < start
        text = (
            statement(line, incident.people)
            if whole or at is None
            else sentence_at(line, at, incident.people)
        )
        bare = text.rstrip(":").lower()
        if len(tokens(text)) < 2 or phrases("lines", "sections", side).whole(bare):
            continue
        if blame_in(text) or cause_asserted(text) or owner_or_due_in(text):
            text = phrases_text(side)
        first = sides[side].get(text)
        evidence = (*first.evidence, line.id) if first else (line.id,)
        sides[side][text] = Statement(text, evidence, "evidenced")
    return Lessons(*(tuple(sides[side].values()) for side in _SIDES))


def phrases_text(side: str) -> str:
    """Return the neutral sentence for a line whose wording is left to the cited evidence."""
    return {
        "well": "Something that went well was noted (wording in the cited line)",
        "wrong": "Something that went wrong was noted (wording in the cited line)",
        "lucky": "Luck was noted (wording in the cited line)",
    }[side]
