"""Past incidents in a draft: what is asked of the library, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.analysis.signature import Signature
from assistant.drafting.draft import Check, RecurrenceVerdict, SimilarIncident
from assistant.drafting.material import Material
from assistant.incident import Statement

NO_LIBRARY = (
    "There is no library of past incidents to compare with, so it is not known whether this has "
    "happened before."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a headline, the incident in short, its signature, the notes' lines.

    All of it is redacted. The notes tell which checks of earlier responders were made here too.
    """

    headline: str
    text: str
    signature: Signature
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """The past incidents to show, the verdict, and what the search had to do without."""

    similar: tuple[SimilarIncident, ...]
    recurrence: RecurrenceVerdict
    findings: tuple[str, ...] = ()


class Past(Protocol):
    """The past, as far as somebody keeps it."""

    def recall(self, asked: Asked) -> Recalled:
        """Return the past incidents that are like what is asked; a fault becomes a finding."""
        ...


class NoPast:
    """No library: nothing is known of earlier incidents."""

    def recall(self, asked: Asked) -> Recalled:
        """Return that there is no history."""
        return Recalled((), RecurrenceVerdict("no_history", None, NO_LIBRARY))


def asked_of(material: Material, *, title: str, summary: Sequence[Statement]) -> Asked:
    """Return what to ask of the library: the summary, the behaviour, what moved, the notes."""
    facts = material.facts
    behaviour = (one.text for one in facts.behaviour)
    changes = (change.text for change in facts.changes[:4])
    notes = tuple(placed.line.text for placed in material.notes)
    told = (*(one.text for one in summary), *behaviour, *changes, *notes[:40])
    return Asked(title, "\n".join(_distinct(told)), facts.signature, notes)


def checks(findings: Iterable[str]) -> tuple[Check, ...]:
    """Return what the search had to do without, as checks of the draft."""
    return tuple(Check("retrieval", "warning", "similar", finding, ()) for finding in findings)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
