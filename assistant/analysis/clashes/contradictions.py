"""Contradictions: lines of the inputs that cannot all be right, each pair cited, none settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes import counts, denials, doubts, times
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.wording import breaks
from assistant.incident import Incident

_MOST = 12  # contradictions of one draft; more are no longer read


def find(
    incident: Incident,
    notes: Sequence[Placed],
    *,
    events: tuple[TimelineEvent, ...],
    changes: tuple[ChangeFact, ...],
    figures: tuple[ImpactFigure, ...],
) -> tuple[Contradiction, ...]:
    """Return where times, counts, versions and denials of the inputs disagree, each once."""
    told = [p for p in notes if p.section not in {"actions", "aside"} and not p.fenced]
    # Each is looked for as long as the draft has room.
    found = chain(
        times.reports(incident, events),
        times.phases(incident, events),
        times.recorded(incident, events, changes),
        times.within_lines(incident, told),
        times.lengths(incident, events, figures),
        counts.recounts(told, figures),
        counts.shares(told),
        denials.unchanged(told, events, changes),
        denials.unhurt(told, figures),
        denials.served(incident),
        doubts.versions(told, changes, incident.people),
        doubts.told(told, incident.people),
    )
    return tuple(islice(_once(found), _MOST))


def _once(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield the contradictions without those that rest on the lines of an earlier one."""
    kept: list[Contradiction] = []
    for one in found:
        if breaks(one.text) or not one.evidence:
            continue
        alike = one.kind == "told"
        if any(
            set(one.evidence) <= set(k.evidence) and (alike or one.kind == k.kind) for k in kept
        ):
            continue
        kept.append(one)
        yield one


__all__ = ["Contradiction", "find"]
