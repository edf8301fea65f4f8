"""The offline writer: the summary, of verbatim spans and sentences filled with facts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import phrases
from assistant.analysis.changes import ChangeFact
from assistant.analysis.layout import Placed
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import Phase
from assistant.drafting import course, moments, spans
from assistant.drafting.cues import cues
from assistant.drafting.material import Material, first_of, one, quoted
from assistant.drafting.retelling import once
from assistant.drafting.templates import sentence
from assistant.incident import Statement

# Values of a change that are longer are left to the table of changes.
_SHORT = 60
# A figure told in fewer words is no sentence of its own.
_FRAGMENT = 6
_TELLING = ("users", "records", "requests", "money", "rate", "duration", "other")


def summary(material: Material) -> tuple[Statement, ...]:
    """Return the summary as one paragraph of statements, each with the lines it rests on."""
    told = once([*observed(material), *impact(material)])
    parts = (course.told, _lasted, _moved, unknown)
    return (*told, *(statement for part in parts for statement in part(material)))


def change_phrases(change: ChangeFact, *, anchor: str = "") -> tuple[str, ...]:
    """Return ways to tell a change in a clause, the richest first; `anchor` follows "before"."""
    when = _relative(change.minutes_before_start, anchor)
    name = f"the {change.kind} {change.component}" if change.component else f"the {change.kind}"
    told = [f"{name} was changed{when}", f"the {change.kind} was changed{when}"]
    if change.before and change.after and max(len(change.before), len(change.after)) <= _SHORT:
        told.insert(0, f"{name} went from {change.before} to {change.after}{when}")
    elif change.after and len(change.after) <= _SHORT:
        told.insert(0, f"{name} became {change.after}{when}")
    return tuple(dict.fromkeys(t for t in told if "\n" not in t))


def _relative(minutes: float | None, anchor: str) -> str:
    if minutes is None:
        return ""
    if abs(minutes) < 0.5:
        return ", within the same minute"
    word = "before" if minutes > 0 else "after"
    return f", {moments.spell(abs(minutes) * 60)} {word} {anchor}".rstrip()


def observed(material: Material) -> list[Statement]:
    """Return what was observed: from a summary in the notes, else how it began or was seen."""
    people = material.incident.people
    under = [p for p in material.notes if _is_summary(p.line.section)]
    for candidates, limit in ((under, 2), (_events(material), 1), (material.notes, 1)):
        found: list[Statement] = []
        for item in candidates:
            for text, evidence in _spans(item, people):
                found += one(quoted(text, evidence, material))
            if len(found) >= limit:
                return found[:limit]
        if found:
            return found
    return []


def _spans(
    item: Placed | TimelineEvent, people: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    if isinstance(item, TimelineEvent):
        a, b = phrases.sentences(item.text, 0, len(item.text))[0] if item.text else (0, 0)
        return [(spans.unlabelled(phrases.plain(item.text[a:b])), item.evidence)]
    return [(text, (item.line.id,)) for text in spans.sentences(item, people)]


def _is_summary(section: str | None) -> bool:
    name = (section or "").strip(" #*:_").casefold()
    return name in cues().summary_headings


def _events(material: Material) -> list[TimelineEvent]:
    events = material.facts.timeline
    phases: tuple[Phase, ...] = ("start", "detected")
    return [e for phase in phases for e in events if e.phase == phase]


def impact(material: Material) -> list[Statement]:
    """Return the two figures that say most about who and what was hit."""
    figures = sorted(material.facts.impact, key=lambda f: _TELLING.index(f.measure))
    found: list[Statement] = []
    for figure in figures:
        text = figure.text
        if len(text.split()) < _FRAGMENT and text[:1] in "0123456789$€£¥~":
            text = sentence("stated", figure=text.rstrip("."))
        statement = quoted(text, figure.evidence, material)
        if statement is not None:
            found = list(once([*found, statement]))
        if len(found) == 2:
            break
    return found


def counted(material: Material) -> Statement | None:
    """Return in one short sentence who and how many were hit, None where no figure says."""
    kinds = ("users", "requests", "records", "money")
    firsts = [next((f for f in material.facts.impact if f.measure == k), None) for k in kinds]
    told = [f for f in firsts if f is not None][:2]
    if not told:
        return next(iter(impact(material)), None)
    figures = moments.listed(tuple(f"{f.value:,.12g} {f.unit}".strip() for f in told))
    evidence = tuple(dict.fromkeys(e for f in told for e in f.evidence))
    return first_of((sentence("stated", figure=figures),), evidence, material, "inferred")


def _lasted(material: Material) -> list[Statement]:
    return one(course.lasted(material, ("detected", "mitigated", "resolved")))


def near_changes(material: Material) -> tuple[ChangeFact, ...]:
    """Return the changes within the window before the start, the nearest first."""
    window = cues().change_window_hours * 60
    near = [
        c
        for c in material.facts.changes
        if c.minutes_before_start is not None and 0 <= c.minutes_before_start <= window
    ]
    return tuple(sorted(near, key=lambda c: c.minutes_before_start or 0.0))


def _moved(material: Material) -> list[Statement]:
    if not material.facts.changes:
        return []
    if course.phase_event(material.facts.timeline, "start") is None:
        return _undated(material)
    near = near_changes(material)
    if not near:
        timed = [c for c in material.facts.changes if c.minutes_before_start is not None]
        evidence = tuple(dict.fromkeys(e for c in timed for e in c.evidence[:1]))
        return one(first_of((sentence("moved_none"),), evidence, material, "inferred"))
    if len(near) == 1:
        told = [sentence("moved_one", change=p) for p in change_phrases(near[0])]
    else:
        count = str(len(near))
        told = [sentence("moved_more", count=count, change=p) for p in change_phrases(near[0])]
    start = course.phase_event(material.facts.timeline, "start")
    ids = [*(e for c in near for e in c.evidence[:6]), *(start.evidence if start else ())]
    return one(first_of(told, tuple(dict.fromkeys(ids)), material, "inferred"))


def _undated(material: Material) -> list[Statement]:
    count = len(material.facts.changes)
    told = sentence("moved_undated", count="one change" if count == 1 else f"{count} changes")
    evidence = tuple(dict.fromkeys(e for c in material.facts.changes for e in c.evidence[:1]))
    return one(first_of((told,), evidence, material, "inferred"))


def unknown(material: Material) -> list[Statement]:
    """Return what the inputs do not say and a summary should."""
    events = material.facts.timeline
    missing: list[str] = []
    if course.phase_event(events, "start") is None:
        missing.append("when the incident began")
    if course.phase_event(events, "detected") is None:
        missing.append(f"when {_subject(missing)} was detected")
    if course.phase_event(events, "resolved") is None:
        missing.append(f"when {_subject(missing)} was resolved")
    if not material.facts.impact:
        missing.append("how many people, requests or records were hit")
    said: list[Statement] = []
    if missing:
        wording = sentence("not_told", missing=_either(missing))
        said.append(Statement(wording, (), "unknown"))
    if not material.facts.changes:
        said.append(Statement(sentence("no_history"), (), "unknown"))
    return said


def _subject(named: list[str]) -> str:
    return "it" if named else "the incident"


def _either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"
