"""Sections that prepare the inquiry: changes, severity, hypotheses, factors, actions, questions."""

from __future__ import annotations

from collections.abc import Callable

from assistant.analysis.changes import ChangeFact
from assistant.analysis.factors import Category, Factor
from assistant.drafting.draft import Draft
from assistant.export.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cite,
    Code,
    Line,
    Paragraph,
    Table,
    Text,
    Words,
)
from assistant.export.narrative import cited
from assistant.export.times import Clock, offset_from_start
from assistant.incident import Layer

Section = Callable[[Draft, Clock], tuple[Block, ...]]

NONE: Line = (Text("none found in the inputs", "quiet"),)


def _moved(change: ChangeFact) -> Line:
    if change.before is None and change.after is None:
        return (Text("not stated", "quiet"),)
    return (
        Text(change.before or "not stated", "code" if change.before else "quiet"),
        Text("→"),
        Text(change.after or "not stated", "code" if change.after else "quiet"),
    )


def _table(moved: tuple[ChangeFact, ...], clock: Clock) -> tuple[Block, ...]:
    rows = tuple(
        (
            (Text(clock.full(change.time) or "not known", "plain" if change.time else "quiet"),),
            (Text(offset_from_start(change.minutes_before_start)),),
            (Text(change.kind, "strong"), Text(change.component or "")),
            _moved(change),
            cited(change.text, change.evidence),
        )
        for change in moved
    )
    head = ("When", "Relative to start", "What", "Before → after", "As recorded")
    diffs = tuple(
        block
        for change in moved
        for block in (
            *_reworded(change, clock),
            *(
                (Code(f"Diff: {_named(change, clock)}", change.diff, "diff"),)
                if change.diff
                else ()
            ),
        )
    )
    return (Table(head, rows), *diffs) if rows else ()


def _diff(change: ChangeFact, clock: Clock) -> tuple[Block, ...]:
    title = f"Diff: {_named(change, clock)}"
    return (Code(title, change.diff, "diff"),) if change.diff else ()


def _named(change: ChangeFact, clock: Clock) -> str:
    when = f", {clock.full(change.time)}" if change.time else ""
    return f"{change.component or change.kind}{when}"


def _reworded(change: ChangeFact, clock: Clock) -> tuple[Block, ...]:
    """Return what of a prompt was taken out and put in, word by word, where that is known."""
    if not change.words:
        return ()
    runs = tuple((run.op, run.text) for run in change.words)
    return (Words(f"Word by word: {_named(change, clock)}", runs),)


def changes(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what moved, with the distance from the start and every diff."""
    blocks = _table(draft.changes, clock)
    if not blocks:
        return ()
    note = "Standing near the start is correlation in time, not cause."
    return (Paragraph((Text(note),), "quiet"), *blocks)


def changes_of(*layers: Layer) -> Section:
    """Return the section that lists the changes of some layers, without repeating their diffs."""

    def section(draft: Draft, clock: Clock) -> tuple[Block, ...]:
        moved = tuple(change for change in draft.changes if change.kind in layers)
        return tuple(block for block in _table(moved, clock) if isinstance(block, Table))

    return section


def not_examined(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the layers and inputs that nothing was supplied for."""
    if not draft.not_examined:
        return ()
    words = "Nothing was supplied for these, so this draft says nothing about them:"
    items = tuple((Text(name),) for name in draft.not_examined)
    return (Paragraph((Text(words),)), Bullets(items))


def severity(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the suggested severity, the criteria met, and what policy asks for."""
    found = draft.severity
    if found.suggested is None and not found.criteria:
        return ()
    head: Line = (
        Text(f"{found.suggested or 'No severity'} suggested", "strong"),
        Text("by the criteria below; a person confirms or changes it."),
    )
    blocks: tuple[Block, ...] = (Paragraph(head),)
    if found.criteria:
        items = tuple(cited(criterion.text, criterion.evidence) for criterion in found.criteria)
        blocks += (Bullets(items),)
    policy = [_sentence(found.requirement)] if found.requirement else []
    if found.due:
        policy.append(f"Due by policy: {clock.full(found.due)} {clock.label}.")
    return (*blocks, Paragraph((Text(" ".join(policy)),), "quiet")) if policy else blocks


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def root_cause(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return that the cause awaits people, and each hypothesis with how to test it."""
    status = draft.root_cause.status
    held: tuple[Line, ...] = (
        (Text("People judge the cause. What follows are possibilities to test, not findings."),),
    )
    cards = tuple(
        Card(
            (Text(f"H{number}", "strong"), Text(one.text), Text(one.category, "quiet")),
            (
                ("Speaks for it", (Cite(one.evidence),) if one.evidence else NONE),
                (
                    "Speaks against it",
                    (Cite(one.counter_evidence),) if one.counter_evidence else NONE,
                ),
                ("How to test", (Text(one.how_to_test),)),
            ),
        )
        for number, one in enumerate(draft.root_cause.hypotheses, start=1)
    )
    lines = (
        held if cards else ((Text("The inputs suggest no hypothesis; people judge the cause."),),)
    )
    return (Callout("open", f"Root cause: {status}", lines), *cards)


def _factors(found: tuple[Factor, ...]) -> tuple[Block, ...]:
    return tuple(
        Card(
            (
                Text(factor.id, "strong"),
                *cited(factor.text, factor.evidence, mark=factor.category),
            ),
            tuple(("Ask", (Text(question),)) for question in factor.questions),
        )
        for factor in found
    )


def factors(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the contributing factors that the inputs tell of, with questions to ask."""
    return _factors(draft.factors)


def factors_of(*categories: Category) -> Section:
    """Return the section that lists the factors of some categories."""

    def section(draft: Draft, clock: Clock) -> tuple[Block, ...]:
        found = tuple(factor for factor in draft.factors if factor.category in categories)
        items = tuple(
            (Text(factor.id, "strong"), *cited(factor.text, factor.evidence)) for factor in found
        )
        return (Bullets(items),) if items else ()

    return section


def open_questions(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what a post-mortem needs and the inputs do not answer, with why it matters."""
    items = tuple(
        (
            Text(asked.text, "strong"),
            *cited(asked.why, asked.evidence),
        )
        for asked in draft.open_questions
    )
    return (Bullets(items),) if items else ()


def contradictions(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the cited lines that cannot all be right."""
    items = tuple(cited(one.text, one.evidence) for one in draft.contradictions)
    return (Bullets(items),) if items else ()
