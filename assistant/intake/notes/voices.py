"""Voices of transcripts: which lines a customer or an assistant speaks, and not a responder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.incident import Voice
from assistant.intake.alike import lines_that, shapes_of
from assistant.intake.clock.words import alternatives
from assistant.intake.notes import framing
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_STOP = re.compile(r"\s{0,3}#{1,6}\s|\s{0,3}(?:-{3,}|={3,}|\*{3,})\s*\Z")
_STAMPED = re.compile(r"[\s\-*>|]{0,6}[\[(]?(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d")
# Two turns of a conversation stand at most so many lines apart.
_NEAR = 12
_SAID = 4


@dataclass(frozen=True, slots=True)
class _Turn:
    number: int
    voice: Voice
    weak: bool
    words: int


@cache
def _label() -> tuple[re.Pattern[str], dict[str, Voice], frozenset[str]]:
    data = load("messages.toml").table("labels")
    spoken: tuple[Voice, ...] = ("customer", "assistant", "system")
    voices = {word: voice for voice in spoken for word in data.words(voice)}
    pattern = re.compile(
        r"[\s>*_\-•|\[]{0,8}(?:\[?\(?(?:\d{4}-\d\d-\d\d[T ,]{1,2})?\d{1,2}:\d\d(?::\d\d)?"
        r"[^\]\[()A-Za-z]{0,12}(?: ?[AaPp][Mm])?(?: ?(?:UTC|GMT|Z))?\)?\]?[\s\-–—|]{0,4})?"
        rf"(?:\*\*|__|<|\[|\|)?\s?(?P<label>{alternatives(voices)})(?: ?#?\d{{1,3}})?"
        r"(?: ?\([^()]{1,40}\))?\s?(?:\*\*|__)?\s?(?:[:>\]|])(?:\*\*|__)?(?!//)",
        re.IGNORECASE,
    )
    return pattern, voices, frozenset(data.words("weak"))


def mark(
    passages: Sequence[Passage], *, shapes: Sequence[str] | None = None
) -> tuple[Passage, ...]:
    """Return the passages with the voices of the conversations that stand in them.

    A conversation has turns of a customer and of an assistant near each other; lines without a
    label go on with the turn above, in notes up to a blank line, in a whole transcript beyond it.
    What a whole transcript says of its own start and end is left out.
    `shapes` are those of the lines where they are known already.
    """
    turns = _turns(passages, shapes_of([p.text for p in passages]) if shapes is None else shapes)
    if not turns:
        return tuple(passages)
    heard = [p.text for p in passages if p.text.strip()]
    whole = len(turns) >= 4 and turns[0].number <= 8 and len(turns) * 6 >= len(heard)
    by_line = {turn.number: turn.voice for turn in turns}
    if whole:
        system = [number for number, voice in by_line.items() if voice == "system"]
        first, last = turns[0].number, turns[-1].number
        framed = framing.frame(passages, system=system, first=first, last=last)
        passages = [
            p._replace(text=framed[n]) if n in framed else p for n, p in enumerate(passages)
        ]
    found: list[Passage] = []
    voice: Voice | None = None
    fenced = False
    for number, passage in enumerate(passages):
        text = passage.text
        if number in by_line:
            voice = by_line[number]
        elif _FENCE.match(text):
            fenced = not fenced
            voice = voice if fenced and whole else None
        elif _STOP.match(text) or (not text.strip() and not whole) or _STAMPED.match(text):
            voice = None
        spoken = passage.voice or (voice if text.strip() else None)
        found.append(passage if spoken == passage.voice else passage._replace(voice=spoken))
    return tuple(found)


def _turns(passages: Sequence[Passage], shapes: Sequence[str]) -> list[_Turn]:
    """Return the labelled turns that answer each other."""
    pattern, voices, weak = _label()
    met: list[_Turn] = []
    for number in lines_that(shapes, lambda text: pattern.match(text[:200])):
        passage = passages[number]
        if passage.voice is not None:
            continue
        found = pattern.match(passage.text[:200])
        if found:
            word = found["label"].casefold()
            said = len(passage.text[found.end() :].split())
            met.append(_Turn(number, voices[word], word in weak, said))
    for side in ("customer", "assistant"):
        turns = [turn for turn in met if turn.voice == side]
        if len(turns) < (2 if all(turn.weak for turn in turns) else 1):
            return []
    # "User: 4711", "Assistant: refund-bot v3" are the fields of a form.
    if all(turn.words < _SAID for turn in met):
        return []
    return [
        turn for at, turn in enumerate(met) if _answered(turn, met[max(at - _NEAR, 0) : at + _NEAR])
    ]


def _answered(turn: _Turn, beside: Sequence[_Turn]) -> bool:
    """Return whether the other side of the conversation speaks near a turn."""
    near = [other for other in beside if abs(other.number - turn.number) <= _NEAR]
    if turn.voice == "system":
        return len(near) > 1
    return any(other.voice not in (turn.voice, "system") for other in near)
