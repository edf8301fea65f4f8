"""Works the contradictions of an incident out as the facts of a draft do."""

from __future__ import annotations

from assistant.analysis import impact, timeline
from assistant.analysis.changes import what_moved
from assistant.analysis.clashes import contradictions
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.durations import start_of
from assistant.analysis.layout import place
from assistant.incident import Change, Incident
from tests.analysis.notebook import change, incident, notes

DEPLOYED = change("prompt", "09:00", "prompt-part: v1 to v2")


def within(made: Incident) -> tuple[Contradiction, ...]:
    """Return the contradictions of an incident."""
    placed = place(made)
    events = timeline.build(made, placed)
    return contradictions.find(
        made,
        placed,
        events=events,
        changes=what_moved(made, start=start_of(events)),
        figures=impact.figures(made, placed),
    )


def found(text: str, *changes: Change) -> tuple[Contradiction, ...]:
    """Return the contradictions of notes and changes."""
    return within(incident(*notes(text), changes=changes))


def kinds(text: str, *changes: Change) -> list[str]:
    """Return what the contradictions of notes and changes are of."""
    return [one.kind for one in found(text, *changes)]
