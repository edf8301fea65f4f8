"""Change lists in YAML or JSON: one change for every entry, whatever its keys are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from assistant.incident import Change, Finding
from assistant.intake.history.entries import Entry
from assistant.intake.history.entryreading import EntryReading
from assistant.intake.history.entrytime import order_in
from assistant.intake.history.page import Page


@dataclass(frozen=True, slots=True)
class Told:
    """What the entries gave, and what a person should look at."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def read(page: Page, entries: Sequence[Entry], *, zone: tzinfo | None) -> Told:
    """Return one change for every entry, in their order."""
    changes, findings, ages = [], [], []
    order = order_in(page.text)
    for entry in entries:
        reading = EntryReading(page, entry, zone, order)
        changes.append(reading.change())
        findings += reading.findings
        ages += reading.ages
    if ages:
        findings.append(_aged(page, ages))
    return Told(tuple(changes), tuple(findings))


def _aged(page: Page, ages: Sequence[tuple[int, str]]) -> Finding:
    """Return the finding that times are told as ages; `ages` are lines (from 1) and their words."""
    number, words = ages[0]
    count = "1 time" if len(ages) == 1 else f"{len(ages)} times"
    message = (
        f"{count} of {page.name} told as ages ({words!r}): without the moment of the listing "
        "it is not known when they were. Hand in the list with dates."
    )
    where = f"{page.name}, line {number}"
    return Finding("intake", "warning", where, message, page.ids(at for at, _ in ages[:5]))
