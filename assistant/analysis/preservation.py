"""What may be lost before a person looks at it: lines that tell of deletion, rebuild or expiry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.analysis import layout, signals
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, tokens
from assistant.analysis.vocabulary import text
from assistant.incident import Incident

_DATA = "preservation"
_LEAST = 2  # words of a span that says something
LossKind = Literal["expiry", "deleted", "rebuilt"]
_KINDS: tuple[LossKind, ...] = get_args(LossKind)


@dataclass(frozen=True, slots=True)
class Loss:
    """One sign that evidence was or will be lost; `text` is a span of the cited lines, or ""."""

    kind: LossKind
    text: str
    evidence: tuple[str, ...]


def losses(incident: Incident, notes: Sequence[Placed]) -> tuple[Loss, ...]:
    """Return the lines of the notes, then the history's entries, that tell of a loss, each once."""
    found: dict[tuple[str, ...], Loss] = {}
    noted = signals.in_notes(_DATA, notes)
    for kind in _KINDS:
        for placed in noted.get(kind, ()):
            at = signals.place_in(_DATA, kind, "cues", placed.line.text) or 0
            said = layout.told(placed, at, incident.people)
            found.setdefault((placed.line.id,), Loss(kind, _span(said), (placed.line.id,)))
    order = {placed.line.id: index for index, placed in enumerate(notes)}
    told = sorted(found.values(), key=lambda loss: order[loss.evidence[0]])
    return (*told, *_in_history(incident))


def _in_history(incident: Incident) -> tuple[Loss, ...]:
    """Return the changes whose own words, not their diffs, tell of a loss."""
    found: dict[tuple[str, ...], Loss] = {}
    for change in incident.changes:
        words = change.text.partition("\n")[0]
        kind = next(
            (k for k in _KINDS if signals.place_in(_DATA, k, "cues", words) is not None), None
        )
        if kind is not None and change.evidence:
            said = clip(roles(plain(words), incident.people))
            found.setdefault(change.evidence, Loss(kind, _span(said), change.evidence))
    return tuple(found.values())


def _span(said: str) -> str:
    return said if len(tokens(said)) >= _LEAST else ""


def context() -> str:
    """Return in a sentence or two why a system is left as it is, whatever the incident."""
    return text(_DATA, "context")
