"""Quarantine: lines that speak to a model instead of a reader are marked and kept out of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.incident import Change, Evidence, Finding
from assistant.intake.hostile import instruction_in


def mark(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], tuple[Finding, ...]]:
    """Return the evidence with hostile lines marked, and a finding for each of them."""
    marked: list[Evidence] = []
    findings: list[Finding] = []
    for line in evidence:
        reason = instruction_in(line.text)
        if reason is None:
            marked.append(line)
            continue
        marked.append(replace(line, hostile=True))
        findings.append(
            Finding(
                "injection",
                "warning",
                f"{line.source}, line {line.line}",
                f"The line looks like an instruction to a model ({reason}). It is quoted as "
                "evidence and used nowhere else.",
                (line.id,),
            )
        )
    return tuple(marked), tuple(findings)


def withhold(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes with hostile wording taken out of all but their diffs."""
    return tuple(_withheld(change) for change in changes)


def _withheld(change: Change) -> Change:
    return replace(
        change,
        component=_harmless(change.component),
        before=_harmless(change.before),
        after=_harmless(change.after),
        text=_harmless(change.text) or f"{change.kind} change (its wording is quarantined)",
    )


def _harmless(text: str | None) -> str | None:
    if text is None or any(instruction_in(line) for line in text.split("\n")):
        return None
    return text
