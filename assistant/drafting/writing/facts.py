"""What plain code has worked out, as lines that a model may read; each with its evidence ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.analysis.facts import Facts
from assistant.analysis.hypotheses import span
from assistant.drafting.material import Material

_IDS = 4  # evidence ids that a fact is told with
_MOST = 40  # facts of one kind
_LONG = 160  # characters of a fact's text


def told(material: Material, name: str) -> str:
    """Return the facts for a prompt, one a line; "none" where there are none."""
    kinds = _FOR.get(name, ("phases", "changes"))
    lines = [line for kind in kinds for line in _TELL[kind](material.facts)[:_MOST]]
    return "\n".join(lines) if lines else "none"


def _ids(evidence: Iterable[str]) -> str:
    return f"({', '.join(tuple(evidence)[:_IDS])})"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONG else f"{flat[:_LONG].rsplit(' ', 1)[0]} ..."


def _phases(facts: Facts) -> list[str]:
    return [
        f"{event.phase}: {_short(event.text)} {_ids(event.evidence)}"
        for event in facts.timeline
        if event.phase not in {"event", "change"}
    ]


def _changes(facts: Facts) -> list[str]:
    found = []
    for change in facts.changes:
        minutes = change.minutes_before_start
        when = ""
        if minutes is not None:
            when = f", {span(abs(minutes))} {'before' if minutes > 0 else 'after'} the start"
        named = f" {change.component}" if change.component else ""
        found.append(f"change of the {change.kind}{named}{when} {_ids(change.evidence)}")
    return found


def _factors(facts: Facts) -> list[str]:
    return [
        f"{factor.id} {factor.category}: {_short(factor.text)} {_ids(factor.evidence)}"
        for factor in facts.factors
    ]


def _actions(facts: Facts) -> list[str]:
    return [f"action already listed: {_short(a.text)} {_ids(a.evidence)}" for a in facts.actions]


def _steps(facts: Facts) -> list[str]:
    return [f"step: {_short(event.text)} {_ids(event.evidence)}" for event in facts.timeline]


_TELL: Mapping[str, Callable[[Facts], list[str]]] = {
    "phases": _phases,
    "changes": _changes,
    "factors": _factors,
    "actions": _actions,
    "steps": _steps,
}
_FOR: Mapping[str, tuple[str, ...]] = {
    "actions": ("factors", "actions"),
    "events": ("steps",),
    "lessons": ("factors",),
    "reflection": ("phases",),
}
