"""Expected against observed behaviour of the AI system, quoted from the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.conversations import is_heard, said, telling
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, sentence_at, spoken, statement, tokens
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Incident

_APART = 4
_MOST = 8  # answers of an AI that are quoted
_QUOTE = re.compile(r"[\"“”«„]([^\"“”«»„]{2,400})[\"“”»]")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the system should have put out and what it did; either may be unknown (None)."""

    expected: str | None
    observed: str | None
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Half:
    side: str
    text: str
    placed: Placed
    index: int
    lines: tuple[str, ...] = ()


@cache
def _label(side: str) -> re.Pattern[str]:
    """Return the pattern of a label of one side at the head of a clause: "Expected:"."""
    ordered = sorted(words("behaviour", side, "labels"), key=lambda w: (-len(w), w))
    names = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?:^|[.;,|(]\s*|\s[-–—]\s|\*\*)(?:{names})\**\s*(?:[:=]|->|→)\**\s*", re.I)


def _halves(placed: Placed, index: int, people: tuple[str, ...]) -> list[_Half]:
    start, end = spoken(placed.line, people)
    text = placed.line.text[start : min(end, start + 4000)]
    if placed.cells and len(placed.cells) >= 2:
        return _row_halves(placed, index, people)
    marks = [(m, side) for side in ("expected", "observed") if (m := _label(side).search(text))]
    marks.sort(key=lambda pair: pair[0].start())
    halves = []
    for number, (mark, side) in enumerate(marks):
        stop = marks[number + 1][0].start() if number + 1 < len(marks) else len(text)
        said = clip(roles(plain(text[mark.end() : stop]), people)).rstrip(".;, ")
        if tokens(said):
            halves.append(_Half(side, said, placed, index))
    if halves:
        return halves
    instead = phrases("behaviour", "instead", "cues").span(text)
    quotes = list(_QUOTE.finditer(text))
    if instead and quotes:
        sides = [
            ("expected" if m.start() > instead[0] else "observed", m.group(1)) for m in quotes[:2]
        ]
        return [_Half(s, clip(roles(q, people)), placed, index) for s, q in sides]
    if quotes and phrases("behaviour", "observed", "verbs").found(text[: quotes[0].start()]):
        return [_Half("observed", clip(roles(quotes[0].group(1), people)), placed, index)]
    should = phrases("behaviour", "expected", "verbs").span(text)
    if should:
        said = sentence_at(placed.line, start + should[0], people)
        return [_Half("expected", said, placed, index)]
    return []


def _row_halves(placed: Placed, index: int, people: tuple[str, ...]) -> list[_Half]:
    halves = []
    for cell in placed.cells:
        for side in ("expected", "observed"):
            if cell.header and cell.header in words("behaviour", side, "labels"):
                said = clip(roles(plain(placed.line.text[cell.start : cell.end]), people))
                if tokens(said):
                    halves.append(_Half(side, said, placed, index))
    return halves


def _shown(halves: list[_Half], people: tuple[str, ...]) -> Behaviour | None:
    by_side = {half.side: half.text for half in halves}
    lines = dict.fromkeys(name for h in halves for name in (h.lines or (h.placed.line.id,)))
    # What the AI said is quoted whole: a "because" in it is what it answered, not a finding.
    told = [half for half in halves if not half.lines]
    text = "; ".join(dict.fromkeys(_telling(half, people) for half in halves))
    if any(blame_in(t) or cause_asserted(t) for h in told for t in (_telling(h, people), h.text)):
        return None
    return Behaviour(by_side.get("expected"), by_side.get("observed"), text, tuple(lines))


def _telling(half: _Half, people: tuple[str, ...]) -> str:
    return half.text if half.lines else statement(half.placed.line, people)


def _answers(notes: Sequence[Placed], people: tuple[str, ...]) -> dict[int, _Half]:
    """Return the AI's answers that show the behaviour, by the index of their first line."""
    told = [turn for turn in telling(notes) if turn.voice == "assistant"][:_MOST]
    halves = {
        turn.first: _Half("observed", said(turn, people), turn.lines[0], turn.first, turn.ids)
        for turn in told
    }
    return {index: half for index, half in halves.items() if tokens(half.text)}


def shown(incident: Incident, notes: Sequence[Placed]) -> tuple[Behaviour, ...]:
    """Return expected and observed behaviour, paired where told close together."""
    pairs: list[list[_Half]] = []
    answers = _answers(notes, incident.people)
    for index, placed in enumerate(notes):
        if placed.section in {"actions", "aside", "tests"}:
            continue
        if is_heard(placed):
            halves = [answers[index]] if index in answers else []
        else:
            halves = _halves(placed, index, incident.people)
        for half in halves:
            last = pairs[-1] if pairs else []
            fits = (
                len(last) == 1
                and last[0].side != half.side
                and half.index - last[0].index <= _APART
                and half.placed.line.source == last[0].placed.line.source
            )
            if fits:
                last.append(half)
            else:
                pairs.append([half])
    told = (_shown(pair, incident.people) for pair in pairs)
    return tuple(item for item in told if item is not None)
