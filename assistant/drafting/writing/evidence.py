"""Which lines a section is written from: whole lines, the most telling first, within a limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.drafting.material import Material
from assistant.drafting.model.tokens import estimate
from assistant.incident import Evidence

_PER_FACT = 12  # lines of one fact that go first; a diff may cite hundreds
_AROUND = 4  # tokens that the id and the line's end take


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines that are sent, in reading order, and how many usable ones were left out."""

    lines: tuple[Evidence, ...]
    left_out: int
    tokens: int


def choose(material: Material, *, first: Iterable[str], most: int) -> Chosen:
    """Return the lines for a section, at most `most` tokens of them by estimate.

    Lines that facts of the kinds in `first` rest on go before all others, kind by kind; then those
    of other facts, then the responders' notes, then the rest. A line is sent whole or not at all.
    Quarantined lines are never sent.
    """
    usable = [e for e in material.incident.evidence if not e.hostile and e.text.strip()]
    rank = _ranks(material, tuple(first))
    responders = {placed.line.id for placed in material.notes}
    beyond = len(rank) + 10_000

    def place(at: int) -> tuple[int, int]:
        line = usable[at]
        if line.id in rank:
            return rank[line.id], at
        return (beyond if line.id in responders else beyond + 1), at

    taken: set[int] = set()
    spent = 0
    for at in sorted(range(len(usable)), key=place):
        cost = estimate(usable[at].text) + _AROUND
        if spent + cost <= most:
            taken.add(at)
            spent += cost
    lines = tuple(line for at, line in enumerate(usable) if at in taken)
    return Chosen(lines, len(usable) - len(lines), spent)


def _ranks(material: Material, first: tuple[str, ...]) -> dict[str, int]:
    """Return the place of each line in the order of sending, by the facts that rest on it."""
    by_kind = _cited(material)
    order = [*first, *(kind for kind in by_kind if kind not in first)]
    ranks: dict[str, int] = {}
    later: dict[str, int] = {}
    for place, kind in enumerate(order):
        for ids in by_kind.get(kind, ()):
            for name in ids[:_PER_FACT]:
                ranks.setdefault(name, place)
            for name in ids[_PER_FACT:]:
                later.setdefault(name, len(order) + place)
    return {**later, **ranks}


def _cited(material: Material) -> Mapping[str, list[tuple[str, ...]]]:
    facts = material.facts
    told = {name for event in facts.timeline for name in event.evidence}
    own: list[tuple[str, ...]] = [
        (line.id,)
        for line in material.incident.evidence
        if line.mentions and line.kind == "note" and line.id not in told
    ]
    lessons = facts.lessons
    near = sorted(
        facts.changes,
        key=lambda c: (c.minutes_before_start is None, abs(c.minutes_before_start or 0.0)),
    )
    return {
        "phases": [e.evidence for e in facts.timeline if e.phase not in {"event", "change"}],
        "impact": [f.evidence for f in facts.impact],
        "behaviour": [b.evidence for b in facts.behaviour],
        "changes": [c.evidence for c in near],
        "factors": [f.evidence for f in facts.factors],
        "contradictions": [c.evidence for c in facts.contradictions],
        "lessons": [
            s.evidence for s in (*lessons.went_well, *lessons.went_wrong, *lessons.got_lucky)
        ],
        "actions": [a.evidence for a in facts.actions],
        "untold": own,
        "steps": [e.evidence for e in facts.timeline],
        "questions": [q.evidence for q in facts.questions],
    }
