"""What of the facts is let into a draft: told by role, and held against its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.analysis.actions import Action
from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.factors import Factor
from assistant.analysis.facts import Facts
from assistant.analysis.fairness import GroupFigure
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layerchecks import LayerCheck
from assistant.analysis.lessons import Lessons
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.signature import Signature, Term
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.checks.gate import Gate
from assistant.drafting.spans import neutral
from assistant.drafting.templates import sentence
from assistant.incident import Statement, StatementStatus

Item = TypeVar("Item")


def admit(facts: Facts, *, gate: Gate, people: Sequence[str]) -> Facts:
    """Return the facts that keep to the rules; the gate remembers what does not.

    Steps, changes and factors stay, with a neutral wording where their own breaks a rule; figures,
    lessons, criteria, questions, hypotheses and reporting clocks that break one are left out.
    """
    room = _Admission(gate, people)
    return replace(
        facts,
        timeline=_kept(room.event(i, x) for i, x in enumerate(facts.timeline)),
        changes=tuple(room.change(i, c) for i, c in enumerate(facts.changes)),
        impact=_kept(room.figure(i, x) for i, x in enumerate(facts.impact)),
        behaviour=_kept(room.behaviour(i, x) for i, x in enumerate(facts.behaviour)),
        severity=replace(
            facts.severity,
            criteria=tuple(
                c
                for i, c in enumerate(facts.severity.criteria)
                if gate.grounded(f"severity.criteria[{i}]", c.text, c.evidence, status="inferred")
                and gate.blameless(f"severity.criteria[{i}]", c.text, c.evidence)
                and gate.leaves_open(f"severity.criteria[{i}]", c.text, c.evidence)
            ),
        ),
        factors=_kept(room.factor(i, x) for i, x in enumerate(facts.factors)),
        lessons=Lessons(
            went_well=room.statements("went_well", facts.lessons.went_well),
            went_wrong=room.statements("went_wrong", facts.lessons.went_wrong),
            got_lucky=room.statements("got_lucky", facts.lessons.got_lucky),
        ),
        hypotheses=_kept(room.hypothesis(i, x) for i, x in enumerate(facts.hypotheses)),
        questions=_kept(room.question(i, x) for i, x in enumerate(facts.questions)),
        fairness=_kept(room.group(i, x) for i, x in enumerate(facts.fairness)),
        contradictions=_kept(room.contradiction(i, x) for i, x in enumerate(facts.contradictions)),
        # Their words are data of this product, told as questions: only what they rest on is held.
        notifications=tuple(
            n
            for i, n in enumerate(facts.notifications)
            if gate.rests(f"notifications[{i}]", n.evidence)
        ),
        signature=Signature(
            failure_modes=room.terms("failure_modes", facts.signature.failure_modes),
            layers=room.terms("layers", facts.signature.layers),
            triggers=room.terms("triggers", facts.signature.triggers),
        ),
        layers=tuple(room.layer(i, x) for i, x in enumerate(facts.layers)),
        actions=_kept(
            room.action(i, x, factors=facts.factors) for i, x in enumerate(facts.actions)
        ),
    )


def admit_statements(
    where: str, statements: Sequence[Statement], *, gate: Gate, people: Sequence[str]
) -> tuple[Statement, ...]:
    """Return the statements that keep to every rule, with people told by role."""
    return _Admission(gate, people).statements(where, statements)


def _kept(items: Iterable[Item | None]) -> tuple[Item, ...]:
    return tuple(item for item in items if item is not None)


class _Admission:
    def __init__(self, gate: Gate, people: Sequence[str]) -> None:
        self._gate = gate
        self._people = tuple(people)

    def _told(self, text: str) -> str:
        return neutral(text, self._people)

    def statements(self, where: str, given: Sequence[Statement]) -> tuple[Statement, ...]:
        kept: list[Statement] = []
        for index, item in enumerate(given):
            text, place = self._told(item.text), f"{where}[{index}]"
            if self._gate.passes(place, text, item.evidence, status=item.status):
                kept.append(replace(item, text=text))
        return tuple(kept)

    def event(self, index: int, event: TimelineEvent) -> TimelineEvent | None:
        place, text = f"timeline[{index}]", self._told(event.text)
        if self._gate.passes(place, text, event.evidence, status="evidenced"):
            return replace(event, text=text)
        neutral_text = sentence("withheld_step")
        if self._gate.grounded(place, neutral_text, event.evidence, status="inferred"):
            return replace(event, text=neutral_text)
        return None

    def change(self, index: int, change: ChangeFact) -> ChangeFact:
        def value(name: str, told: str | None) -> str | None:
            """Return a value as it stands, None where it decides; a prompt may speak of it all."""
            if told is None:
                return None
            where, gate = f"changes[{index}].{name}", self._gate
            fine = (
                gate.leaves_open(where, told, change.evidence)
                if change.kind == "prompt" and name != "component"
                else gate.undecided(where, told, change.evidence)
                and gate.blameless(where, told, change.evidence)
            )
            return told if fine else None

        change = replace(
            change,
            component=value("component", change.component),
            before=value("before", change.before),
            after=value("after", change.after),
            words=change.words
            if all(value("words", run.text) is not None for run in change.words)
            else (),
        )
        place, text = f"changes[{index}].text", self._told(change.text)
        plain = f"A change of the {change.kind} layer."
        if not text or text == plain:
            return replace(change, text=plain)
        fine = self._gate.passes(place, text, change.evidence, status="inferred")
        return replace(change, text=text if fine else plain)

    def figure(self, index: int, figure: ImpactFigure) -> ImpactFigure | None:
        place, text = f"impact[{index}]", self._told(figure.text)
        if not self._gate.grounded(place, text, figure.evidence, status="evidenced"):
            return None
        counted = figure.counted_by
        if counted and not self._gate.passes(place, counted, figure.evidence, status="evidenced"):
            figure = replace(figure, counted_by=None)
        if self._gate.blameless(place, text, figure.evidence) and self._gate.undecided(
            place, text, figure.evidence
        ):
            return replace(figure, text=text)
        return replace(figure, text=f"{figure.value:,.12g} {figure.unit}".strip())

    def behaviour(self, index: int, item: Behaviour) -> Behaviour | None:
        place = f"behaviour[{index}]"
        parts = [self._told(p) if p is not None else None for p in (item.expected, item.observed)]
        text = self._told(item.text)
        for part in (*parts, text):
            if part and not (
                self._gate.grounded(place, part, item.evidence, status="evidenced")
                and self._gate.blameless(place, part, item.evidence)
                and self._gate.leaves_open(place, part, item.evidence)
            ):
                return None
        asked, scope = (self._quote(place, told, item) for told in (item.asked, item.scope))
        settings = tuple(s for s in item.settings if self._quote(place, s, item) is not None)
        return replace(
            item,
            expected=parts[0],
            observed=parts[1],
            text=text,
            asked=asked,
            scope=scope,
            trace=self._quote(place, item.trace, item),
            settings=settings,
        )

    def _quote(self, place: str, told: str | None, item: Behaviour) -> str | None:
        """Return words that stand in the cited lines and keep to the rules, else None."""
        if told is None:
            return None
        text = self._told(told)
        fine = self._gate.passes(place, text, item.evidence, status="inferred")
        return text if fine else None

    def factor(self, index: int, factor: Factor) -> Factor | None:
        place, text = f"factors[{index}]", self._told(factor.text)
        if not self._gate.grounded(place, text, factor.evidence, status="inferred"):
            return None
        fine = self._gate.blameless(place, text, factor.evidence) and self._gate.undecided(
            place, text, factor.evidence
        )
        plain = f"The cited line points at a {factor.category} factor."
        return replace(factor, text=text if fine else plain)

    def hypothesis(self, index: int, item: Hypothesis) -> Hypothesis | None:
        place, text = f"root_cause.hypotheses[{index}]", self._told(item.text)
        fine = self._gate.passes(place, text, item.evidence, status="inferred")
        return replace(item, text=text) if fine else None

    def group(self, index: int, item: GroupFigure) -> GroupFigure | None:
        place, text = f"fairness[{index}]", self._told(item.text)
        name = self._told(item.group)
        fine = self._gate.passes(place, text, item.evidence, status="evidenced")
        named = self._gate.passes(place, name, item.evidence, status="evidenced")
        return replace(item, group=name, text=text) if fine and named else None

    def contradiction(self, index: int, item: Contradiction) -> Contradiction | None:
        place, text = f"contradictions[{index}]", self._told(item.text)
        fine = self._gate.passes(place, text, item.evidence, status="inferred")
        return replace(item, text=text) if fine else None

    def question(self, index: int, item: OpenQuestion) -> OpenQuestion | None:
        place, text = f"open_questions[{index}]", self._told(item.text)
        status: StatementStatus = "inferred" if item.evidence else "unknown"
        if (
            self._gate.grounded(place, text, item.evidence, status=status)
            and self._gate.blameless(place, text, item.evidence)
            and self._gate.leaves_open(place, text, item.evidence)
        ):
            return replace(item, text=text, why=self._told(item.why))
        return None

    def terms(self, kind: str, given: Sequence[Term]) -> tuple[Term, ...]:
        kept = (
            term
            for i, term in enumerate(given)
            if self._gate.passes(
                f"signature.{kind}[{i}]", term.name, term.evidence, status="inferred"
            )
        )
        return tuple(kept)

    def layer(self, index: int, item: LayerCheck) -> LayerCheck:
        status: StatementStatus = "inferred" if item.evidence else "unknown"
        if self._gate.grounded(f"layers[{index}]", item.name, item.evidence, status=status):
            return item
        return replace(item, status="gap", evidence=())

    def action(self, index: int, item: Action, *, factors: Sequence[Factor]) -> Action | None:
        place, text = f"actions[{index}]", self._told(item.text)
        if not self._gate.passes(place, text, item.evidence, status="inferred"):
            return None
        known = item.addresses in {factor.id for factor in factors}
        return replace(item, text=text, addresses=item.addresses if known else None)
