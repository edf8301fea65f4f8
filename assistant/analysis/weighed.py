"""Hypotheses weighed: what the notes say for and against each, and what they hold possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.changes import ChangeFact
from assistant.analysis.decisions import theirs_in
from assistant.analysis.durations import start_event
from assistant.analysis.hypotheses import CATEGORY, Hypothesis
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, sentences, spoken, tokens
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import entries, number, phrases, text, words
from assistant.incident import LAYERS, Incident, Layer

_REACH = 2000
_LEAST = 4  # words of a possibility that says something
_NAMES = 3  # letters of a name by which a line speaks of a change


def weigh(
    offered: Sequence[Hypothesis],
    near: Sequence[ChangeFact],
    incident: Incident,
    notes: Sequence[Placed],
    events: tuple[TimelineEvent, ...],
) -> tuple[Hypothesis, ...]:
    """Return the hypotheses with the lines for and against each, then what the notes hold possible.

    `near` is the change of each hypothesis. Where the history was supplied and nothing of it
    stands near the start, that is offered as a hypothesis of its own.
    """
    told = [p for p in notes if p.section not in {"actions", "aside"} and not p.fenced]
    start = start_event(events)
    weighed = [
        _weighed(one, change, told, start) for one, change in zip(offered, near, strict=True)
    ]
    more = [*_unmoved(incident, near, start), *_told(incident, told, near)]
    return (*weighed, *more)


def _weighed(
    one: Hypothesis, change: ChangeFact, notes: Sequence[Placed], start: TimelineEvent | None
) -> Hypothesis:
    most = int(number("hypotheses", "weighing", "lines"))
    speaking = [p for p in notes if _speaks_of(p.line.text[:_REACH], change)]
    against = [p.line.id for p in speaking if _rules_out(p.line.text[:_REACH], change)][:most]
    speak = [p.line.id for p in speaking if p.line.id not in against][:most]
    early = () if start is None or change.time is None else start.evidence[:2]
    return replace(
        one,
        evidence=tuple(dict.fromkeys((*one.evidence, *speak, *early))),
        counter_evidence=tuple(dict.fromkeys((*against, *one.counter_evidence))),
    )


def _speaks_of(said: str, change: ChangeFact) -> bool:
    """Return whether a line names a change: its component, its new version, or its layer."""
    have = set(tokens(said))
    for value in (change.component, change.after):
        names = {t for t in tokens(value or "") if len(t) >= _NAMES}
        names -= set(words("lines", "words", "empty"))
        if names and len(names) <= 6 and names <= have:
            return True
    named = phrases("hypotheses", "weighing", "layers", change.kind)
    return named.found(said) is not None


def _rules_out(said: str, change: ChangeFact) -> bool:
    return phrases("hypotheses", "weighing", "against").found(said) is not None


def _unmoved(
    incident: Incident, near: Sequence[ChangeFact], start: TimelineEvent | None
) -> Iterator[Hypothesis]:
    if near or not incident.changes or start is None:
        return
    hours = int(number("hypotheses", "window_hours"))
    timed = [c for c in incident.changes if c.time is not None]
    before = [c for c in timed if c.time and start.time and c.time.at <= start.time]
    last = max(before, key=lambda c: c.time.at.timestamp() if c.time else 0.0, default=None)
    cited = (*start.evidence[:2], *(last.evidence[:2] if last is not None else ()))
    yield Hypothesis(
        text=(
            f"No supplied change stands within {hours} h before the start; a shift of the inputs "
            "or of the data, or a change on a provider's side, is a possibility to test"
        ),
        category="data",
        evidence=tuple(dict.fromkeys(cited)),
        counter_evidence=(),
        how_to_test=text("hypotheses", "unmoved", "test"),
    )


def _told(
    incident: Incident, notes: Sequence[Placed], near: Sequence[ChangeFact]
) -> Iterator[Hypothesis]:
    """Yield what the notes hold possible, in their words, where they name a layer of the system."""
    found = 0
    seen: set[Layer] = {change.kind for change in near}
    cue = phrases("hypotheses", "weighing", "possible")
    for placed in notes:
        line = placed.line
        if found >= number("hypotheses", "weighing", "told") or placed.heading or placed.cells:
            continue
        begin, end = spoken(line, incident.people)
        for first, last in sentences(line.text, begin, min(end, begin + _REACH)):
            said = line.text[first:last]
            layer = next((n for n in LAYERS if _names(said, n)), None)
            if layer is None or layer in seen or cue.span(said) is None:
                continue
            told = clip(roles(plain(said), incident.people), 200).rstrip(" .?!")
            if len(tokens(told)) < _LEAST or blame_in(told) or theirs_in(told):
                continue
            seen.add(layer)
            found += 1
            against = [
                p.line.id
                for p in notes
                if p.line.id != line.id
                and _names(p.line.text[:_REACH], layer)
                and phrases("hypotheses", "weighing", "against").found(p.line.text[:_REACH])
            ][: int(number("hypotheses", "weighing", "lines"))]
            quote = "the wording is in the cited line" if cause_asserted(told) else f"“{told}”"
            yield Hypothesis(
                text=f"The notes hold something of the {layer} layer possible: {quote}",
                category=CATEGORY[layer],
                evidence=(line.id,),
                counter_evidence=tuple(against),
                how_to_test=text("hypotheses", "tests", layer),
            )
            break


def _names(said: str, layer: Layer) -> bool:
    if layer not in entries("hypotheses", "weighing", "layers"):
        return False
    return phrases("hypotheses", "weighing", "layers", layer).found(said) is not None
