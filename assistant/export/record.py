"""Sections that close the document: past incidents, clocks, checks, provenance, sources."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis.preservation import context
from assistant.drafting.draft import Draft, Notification, SimilarIncident
from assistant.export.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Line,
    Paragraph,
    Source,
    Sources,
    Table,
    Text,
)
from assistant.export.narrative import cited, statement
from assistant.export.times import Clock, duration

VERDICTS = {
    "recurrence": "This has happened before",
    "possible": "This may have happened before",
    "none": "No past incident shares its mechanism",
    "no_history": "There is no history to compare with",
}


MATCHES = {"recurrence": "the same mechanism", "possible": "may be the same mechanism"}


def seen_before(draft: Draft) -> tuple[Block, ...]:
    """Return what a reader has to know first: that this has, or may have, happened before."""
    verdict = draft.recurrence
    if verdict.verdict not in MATCHES:
        return ()
    line: Line = (Text(verdict.reason), Text(" What is known of it stands under past incidents."))
    return (Callout("warning", VERDICTS[verdict.verdict], (line,)),)


def _past(one: SimilarIncident) -> Card:
    prior = "; ".join(
        action.text + (f" ({action.status})" if action.status else " (status not known)")
        for action in one.prior_actions
    )
    rows = (
        ("Shared", "; ".join(one.shared)),
        ("Differs", "; ".join(one.differs)),
        ("Earlier actions", prior),
        ("What they checked", "; ".join(one.what_they_checked)),
    )
    return Card(
        (
            Text(one.incident_id, "strong"),
            Text(one.title),
            Text(", ".join(_standing(one)), "quiet"),
        ),
        tuple((label, (Text(words),)) for label, words in rows if words),
    )


def _standing(one: SimilarIncident) -> tuple[str, ...]:
    match = MATCHES.get(one.recurrence)
    score = f"likeness of words {one.score:.2f}"
    return (match, score) if match else (score,)


def similar(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the recurrence verdict with its reason, and the past incidents it was drawn from."""
    verdict = draft.recurrence
    head = VERDICTS[verdict.verdict]
    if verdict.incident_id:
        head += f" ({verdict.incident_id})"
    line: Line = (Text(head + ".", "strong"), Text(verdict.reason))
    return (Paragraph(line), *(_past(one) for one in draft.similar))


def preservation(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the warning to preserve the evidence, and what to keep and to ask after."""
    if not draft.preservation:
        return ()
    warning, *rest = (statement(told) for told in draft.preservation)
    blocks: tuple[Block, ...] = (Callout("warning", "Preserve first", (warning,)),)
    if rest:
        blocks += (Bullets(tuple(rest)),)
    return (*blocks, Paragraph((Text(context()),), "quiet"))


def notifications(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the reporting clocks to put to counsel; never a verdict."""
    if not draft.notifications:
        return ()
    words = "Questions for counsel, not verdicts: whether a regime applies is not decided here."
    return (
        Paragraph((Text(words),), "quiet"),
        *(_asked(one, clock) for one in draft.notifications),
    )


def _asked(one: Notification, clock: Clock) -> Card:
    until = clock.full(one.deadline)
    return Card(
        (Text(one.regime, "strong"),),
        (
            ("Question for counsel", cited(one.question, one.evidence)),
            ("Clock", (Text(one.clock),)),
            (
                "Runs until, if it applies",
                (Text(f"{until} {clock.label}" if until else "not counted"),),
            ),
            ("Source", (Text(one.source, "quiet"),)),
        ),
    )


def checks(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what the checks found in the inputs and in this draft, errors first."""
    order = {"error": 0, "warning": 1, "info": 2}
    rows = tuple(
        (
            (Text(found.level, "strong" if found.level != "info" else "plain"),),
            (Text(found.rule),),
            (Text(found.where),),
            cited(found.message, found.evidence),
        )
        for found in sorted(draft.checks, key=lambda found: order[found.level])
    )
    return (Table(("Level", "Rule", "Where", "What was found"), rows),) if rows else ()


def provenance(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return how the draft came to be: inputs by hash, what was hidden, versions, engine."""
    made = draft.provenance
    writer = (
        "offline writer (no model)"
        if made.engine == "offline"
        else f"model {made.model} where listed below, plain code elsewhere"
    )
    hidden = ", ".join(f"{kind} ({count:,})" for kind, count in sorted(made.redactions.items()))
    prompts = ", ".join(f"{name} {version}" for name, version in sorted(made.prompts.items()))
    facts = [
        ("Written by", writer),
        ("Version", made.app_version),
        ("Created", f"{clock.full(draft.created, 'second')} {clock.label}"),
        ("Case", draft.case_id),
        ("Hidden before anything else", hidden or "nothing was found to hide"),
    ]
    if prompts:
        facts.append(("Prompts", prompts))
    if made.fallbacks:
        facts.append(("Fell back to the offline writer", ", ".join(made.fallbacks)))
    if made.tokens is not None:
        facts.append(("Tokens", f"{made.tokens:,} in {made.calls or 0:,} calls"))
    if made.cost is not None:
        facts.append(("Cost", f"${made.cost:.4f}"))
    if made.engine == "llm":
        facts.append(("Sentences of the model", _places(made.written) or "none"))
    if made.judge is not None:
        facts.append(("Checked by a second model", made.judge))
    if made.schema is not None:
        facts.append(("All that a model may say", f"schema {made.schema[:12]}"))
    if made.seconds:
        took = ", ".join(f"{name} {duration(spent)}" for name, spent in made.seconds.items())
        facts.append(("Time taken", took))
    rows = tuple(
        (
            (Text(item.name),),
            (Text(item.kind),),
            (Text(f"{item.lines:,}"),),
            (Text(item.sha256, "code"),),
        )
        for item in made.inputs
    )
    items = tuple((Text(f"{label}:", "strong"), Text(words)) for label, words in facts)
    files = (Table(("Input", "Kind", "Lines", "SHA-256"), rows),) if rows else ()
    return (Bullets(items), *files)


def _places(written: Sequence[str]) -> str:
    """Return places of a draft in short: "summary 1-3, actions 7"."""
    by_part: dict[str, list[int]] = {}
    for place in written:
        part, _, number = place.rstrip("]").rpartition("[")
        name = part.removeprefix("sections.").removeprefix("root_cause.").replace("_", " ")
        by_part.setdefault(name, []).append(int(number) + 1)
    return ", ".join(f"{name} {_runs(numbers)}" for name, numbers in by_part.items())


def _runs(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " and ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def sources(draft: Draft, clock: Clock) -> tuple[Source, ...]:
    """Return every line of the inputs that the draft points at, as the appendix shows it."""
    return tuple(
        Source(line.id, line.source, line.line, line.text, clock.full(line.time, "second"))
        for line in draft.evidence
    )


def appendix(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the appendix of cited lines."""
    found = sources(draft, clock)
    return (Sources(found),) if found else ()
