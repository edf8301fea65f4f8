"""Quarantine: lines that speak to a model instead of a reader are marked and kept out of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.incident import Change, Evidence, Finding
from assistant.intake.redaction.hostile import instruction_across, instruction_in


def mark(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], tuple[Finding, ...]]:
    """Return the evidence with hostile lines marked, and a finding for each of them.

    An instruction that begins on one line and ends on the next marks both.
    """
    reasons = [instruction_in(line.text, in_prompt=_is_history(line)) for line in evidence]
    for place in range(1, len(evidence)):
        first, second = evidence[place - 1], evidence[place]
        if reasons[place - 1] or reasons[place] or not _follows(first, second):
            continue
        reason = instruction_across(first.text, second.text, in_prompt=_is_history(second))
        if reason:
            reasons[place - 1] = reasons[place] = f"{reason}, over two lines"
    marked: list[Evidence] = []
    findings: list[Finding] = []
    for line, reason in zip(evidence, reasons, strict=True):
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


def _is_history(line: Evidence) -> bool:
    return line.kind == "history"


def _follows(first: Evidence, second: Evidence) -> bool:
    return first.source == second.source and second.line == first.line + 1


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
    if text is None or any(instruction_in(line, in_prompt=True) for line in text.split("\n")):
        return None
    return text
