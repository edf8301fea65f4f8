"""Each scorer tells a right draft from a wrong one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.durations import Durations
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.severity import Criterion, Severity
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import Phase
from assistant.drafting.draft import CitedLine, Contradiction, Draft
from assistant.incident import Statement, StatementStatus
from evals.gold import (
    Gold,
    GoldBehaviour,
    GoldChange,
    GoldEvent,
    GoldFigure,
    GoldGroup,
    GoldTopic,
)
from evals.score import Score
from evals.scorers import (
    behaviour,
    changes,
    durations,
    fairness,
    grounding,
    impact,
    phases,
    severity,
    signature,
    timeline,
    topics,
    traps,
)

NINE = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def event(at: datetime, phase: Phase = "event", cited: str = "N1") -> TimelineEvent:
    """Return a step of the draft's timeline."""
    return TimelineEvent(at, "minute", False, phase, "a step", (cited,))


def step(at: datetime, *accepted: str) -> GoldEvent:
    """Return a step of the gold."""
    return GoldEvent(at, "a step", frozenset(accepted or ("event",)))


def test_a_step_counts_in_whatever_zone_it_is_written(gold: Gold, draft: Draft) -> None:
    vienna = timezone(timedelta(hours=1))
    wanted = replace(gold, timeline=(step(NINE), step(NINE + timedelta(hours=1))))
    told = replace(draft, timeline=(event(NINE.astimezone(vienna)),))
    assert timeline.recall(wanted, told).value == 0.5


def test_a_step_of_the_notes_at_an_unknown_minute_costs_precision(gold: Gold, draft: Draft) -> None:
    later = NINE + timedelta(minutes=1)
    wanted = replace(gold, timeline=(step(NINE),))
    told = replace(draft, timeline=(event(NINE), event(later), event(later, cited="L7")))
    assert timeline.precision(wanted, told).value == 0.5


def test_a_phase_is_right_where_the_gold_accepts_it(gold: Gold, draft: Draft) -> None:
    wanted = replace(gold, timeline=(step(NINE, "start"), step(NINE, "detected"), step(NINE)))
    told = replace(draft, timeline=(event(NINE, "start"),))
    assert phases.score(wanted, told).value == 0.5


@pytest.mark.parametrize(
    ("accepted", "stated", "value"),
    [
        ((600.0,), 719.0, 1.0),
        ((600.0,), 721.0, 0.0),
        ((60000.0,), 62900.0, 1.0),
        ((60000.0,), 63100.0, 0.0),
        ((600.0, 1800.0), 1790.0, 1.0),
        ((600.0,), None, 0.0),
        ((None,), None, 1.0),
        ((None,), 0.0, 0.0),
        ((None, 600.0), 600.0, 1.0),
    ],
)
def test_a_duration_is_right_to_two_minutes_or_a_twentieth_and_null_expects_null(
    gold: Gold,
    draft: Draft,
    accepted: tuple[float | None, ...],
    stated: float | None,
    value: float,
) -> None:
    wanted = replace(gold, durations={"to_detect_s": accepted})
    told = replace(draft, durations=Durations(to_detect_s=stated))
    assert durations.score(wanted, told).value == value


def test_f1_is_the_harmonic_mean_of_recall_and_precision(gold: Gold, draft: Draft) -> None:
    hour = timedelta(hours=1)
    wanted = replace(gold, timeline=(step(NINE), step(NINE + hour)))
    told = replace(draft, timeline=tuple(event(NINE + i * hour) for i in (0, 5, 6)))
    recall, precision = 1 / 2, 1 / 3
    assert timeline.f1(wanted, told).value == 2 * recall * precision / (recall + precision)
    assert timeline.f1(wanted, draft).value == 0.0
    assert timeline.f1(gold, told).value is None


def test_f1_is_averaged_over_the_samples_that_are_scored() -> None:
    scores = [Score(1, 1), Score(30, 60), Score(0, 0)]
    assert timeline.F1.metric(scores) == 0.75


def test_a_trap_counts_once_for_a_sample_and_a_sample_without_traps_is_left_out(
    gold: Gold, draft: Draft
) -> None:
    wanted = replace(gold, traps=frozenset({8080.0, 17.0}))
    port = ImpactFigure("users", 8080, "people", "port 8080", ("N1",))
    worker = ImpactFigure("users", 17, "people", "worker-17", ("N2",))
    told = replace(draft, impact=(port, worker))
    assert traps.score(wanted, draft).value == 1.0
    assert traps.score(wanted, told) == Score(
        0, 1, ("8080 people: port 8080", "17 people: worker-17")
    )
    assert traps.score(gold, told).value is None


def test_a_trap_taken_for_impact_costs_precision(gold: Gold, draft: Draft) -> None:
    wanted = replace(
        gold,
        impact=(GoldFigure(frozenset({"users"}), 37, "people"),),
        traps=frozenset({8080.0}),
    )
    told = replace(
        draft,
        impact=(
            ImpactFigure("users", 37, "people", "37 people", ("N1",)),
            ImpactFigure("users", 8080, "people", "port 8080", ("N2",)),
        ),
    )
    assert impact.recall(wanted, told).value == 1.0
    assert impact.precision(wanted, told).misses == ("8080 people (a trap)",)


