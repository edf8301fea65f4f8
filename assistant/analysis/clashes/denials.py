"""Denials that other lines do not bear: nothing changed, nobody hit, the version that was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes.clash import Contradiction, both, stamp
from assistant.analysis.durations import detection_of, start_of
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.vocabulary import entries, number, phrases
from assistant.incident import Incident

_GENERAL = ("nothing", "no deploy", "no release", "no rollout", "no change")
_NEAR = 60  # characters around a denial in which its layer is named


def unchanged(
    notes: Sequence[Placed],
    events: tuple[TimelineEvent, ...],
    changes: tuple[ChangeFact, ...],
) -> Iterator[Contradiction]:
    """Yield each line that says nothing moved although the history records a change before."""
    anchor = start_of(events) or detection_of(events)
    if anchor is None:
        return
    window = timedelta(hours=number("contradictions", "window_hours"))
    near = [c for c in changes if c.time is not None and anchor - window <= c.time <= anchor]
    near.sort(key=lambda c: c.time.timestamp() if c.time else 0.0, reverse=True)
    cue = phrases("contradictions", "unchanged", "cues")
    for placed in notes:
        text = placed.line.text
        hit = cue.span(text)
        if hit is None or phrases("contradictions", "unchanged", "exempt").found(text):
            continue
        layers = _layers(text[max(0, hit[0] - _NEAR) : hit[1] + _NEAR])
        if not layers and not text[hit[0] : hit[1]].lower().startswith(_GENERAL):
            continue
        change = next((c for c in near if not layers or c.kind in layers), None)
        if change is not None and change.time is not None:
            what = change.component or change.kind
            yield Contradiction(
                f"The notes say that nothing changed here; the history records a {change.kind} "
                f"change of {what} on {stamp(change.time)}.",
                both((placed.line.id,), change.evidence[:3]),
                "denial",
            )


def _layers(text: str) -> set[str]:
    return {
        layer
        for layer in entries("contradictions", "unchanged", "layers")
        if phrases("contradictions", "unchanged", "layers", layer).found(text)
    }


def unhurt(notes: Sequence[Placed], figures: tuple[ImpactFigure, ...]) -> Iterator[Contradiction]:
    """Yield each line that denies an effect which another line counts."""
    for kind in ("users", "money"):
        counted = [f for f in figures if f.measure == kind and f.value > 0]
        for placed in notes:
            said = phrases("contradictions", "unhurt", kind).found(placed.line.text)
            other = next((f for f in counted if placed.line.id not in f.evidence), None)
            if said is not None and other is not None:
                yield Contradiction(
                    f'One line says "{said}"; another counts {other.value:,.12g} {other.unit}.',
                    both((placed.line.id,), other.evidence),
                    "denial",
                )


def served(incident: Incident) -> Iterator[Contradiction]:
    """Yield the model that was asked for where the trace says another one answered."""
    calls = [
        c
        for c in incident.calls
        if c.requested and c.served and not _same_model(c.requested, c.served)
    ]
    if not calls:
        return
    pairs = Counter((c.requested, c.served) for c in calls)
    (asked, answered), count = pairs.most_common(1)[0]
    cited = [
        c.evidence for c in calls if c.evidence and (c.requested, c.served) == (asked, answered)
    ]
    if cited:
        noun = "call" if count == 1 else "calls"
        yield Contradiction(
            f"The trace asks for {asked} and was answered by {answered} in {count} {noun}.",
            tuple(dict.fromkeys(cited))[:6],
            "version",
        )


def _same_model(asked: str, answered: str) -> bool:
    """Return whether one name is the other one with its date or provider spelt out."""
    one, other = asked.rsplit("/", 1)[-1].lower(), answered.rsplit("/", 1)[-1].lower()
    return one == other
