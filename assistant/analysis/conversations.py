"""Conversations in the notes: what a customer and the AI said, told apart from the responders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, spoken, tokens
from assistant.analysis.told import credible
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Voice

_FAR = 12  # lines between two turns of one conversation
_REMARK = 3  # lines after a turn in which a responder remarks on it
_LABEL = re.compile(
    r"[\s*_<\[(|>-]{0,8}([^\W\d_][\w .'/#-]{0,38}?)\s?[*_]{0,2}[:>\])|]{1,4}[*_]{0,2}\s*"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said at once: lines `first` to `last` of the placed lines, without gaps."""

    voice: Voice
    first: int
    last: int
    lines: tuple[Placed, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the lines of the turn."""
        return tuple(placed.line.id for placed in self.lines)


def is_heard(placed: Placed) -> bool:
    """Return whether a line holds the words of a customer or of the AI."""
    return placed.line.voice in {"customer", "assistant"}


def in_conversation(notes: Sequence[Placed]) -> frozenset[str]:
    """Return the ids of the lines of conversations with the AI: of turns near one of its own.

    A customer who writes where no AI answers, as in a ticket, is in none.
    """
    groups: list[list[Turn]] = []
    for turn in turns(notes):
        last = groups[-1][-1] if groups else None
        if last is not None and _near(last, turn) and _passes(notes[last.last + 1 : turn.first]):
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return frozenset(
        name
        for group in groups
        if any(turn.voice == "assistant" for turn in group)
        for turn in group
        for name in turn.ids
    )


def _passes(between: Iterable[Placed]) -> bool:
    """Return whether lines between two turns leave them one conversation."""
    return all(placed.opens or placed.line.voice == "system" for placed in between)


def _in_order(one: Turn, other: Turn) -> tuple[Turn, Turn]:
    return (one, other) if one.first <= other.first else (other, one)


def by_responders(notes: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return the lines that are not the words of a customer or of the AI, in reading order."""
    return tuple(placed for placed in notes if not is_heard(placed))


def turns(notes: Sequence[Placed]) -> tuple[Turn, ...]:
    """Return the turns of customers and the AI in reading order; a label opens a turn."""
    found: list[Turn] = []
    held: list[Placed] = []
    for index, placed in enumerate([*notes, None]):
        goes_on = (
            placed is not None
            and bool(held)
            and placed.line.voice == held[-1].line.voice
            and placed.line.source == held[-1].line.source
            and placed.line.line - held[-1].line.line <= _REMARK
            and not _labelled(placed.line.text)
        )
        if held and not goes_on:
            voice = held[0].line.voice
            if voice is not None:
                found.append(Turn(voice, index - len(held), index - 1, tuple(held)))
            held = []
        if placed is not None and is_heard(placed):
            held.append(placed)
    return tuple(found)


def telling(notes: Sequence[Placed]) -> tuple[Turn, ...]:
    """Return the turns that show the harmful behaviour or report it, in reading order.

    They are the complaint of a customer, the answer that it complains of, an answer that a
    responder's next lines call wrong, and the AI's only answer of a conversation.
    """
    said = turns(notes)
    shown: dict[int, Turn] = {}
    for index, turn in enumerate(said):
        if turn.voice == "customer" and _complains(turn):
            shown[index] = turn
            before = index - 1
            if before >= 0 and said[before].voice == "assistant" and _near(said[before], turn):
                shown[before] = said[before]
        elif turn.voice == "assistant" and (_alone(said, index) or _remarked(notes, turn)):
            shown[index] = turn
    return tuple(shown[index] for index in sorted(shown))


def said(turn: Turn, people: tuple[str, ...]) -> str:
    """Return the words of a turn without its label, clipped."""
    parts = []
    for placed in turn.lines:
        text = placed.line.text
        start, end = spoken(placed.line, people)
        label = _label_at(text, start)
        parts.append(plain(text[label or start : min(end, start + 4000)]))
    return clip(roles(" ".join(part for part in parts if part), people))


def _label_at(text: str, start: int) -> int | None:
    """Return where the words begin after a label such as "Bot:", None where there is none."""
    found = _LABEL.match(text, start)
    if found is None or not set(tokens(found.group(1))) & set(
        words("behaviour", "turns", "labels")
    ):
        return None
    return found.end() if len(found.group(1).split()) <= 4 else None


def _labelled(text: str) -> bool:
    head = re.match(r"[\s\d:.,\[\]()TZ+|-]{0,40}", text)
    return _label_at(text, head.end() if head else 0) is not None


def _complains(turn: Turn) -> bool:
    return any(
        credible(placed.line.text, phrases("behaviour", "turns", "complaints"))
        or phrases("behaviour", "turns", "doubts").found(placed.line.text) is not None
        for placed in turn.lines
    )


def _near(one: Turn, other: Turn) -> bool:
    here, there = one.lines[-1].line, other.lines[0].line
    return here.source == there.source and abs(there.line - here.line) <= _FAR


def _alone(said: Sequence[Turn], index: int) -> bool:
    """Return whether a turn is the AI's only one within reach of its conversation."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(said) and _near(*_in_order(said[at], said[at - step])):
            if said[at].voice == "assistant":
                return False
            at += step
    return True


def _remarked(notes: Sequence[Placed], turn: Turn) -> bool:
    """Return whether a responder's lines right after a turn say that it was wrong."""
    last = turn.lines[-1].line
    for placed in notes[turn.last + 1 : turn.last + 1 + _REMARK]:
        if placed.line.source != last.source or placed.line.line - last.line > _REMARK:
            return False
        if not is_heard(placed) and placed.line.voice != "system":
            return credible(placed.line.text, phrases("phases", "start", "harm"))
    return False