def test_one_listed_change_answers_for_one_gold_change_only(gold: Gold, draft: Draft) -> None:
    wanted = replace(gold, changes=(GoldChange("parser", frozenset({"code"}), 30.0),) * 2)
    one = ChangeFact("code", "the parser", None, None, NINE, None, 30.4, "release", ("H1",))
    assert changes.score(wanted, replace(draft, changes=(one,))).value == 0.5
    late = replace(one, minutes_before_start=-30.0)
    assert changes.score(wanted, replace(draft, changes=(one, late))).value == 0.5


def test_a_severity_without_criteria_is_not_accepted(gold: Gold, draft: Draft) -> None:
    bare = Severity("SEV2", (), None, None)
    told = replace(bare, criteria=(Criterion("many users", ("N1",)),))
    assert severity.score(gold, replace(draft, severity=bare)).value == 0.0
    assert severity.score(gold, replace(draft, severity=told)).value == 1.0


@pytest.mark.parametrize(
    ("text", "cited", "status", "value"),
    [
        ("212 calls at 09:20", ("N1",), "evidenced", 1.0),
        ("213 calls at 09:20", ("N1",), "evidenced", 0.0),
        ("212 calls", ("N9",), "evidenced", 0.0),
        ("212 calls", (), "evidenced", 0.0),
        ("213 calls", ("N1",), "inferred", None),
    ],
)
def test_an_evidenced_statement_is_held_to_its_lines(
    gold: Gold,
    draft: Draft,
    text: str,
    cited: tuple[str, ...],
    status: StatementStatus,
    value: float | None,
) -> None:
    line = CitedLine("N1", "notes.md", 1, "note", "at 09:20 we had 212 calls", None)
    told = replace(draft, evidence=(line,), summary=(Statement(text, cited, status),))
    assert grounding.score(gold, told).value == value


@dataclass(frozen=True)
class Extended(Draft):
    """A draft with a signature and figures by group, in whatever shape."""

    signature: Any = None
    fairness: Any = ()


def extended(draft: Draft, **parts: Any) -> Extended:
    """Return the draft with these parts."""
    known = {one.name: getattr(draft, one.name) for one in fields(draft)}
    return Extended(**{**known, **parts})


def test_a_signature_is_judged_part_by_part_in_whatever_shape(gold: Gold, draft: Draft) -> None:
    wanted = replace(gold, signature={"failure_mode": ("format",), "layer": ("model", "vendor"),
                                      "trigger": ()})  # fmt: skip
    told = SimpleNamespace(failure_modes=("Malformed",), layers=("Vendor",), triggers=())
    assert signature.score(wanted, extended(draft, signature=told)).value == 0.5
    assert signature.score(wanted, extended(draft)).value == 0.0
    assert signature.score(gold, extended(draft, signature=told)).value is None


def test_figures_by_group_need_group_value_and_unit(gold: Gold, draft: Draft) -> None:
    wanted = replace(
        gold, fairness=(GoldGroup(("women",), 12.5, "%"), GoldGroup(("men",), 3, None))
    )
    right = SimpleNamespace(group="Women under 30", value=12.5, unit="%")
    assert fairness.score(wanted, extended(draft, fairness=(right,))).value == 0.5
    for wrong in ({"group": "all"}, {"value": 12.4}, {"value": None}, {"unit": "people"}):
        other = SimpleNamespace(**{**vars(right), **wrong})
        assert fairness.score(wanted, extended(draft, fairness=(other,))).value == 0.0


def test_drafts_that_have_no_such_field_are_unscored(gold: Gold) -> None:
    wanted = replace(
        gold, signature={"layer": ("model",)}, fairness=(GoldGroup(("women",), 12.5, "%"),)
    )
    bare = cast(Draft, SimpleNamespace())
    assert signature.score(wanted, bare).value is None
    assert fairness.score(wanted, bare).value is None


def test_a_behaviour_needs_both_sides_in_one_entry(gold: Gold, draft: Draft) -> None:
    wanted = replace(gold, behaviour=(GoldBehaviour(("no refund",), ("refund",)),))
    both = Behaviour("No refund on Saver", "A full refund was promised", "", ("N1",))
    half = replace(both, observed=None)
    assert behaviour.score(wanted, replace(draft, behaviour=(both,))).value == 1.0
    assert behaviour.score(wanted, replace(draft, behaviour=(half,))).value == 0.0
    one_side = replace(gold, behaviour=(GoldBehaviour(("no refund",), ()),))
    assert behaviour.score(one_side, replace(draft, behaviour=(half,))).value == 1.0


def test_a_contradiction_needs_both_of_its_sides(gold: Gold, draft: Draft) -> None:
    wanted = replace(gold, contradictions=(GoldTopic("counts differ", ("212", "180")),))
    lines = tuple(
        CitedLine(f"N{i}", "notes.md", i, "note", f"{count} calls", None)
        for i, count in ((1, 212), (2, 180))
    )
    half = Contradiction("The counts do not agree.", ("N1",))
    whole = replace(half, evidence=("N1", "N2"))
    told = replace(draft, evidence=lines)
    assert topics.contradictions(wanted, replace(told, contradictions=(half,))).value == 0.0
    assert topics.contradictions(wanted, replace(told, contradictions=(whole,))).value == 1.0
