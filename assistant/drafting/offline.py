"""The offline writer: the summary, of verbatim spans and sentences filled with facts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import phrases
from assistant.analysis.changes import ChangeFact
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import Phase, amiss
from assistant.analysis.vocabulary import words
from assistant.drafting import course, moments, spans
from assistant.drafting.cues import cues
from assistant.drafting.material import Material, first_of, one, quoted, repeatable
from assistant.drafting.retelling import once
from assistant.drafting.templates import sentence
from assistant.incident import Statement

# Values of a change that are longer are left to the table of changes.
_SHORT = 60
# A figure told in fewer words is no sentence of its own.
_FRAGMENT = 6
_ROW = 10  # words of a figure that is one of a list
_FIGURES = 2  # sentences on figures
_MOST_FIGURES = 6
_SAYS = 3  # words of a step that says what happened
_OPENS = 3  # lines in which notes say what they are about
_QUOTED = 160  # characters of an output that is quoted in the summary
_TELLING = ("users", "records", "requests", "money", "rate", "duration", "other")


def summary(material: Material) -> tuple[Statement, ...]:
    """Return the summary as one paragraph of statements, each with the lines it rests on."""
    told = once([*observed(material), *behaved(material), *impact(material)])
    parts = (course.told, _lasted, _moved, unknown)
    return (*told, *(statement for part in parts for statement in part(material)))


def change_phrases(change: ChangeFact, *, anchor: str = "") -> tuple[str, ...]:
    """Return ways to tell a change in a clause, the richest first; `anchor` follows "before"."""
    when = _relative(change.minutes_before_start, anchor)
    named = change.component and change.component.casefold() != change.kind
    name = f"the {change.kind} {change.component}" if named else f"the {change.kind}"
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
    first = _opening(material)
    for candidates, limit in ((under, 2), (first, 1), (_events(material), 1), (material.notes, 1)):
        found: list[Statement] = []
        for item in candidates:
            for text, evidence in _spans(item, people, material):
                found += one(quoted(text, evidence, material))
            if len(found) >= limit:
                return found[:limit]
        if found:
            return found
    return []


def _opening(material: Material) -> list[Placed]:
    """Return the line that short notes open with, where it tells what went wrong."""
    for placed in material.notes[:_OPENS]:
        line = placed.line
        timed = any(m.moment is not None and m.moment.precision != "day" for m in line.mentions)
        if placed.heading or placed.cells or line.speaker is not None or timed or placed.opens:
            continue
        if any(amiss(text) for text in spans.sentences(placed, material.incident.people)):
            return [placed]
    return []


def _spans(
    item: Placed | TimelineEvent, people: Sequence[str], material: Material
) -> list[tuple[str, tuple[str, ...]]]:
    if isinstance(item, TimelineEvent):
        if (whole := _whole(item, people, material)) is not None:
            return [(whole, item.evidence)]
        a, b = phrases.sentences(item.text, 0, len(item.text))[0] if item.text else (0, 0)
        return [(spans.unlabelled(phrases.plain(item.text[a:b])), item.evidence)]
    return [(text, (item.line.id,)) for text in spans.sentences(item, people)]


def _whole(event: TimelineEvent, people: Sequence[str], material: Material) -> str | None:
    """Return the sentence of the notes that tells a step, with a time that stands inside it."""
    wanted = set(phrases.tokens(event.text))
    for placed in material.notes:
        if placed.line.id not in event.evidence:
            continue
        told = spans.sentences(placed, people)
        best = max(told, key=lambda t: len(wanted & set(phrases.tokens(t))), default=None)
        if best is not None and len(wanted & set(phrases.tokens(best))) * 2 > len(wanted):
            return best
    return None


def _is_summary(section: str | None) -> bool:
    name = (section or "").strip(" #*:_").casefold()
    return name in cues().summary_headings


def _events(material: Material) -> list[TimelineEvent]:
    events = material.facts.timeline
    wanted: tuple[Phase, ...] = ("start", "detected")
    told = [e for phase in wanted for e in events if e.phase == phase]
    return [e for e in told if len(set(phrases.tokens(e.text)) - _bare()) >= _SAYS]


def _bare() -> set[str]:
    """Return the words that tell an onset and nothing of what began."""
    listed = (("lines", "words", "empty"), ("phases", "start", "bare"))
    return {word for place in listed for word in words(*place)} | {"think", "about", "ago", "so"}


def impact(material: Material) -> list[Statement]:
    """Return the figures that say most about who and what was hit, short ones in one sentence."""
    chosen = _telling_figures(material)
    short = [*{f.text: f for f in chosen if len(f.text.split()) <= _ROW}.values()]
    found: list[Statement] = []
    if len(short) > 1:
        rows = "; ".join(f.text.rstrip(" .;,") for f in short)
        evidence = tuple(dict.fromkeys(e for f in short for e in f.evidence))
        wording = sentence("counted", figures=rows)
        if repeatable(wording):
            found += one(first_of((wording,), evidence, material, "inferred"))
    for figure in chosen:
        if len(found) == _FIGURES:
            break
        if found and figure in short and len(short) > 1:
            continue
        text = figure.text
        if len(text.split()) < _FRAGMENT and text[:1] in "0123456789$€£¥~":
            text = sentence("stated", figure=text.rstrip("."))
        statement = quoted(text, figure.evidence, material)
        if statement is not None:
            found = list(once([*found, statement]))
    return found


def _telling_figures(material: Material) -> list[ImpactFigure]:
    """Return the first figure or two of each measure; one that is disputed gives way to another."""
    disputed = {
        e for c in material.facts.contradictions if c.kind == "count" for e in c.evidence[1:]
    }
    chosen: list[ImpactFigure] = []
    for measure in _TELLING:
        figures = [f for f in material.facts.impact if f.measure == measure and f.value > 0]
        sure = [f for f in figures if disputed.isdisjoint(f.evidence)] or figures
        chosen += sure[: 2 if measure in {"users", "requests", "money"} else 1]
    return chosen[:_MOST_FIGURES]


def behaved(material: Material) -> list[Statement]:
    """Return what the system put out against what was expected, of the first pair that is told."""
    for shown in material.facts.behaviour:
        if not shown.expected or not shown.observed:
            continue
        if max(len(shown.expected), len(shown.observed)) > _QUOTED:
            continue
        wording = sentence(
            "behaved", expected=shown.expected.rstrip("."), observed=shown.observed.rstrip(".")
        )
        return one(first_of((wording,), shown.evidence, material, "inferred"))
    return []


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
