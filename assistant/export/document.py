"""One document from a Draft, along the outline of its template, for every format to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from assistant.drafting.draft import Draft
from assistant.export import inquiry, narrative, record, remedy
from assistant.export.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Text,
)
from assistant.export.inquiry import Section, changes_of, factors_of
from assistant.export.narrative import statement
from assistant.export.times import Clock, clock

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "summary": narrative.summary,
        "severity": inquiry.severity,
        "timeline": narrative.timeline,
        "durations": narrative.durations,
        "impact": narrative.impact,
        "behaviour": narrative.behaviour,
        "changes": inquiry.changes,
        "fairness": narrative.fairness,
        "prompt_history": changes_of("prompt", "model", "vendor"),
        "data_investigation": changes_of("data", "index"),
        "not_examined": inquiry.not_examined,
        "signature": remedy.signature,
        "layers": remedy.layers,
        "attribution": narrative.attribution,
        "root_cause": inquiry.root_cause,
        "factors": inquiry.factors,
        "monitoring_gaps": factors_of("monitoring"),
        "external_communication": factors_of("communication"),
        "went_well": narrative.went_well,
        "went_wrong": narrative.went_wrong,
        "got_lucky": narrative.got_lucky,
        "actions": remedy.actions,
        "open_questions": inquiry.open_questions,
        "contradictions": inquiry.contradictions,
        "similar": record.similar,
        "preservation": record.preservation,
        "notifications": record.notifications,
        "checks": record.checks,
        "provenance": record.provenance,
        "evidence": record.appendix,
    }
)

# Whatever the template leaves out, a draft never hides these: they follow at the end.
KEPT: tuple[tuple[str, str], ...] = (
    ("summary", "Summary"),
    ("severity", "Severity"),
    ("timeline", "Timeline"),
    ("changes", "What moved"),
    ("behaviour", "Expected and observed behaviour"),
    ("impact", "Impact"),
    ("fairness", "Figures by group"),
    ("signature", "Mechanism"),
    ("layers", "Layer checklist"),
    ("attribution", "Model, system and operators"),
    ("root_cause", "Root cause"),
    ("factors", "Contributing factors"),
    ("went_well", "What went well"),
    ("went_wrong", "What went wrong"),
    ("got_lucky", "Where luck helped"),
    ("actions", "Suggested actions"),
    ("open_questions", "Open questions"),
    ("contradictions", "Contradictions in the inputs"),
    ("similar", "Past incidents"),
    ("preservation", "Preserve the evidence"),
    ("notifications", "Reporting clocks"),
    ("not_examined", "Not examined"),
    ("checks", "Checks"),
    ("provenance", "How this draft was made"),
    ("evidence", "Evidence"),
)
LAST = ("checks", "provenance", "evidence")

# Sections that stand in for prose which the draft does not have.
DERIVED = frozenset(
    {"prompt_history", "data_investigation", "monitoring_gaps", "external_communication"}
)
BANNER = (
    "Machine-made draft, needs human review. It names no root cause, owner, due date or fault: "
    "people decide those. What is told carries marks that lead to the lines it rests on."
)
PROPOSED = "Proposed by the model, to be discussed: people decide what stands here."


class Spec(Protocol):
    """What a template says of one section."""

    @property
    def key(self) -> str:
        """Return the key that the section's content is found under."""

    @property
    def heading(self) -> str:
        """Return the section's heading."""

    @property
    def empty(self) -> str:
        """Return the sentence shown where there is nothing to show."""

    @property
    def ask(self) -> tuple[str, ...]:
        """Return the questions that follow that sentence."""

    @property
    def human(self) -> bool:
        """Return whether only people can fill the section."""


def build(draft: Draft, outline: Sequence[Spec] | None = None) -> Document:
    """Return the document of a draft along `outline`, by default that of its template."""
    if outline is None:
        from assistant.drafting.templates import outline as outline_of

        outline = outline_of(draft.template)
    # Changes may stand days before; the incident's own steps say which day it was on.
    own = [event.time for event in draft.timeline if event.time and event.phase != "change"]
    known = own or [event.time for event in draft.timeline if event.time]
    moving = clock(draft.timezone, known)
    return Document(
        title=draft.title,
        byline=_byline(draft, moving),
        blocks=(
            Callout("draft", "Draft", ((Text(_banner(draft)),),)),
            *record.seen_before(draft),
            *_sections(draft, moving, outline),
        ),
        sources=record.sources(draft, moving),
    )


def _banner(draft: Draft) -> str:
    """Return what a reader has to know of any draft, and whether a model had a hand in it."""
    made = draft.provenance
    if made.engine == "offline":
        return BANNER
    count = len(made.written)
    sentences = "one sentence" if count == 1 else f"{count} sentences"
    return (
        f"{BANNER} The model {made.model} worded {sentences} of it, each held against its lines; "
        "which ones, and what was withheld, stands at the end."
    )


def _byline(draft: Draft, moving: Clock) -> Line:
    dates = moving.dates
    span = (
        dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}" if dates else "date unknown"
    )
    severity = draft.severity.suggested
    return (
        Text(f"{severity} suggested" if severity else "no severity suggested", "strong"),
        Text(span),
        Text(f"{draft.template} template"),
        Text(f"drafted {moving.full(draft.created, 'day')}"),
    )


def _sections(draft: Draft, moving: Clock, outline: Sequence[Spec]) -> tuple[Block, ...]:
    told = {section.key: section.statements for section in draft.sections}
    first: list[Block] = []
    last: dict[str, tuple[Block, ...]] = {}

    def place(key: str, heading: str, blocks: tuple[Block, ...]) -> None:
        titled = (Heading(heading, _anchor(key)), *blocks)
        if key in LAST:
            last[key] = titled
        else:
            first.extend(titled)

    shown = {spec.key for spec in outline}
    for spec in outline:
        prose = tuple(Paragraph(statement(one)) for one in told.get(spec.key, ()))
        section = SECTIONS.get(spec.key)
        own = section(draft, moving) if section and not (prose and spec.key in DERIVED) else ()
        if prose and spec.human:
            own = (Callout("open", "For people", ((Text(PROPOSED),),)), *own)
        place(spec.key, spec.heading, (*prose, *own) or _empty(spec))
    for key, heading in KEPT:
        blocks = () if key in shown else SECTIONS[key](draft, moving)
        if blocks:
            place(key, heading, blocks)
    return (*first, *(block for key in LAST for block in last.get(key, ())))


def _empty(spec: Spec) -> tuple[Block, ...]:
    words: Line = (Text(spec.empty),)
    said: Block = (
        Callout("open", "For people", (words,)) if spec.human else Paragraph(words, "quiet")
    )
    asked = tuple((Text(question),) for question in spec.ask)
    return (said, Bullets(asked)) if asked else (said,)


def _anchor(key: str) -> str:
    return "s-" + key.replace("_", "-")
