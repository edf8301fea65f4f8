"""Doubts about times: what a reader should know before trusting a time of the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.incident import Evidence, Finding, Mention, Reference
from assistant.intake.reference import ASSUMED, named_day

_MOST = 12  # lines cited for one doubt
_FEW = 3  # lines cited for what holds of all


def findings(
    evidence: Iterable[Evidence], *, reference: Reference, names: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Return one finding for each kind of doubt about the times of notes, in reading order.

    `names` are the names of the note files: a date in one that is not the incident's day is told.
    """
    doubted: dict[tuple[str, str], dict[str, None]] = {}
    unzoned: list[Evidence] = []
    for line in evidence:
        if line.kind == "note" and not line.hostile:
            for mention in line.mentions:
                if mention.note is not None:
                    doubted.setdefault((line.source, mention.note), {})[line.id] = None
            if any(_is_bare(mention) for mention in line.mentions):
                unzoned.append(line)
    found = [
        Finding("intake", "warning", source, _told(note, len(cited)), tuple(cited)[:_MOST])
        for (source, note), cited in doubted.items()
    ]
    if unzoned and reference.zone_why == ASSUMED:
        message = (
            "No input states a time zone: the clock times of the notes were read as UTC. Check "
            "whose clock they were told by; --timezone sets it."
        )
        cited = tuple(line.id for line in unzoned[:_FEW])
        found.append(Finding("intake", "info", unzoned[0].source, message, cited))
    named = named_day(names)
    if named is not None and reference.day is not None and named[1] != reference.day:
        message = (
            f"The name of {named[0]} says {named[1]}, but the times without a date were taken to "
            f"be of {reference.day}: {reference.day_why}. Check which day is right; --date sets it."
        )
        found.append(Finding("intake", "warning", named[0], message))
    return tuple(found)


def _is_bare(mention: Mention) -> bool:
    moment = mention.moment
    return moment is not None and moment.inferred and moment.precision != "day"


def _told(note: str, count: int) -> str:
    lines = "a line" if count == 1 else f"{count} lines"
    return f"A time is in doubt in {lines} of the notes: {note}."
