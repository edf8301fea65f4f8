"""Expected against observed behaviour of the AI system, quoted, with what was asked and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.circumstances import of_block
from assistant.analysis.conversations import is_heard, said, telling
from assistant.analysis.halves import Half, labelled
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import statement, tokens
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import number
from assistant.incident import Incident

_APART = 4
_MOST = 8  # answers of an AI that are quoted
_UNTOLD = "(wording in the cited line"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the system should have put out and what it did; either may be unknown (None).

    `asked` is the input that it was given, `trace` the id under which the exchange is kept,
    `settings` the decoding parameters and the model as the cited lines give them ("temperature
    0.2"), `scope` what is told of which inputs were affected; None or () where nothing is told.
    """

    expected: str | None
    observed: str | None
    text: str
    evidence: tuple[str, ...]
    asked: str | None = None
    trace: str | None = None
    settings: tuple[str, ...] = ()
    scope: str | None = None


def _shown(
    halves: list[Half], notes: Sequence[Placed], incident: Incident
) -> tuple[Behaviour, bool] | None:
    people = incident.people
    by_side = {half.side: half.text for half in halves}
    lines = dict.fromkeys(name for h in halves for name in (h.lines or (h.placed.line.id,)))
    # What the AI said is quoted whole: a "because" in it is what it answered, not a finding.
    put_out = [half for half in halves if half.side != "asked"]
    told = [half for half in put_out if not half.lines]
    text = "; ".join(dict.fromkeys(_telling(half, people) for half in put_out))
    if any(blame_in(t) for h in told for t in (_telling(h, people), h.text)):
        return None
    if any(cause_asserted(h.text) for h in told):
        return None
    if cause_asserted(text):
        text = "; ".join(dict.fromkeys(half.text for half in halves))
    block = Behaviour(by_side.get("expected"), by_side.get("observed"), text, tuple(lines))
    around = of_block(notes, halves[0].index, halves[-1].index, incident)
    return (
        replace(
            block,
            asked=by_side.get("asked") or around.asked,
            trace=around.trace,
            settings=around.settings,
            scope=around.scope,
            evidence=tuple(dict.fromkeys((*lines, *around.evidence))),
        ),
        any(half.sure for half in halves),
    )


def _telling(half: Half, people: tuple[str, ...]) -> str:
    return half.text if half.lines else statement(half.placed.line, people)


def _answers(notes: Sequence[Placed], people: tuple[str, ...]) -> dict[int, Half]:
    """Return the AI's answers that show the behaviour, by the index of their first line."""
    told = [turn for turn in telling(notes) if turn.voice == "assistant"][:_MOST]
    halves = {
        turn.first: Half("observed", said(turn, people), turn.lines[0], turn.first, turn.ids, True)
        for turn in told
    }
    return {index: half for index, half in halves.items() if tokens(half.text)}


def _blocks(incident: Incident, notes: Sequence[Placed]) -> list[list[Half]]:
    """Return the halves told close together, each block with one of each side at most."""
    blocks: list[list[Half]] = []
    answers = _answers(notes, incident.people)
    for index, placed in enumerate(notes):
        if placed.section in {"actions", "aside", "tests"}:
            continue
        if is_heard(placed):
            halves = [answers[index]] if index in answers else []
        else:
            halves = labelled(placed, index, incident.people)
        for half in halves:
            last = blocks[-1] if blocks else []
            fits = (
                bool(last)
                and all(known.side != half.side for known in last)
                and half.index - last[-1].index <= _APART
                and half.placed.line.source == last[0].placed.line.source
            )
            if fits:
                last.append(half)
            else:
                blocks.append([half])
    return [block for block in blocks if {h.side for h in block} - {"asked"}]


def shown(
    incident: Incident, notes: Sequence[Placed], events: tuple[TimelineEvent, ...] = ()
) -> tuple[Behaviour, ...]:
    """Return expected and observed behaviour, paired where told close together.

    Where pairs are told, answers that are only quoted in passing are left out. Where nothing is
    quoted, the step that is the start, or else the detection, tells what was observed.
    """
    made = [_shown(block, notes, incident) for block in _blocks(incident, notes)]
    told = [one for one in made if one is not None]
    pairs = [block for block, _ in told if block.expected and block.observed]
    sure = [block for block, known in told if known]
    passing = [block for block, known in told if not known and block not in pairs]
    kept = [b for b, _ in told if b in pairs or b in sure]
    if not pairs:
        kept = [b for b, _ in told if b in sure or b in passing[: int(_most())]]
    return tuple(kept) or _from_steps(events)


def _most() -> float:
    return number("behaviour", "most_quoted")


def _from_steps(events: tuple[TimelineEvent, ...]) -> tuple[Behaviour, ...]:
    for phase in ("start", "detected"):
        for event in events:
            if event.phase == phase and _UNTOLD not in event.text and len(tokens(event.text)) > 2:
                return (Behaviour(None, event.text, event.text, event.evidence),)
    return ()
