"""The further sections (AI dimensions, major incidents), filled from facts and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from itertools import islice

from assistant.analysis.changes import ChangeFact
from assistant.analysis.fairness import disparity
from assistant.analysis.told import Phase
from assistant.drafting import moments, spans
from assistant.drafting.course import lasted
from assistant.drafting.cues import cues
from assistant.drafting.draft import SectionText, TemplateName
from assistant.drafting.material import Material, first_of, one, quoted
from assistant.drafting.offline import change_phrases, counted, observed, unknown
from assistant.drafting.retelling import once
from assistant.drafting.templates import outline, sentence
from assistant.incident import Layer, Statement

_ENDS: tuple[Phase, ...] = ("resolved", "mitigated", "detected")
_SENTENCES = 3  # of the executive summary
_SHORT = 16  # words of a sentence that is left whole there
_CLAUSE = 6  # words of a clause that stands alone there
_BREAK = re.compile(r"[,;:(]\s|\s[-–—(]")
Writer = Callable[[Material], tuple[Statement, ...]]


def write(material: Material, *, template: TemplateName) -> tuple[SectionText, ...]:
    """Return the statements of each further section of the template, in its order.

    A section that the inputs hold nothing for is there with no statements.
    """
    return tuple(
        SectionText(spec.key, _distinct(WRITERS[spec.key](material)))
        for spec in outline(template)
        if spec.key in WRITERS
    )


def _distinct(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return once(statements)[: cues().section_limit]


def _told(key: str) -> Writer:
    """Return a writer that quotes the note lines which hold one of the section's cues."""

    def write_section(material: Material) -> tuple[Statement, ...]:
        pattern = cues().sections[key]
        found: list[Statement] = []
        for placed in material.notes:
            if pattern.search(placed.line.text[: spans.MAX_CHARS * 4]) is None:
                continue
            if placed.section == "actions":
                continue
            for text in spans.sentences(placed, material.incident.people):
                if pattern.search(text) is None:
                    continue
                statement = quoted(text, (placed.line.id,), material)
                if statement is not None:
                    found.append(statement)
            if len(found) >= cues().section_limit:
                break
        return tuple(found)

    return write_section


def _executive_summary(material: Material) -> tuple[Statement, ...]:
    """Return what happened, who was hit and how long it took, in a short sentence each."""
    ends = next((p for p in _ENDS if lasted(material, (p,)) is not None), None)
    took = lasted(material, (ends,)) if ends is not None else None
    what = [_first_clause(s, material) for s in observed(material)[:1]]
    told = [*what, *one(counted(material)), *one(took)]
    told = [*once(told)]
    return (*told, *unknown(material)[: _SENTENCES - len(told)])


def _first_clause(statement: Statement, material: Material) -> Statement:
    """Return a long sentence cut after its first clause that can stand alone, else as it is."""
    if len(statement.text.split()) <= _SHORT:
        return statement
    for end in (m.start() for m in _BREAK.finditer(statement.text)):
        head = quoted(statement.text[:end], statement.evidence, material, least=_CLAUSE)
        if head is not None:
            return head
    return statement


def _recorded(material: Material, change: ChangeFact) -> Statement | None:
    told = [sentence("in_service", change=p) for p in change_phrases(change, anchor="the start")]
    return first_of(told, change.evidence[:8], material, "inferred")


def _latest(material: Material, kinds: Collection[Layer]) -> tuple[Statement, ...]:
    """Return the last changes of these kinds, half a section at most, in order."""
    moved = (c for c in reversed(material.facts.changes) if c.kind in kinds)
    recorded = (s for c in moved if (s := _recorded(material, c)) is not None)
    return tuple(islice(recorded, -(-cues().section_limit // 2)))[::-1]


def _prompt_history(material: Material) -> tuple[Statement, ...]:
    recorded = _latest(material, {"prompt", "model", "vendor"})
    return (*recorded, *_told("prompt_history")(material))


def _data_investigation(material: Material) -> tuple[Statement, ...]:
    recorded = _latest(material, {"data", "index"})
    return (*recorded, *_told("data_investigation")(material))


def _affected(material: Material) -> tuple[Statement, ...]:
    """Return what the notes say of data and systems, and the components that the history names."""
    moved = [c for c in material.facts.changes if c.component]
    names = tuple(dict.fromkeys(str(c.component) for c in moved))[: cues().section_limit]
    told = list(_told("affected")(material))
    if names:
        cited = tuple(dict.fromkeys(c.evidence[0] for c in moved if c.component in names))
        wording = sentence("components", names=moments.listed(names))
        told += one(first_of((wording,), cited, material, "inferred"))
    return tuple(told)


def _fairness(material: Material) -> tuple[Statement, ...]:
    """Return the ratio of the groups' rates, where they are of one outcome, and what is told."""
    figures = material.facts.fairness
    found = disparity(figures)
    told: list[Statement] = []
    if found is not None:
        values = {"low": found.low.group, "high": found.high.group, "ratio": f"{found.ratio:g}"}
        cited = tuple(dict.fromkeys((*found.low.evidence, *found.high.evidence)))
        name = "ratio_was" if found.before is not None else "ratio"
        if found.before is not None:
            values["before"] = f"{found.before:g}"
        told += one(first_of((sentence(name, **values),), cited, material, "inferred"))
    if figures:
        return tuple(told)
    return _told("fairness")(material)


def _monitoring_gaps(material: Material) -> tuple[Statement, ...]:
    gaps = (f for f in material.facts.factors if f.category == "monitoring")
    told = tuple(s for f in gaps if (s := quoted(f.text, f.evidence, material)) is not None)
    return (*told, *_told("monitoring_gaps")(material))


def _recovery(material: Material) -> tuple[Statement, ...]:
    counted = lasted(material, ("mitigated", "resolved"))
    ends = (e for e in material.facts.timeline if e.phase in {"mitigated", "resolved"})
    told = tuple(s for e in ends if (s := quoted(e.text, e.evidence, material)) is not None)
    return (*((counted,) if counted is not None else ()), *told, *_told("recovery")(material))


def _cost(material: Material) -> tuple[Statement, ...]:
    money = (f for f in material.facts.impact if f.measure == "money")
    told = tuple(s for f in money if (s := quoted(f.text, f.evidence, material, least=2)))
    return (*told, *_told("cost")(material))


def _why_brief(material: Material) -> tuple[Statement, ...]:
    severity = material.facts.severity
    if severity.requirement is None:
        return ()
    evidence = tuple(dict.fromkeys(e for c in severity.criteria for e in c.evidence))
    asked = severity.requirement.strip().rstrip(".")
    asked = asked[:1].lower() + asked[1:]
    told = sentence("why_brief", requirement=asked)
    statement = first_of((told,), evidence, material, "inferred")
    return (statement,) if statement is not None else (Statement(told, (), "unknown"),)


WRITERS: Mapping[str, Writer] = {
    "executive_summary": _executive_summary,
    "affected": _affected,
    "prompt_history": _prompt_history,
    "data_investigation": _data_investigation,
    "fairness": _fairness,
    "monitoring_gaps": _monitoring_gaps,
    "external_communication": _told("external_communication"),
    "regulatory_interaction": _told("regulatory_interaction"),
    "recovery": _recovery,
    "cost": _cost,
    "why_brief": _why_brief,
}
