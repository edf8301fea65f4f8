"""Quarantine: lines that speak to a model instead of a reader are marked and kept out of prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from assistant.incident import Change, Evidence, Finding
from assistant.intake.redaction.hostile import instruction_across, instruction_in
from assistant.intake.redaction.prompttexts import prompt_lines

# How far apart two lines may stand, with blank ones between, for an instruction to run over them.
_APART = 3
# A line in the middle of an instruction that runs over three: a few bare words.
_MIDDLE = re.compile(r"[\s>|*+•·–—-]{0,12}[^\W\d_](?:[^\W\d_]|[ ,'’-]){0,60}\Z")
# What a line ends with whose sentence goes on.
_OPEN = re.compile(r"(?::|\b(?:and|that|to|the|as|a|an|is|was|of|say|state|write|read|reads|by))\Z")
# What of a change is told beside its diff, and how much of a value shows that its text quotes it.
_TOLD = ("component", "before", "after", "text")
_QUOTED = 60
# A line that begins anew: a clock, a date, a speaker, a level, a heading or a field.
_ANEW = re.compile(r"[\s>|*+-]*(?:\[?\d{1,4}[-:/.]\d|#|[\w. ]{1,30}:\s|<|\[|\{|commit |diff )")


def mark(
    evidence: Sequence[Evidence],
    changes: Sequence[Change] = (),
    *,
    known: Collection[str] = (),
    hiding: Callable[[str], bool] = lambda text: False,
) -> tuple[tuple[Evidence, ...], tuple[Finding, ...]]:
    """Return the evidence with hostile lines marked, and a finding for each newly found one.

    An instruction that runs over several lines marks all of them. `changes` tell which lines are
    the text of a prompt; `known` are the ids of lines that were found hostile when they were read,
    and `hiding` tells whether a text held an instruction in invisible characters.
    """
    prompts = prompt_lines(evidence, changes)
    reasons: dict[str, str] = {}
    for line in evidence:
        reason = instruction_in(line.text, in_prompt=line.id in prompts)
        if reason is None and hiding(line.text):
            reason = "it was written in invisible characters"
        if reason is not None:
            reasons[line.id] = reason
    for lines, reason in _broken(evidence, reasons, prompts):
        for line in lines:
            reasons.setdefault(line.id, reason)
    marked = tuple(
        replace(line, hostile=True) if line.id in reasons or line.id in known else line
        for line in evidence
    )
    findings = tuple(
        Finding(
            "injection",
            "warning",
            f"{line.source}, line {line.line}",
            f"The line looks like an instruction to a model ({reasons[line.id]}). It is quoted as "
            "evidence and used nowhere else.",
            (line.id,),
        )
        for line in evidence
        if line.id in reasons and line.id not in known
    )
    return marked, findings


def _broken(
    evidence: Sequence[Evidence], reasons: dict[str, str], prompts: Collection[str]
) -> Iterator[tuple[tuple[Evidence, ...], str]]:
    """Yield the lines over which an instruction runs that none of them is alone, and why."""
    told = [line for line in evidence if line.text.strip()]
    before: Evidence | None = None
    for place in range(1, len(told)):
        first, second = told[place - 1], told[place]
        if not _follows(first, second):
            before = None
            continue
        in_prompt = second.id in prompts
        if first.id in reasons or second.id in reasons:
            if second.id not in reasons and _goes_on(first, second):
                yield (second,), "goes on with the instruction of the line before it"
            before = None
            continue
        reason = instruction_across(first.text, second.text, in_prompt=in_prompt)
        lines: tuple[Evidence, ...] = (first, second)
        count = "two"
        if reason is None and before is not None and _MIDDLE.match(first.text):
            lines, count = (before, first, second), "three"
            reason = instruction_across(*(line.text for line in lines), in_prompt=in_prompt)
        if reason is None:
            before = first
            continue
        after = told[place + 1] if place + 1 < len(told) else None
        if count == "two" and after is not None and _follows(second, after):
            # The third line may hold what the order is about.
            longer = (*lines, after)
            full = instruction_across(*(line.text for line in longer), in_prompt=in_prompt)
            if full not in (None, reason) and after.id not in reasons:
                lines, count = longer, "three"
        yield lines, f"{reason}, over {count} lines"
        before = None


def _follows(first: Evidence, second: Evidence) -> bool:
    return 0 < second.line - first.line <= _APART and first.source == second.source


def _goes_on(first: Evidence, second: Evidence) -> bool:
    """Return whether the sentence that a flagged line leaves open goes on in the next line."""
    return (
        first.kind != "log"
        and second.line == first.line + 1
        and _OPEN.search(first.text.rstrip().lower()) is not None
        and _ANEW.match(second.text) is None
    )


def withhold(
    changes: Sequence[Change], evidence: Sequence[Evidence]
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """Return the changes with hostile wording taken out of all but their diffs, and findings.

    `evidence` are the marked lines: a finding cites those of the change that are quarantined.
    """
    hostile = {line.id for line in evidence if line.hostile}
    told: list[Change] = []
    findings: list[Finding] = []
    for change in changes:
        kept = _withheld(change)
        told.append(kept)
        if kept is change:
            continue
        lost = [name for name in _TOLD if getattr(kept, name) != getattr(change, name)]
        if lost:
            message = (
                f"The {' and the '.join(lost)} of a change of the {change.kind} layer reads like "
                "an instruction to a model and was withheld. Its diff and its lines are quoted."
            )
            cited = tuple(name for name in change.evidence if name in hostile)
            findings.append(Finding("injection", "warning", "changes", message, cited))
    return tuple(told), tuple(findings)


def _withheld(change: Change) -> Change:
    prompt = change.kind == "prompt"
    values = [value[:_QUOTED] for value in (change.before, change.after) if value]
    quotes = prompt and any(value in change.text for value in values)
    component = _harmless(change.component)
    before = _harmless(change.before, in_prompt=prompt)
    after = _harmless(change.after, in_prompt=prompt)
    text = _harmless(change.text, in_prompt=quotes)
    text = text or f"{change.kind} change (its wording is quarantined)"
    told = (component, before, after, text)
    if told == (change.component, change.before, change.after, change.text):
        return change
    return replace(change, component=component, before=before, after=after, text=text)


def _harmless(text: str | None, *, in_prompt: bool = False) -> str | None:
    if text is None:
        return None
    for line in text.split("\n"):
        if instruction_in(line, in_prompt=in_prompt):
            return None
    return text
