"""Steps that a model adds: of lines that the timeline does not rest on, by their own time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.analysis.facts import Facts
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.writing.claims import Claim
from assistant.drafting.writing.merging import merge
from tests.drafting.writing.scenes import claim, refunds

MATERIAL = refunds(
    "- 09:40 paging went to the wrong rota",
    "- 08:50 nightly import ran",
    "- 09:31 the dashboard was green",
)
LATE, EARLY, SAME = "N17", "N18", "N19"


def untold() -> Facts:
    """Return facts whose timeline leaves out the steps of the further lines."""
    steps = tuple(e for e in MATERIAL.facts.timeline if not {LATE, EARLY, SAME} & set(e.evidence))
    assert len(steps) >= 5
    return replace(MATERIAL.facts, timeline=steps)


def timeline(*claims: Claim) -> tuple[TimelineEvent, ...]:
    """Return the timeline with steps in it that a model proposes."""
    return merge(
        claims, facts=untold(), summary=(), further=(), lines=MATERIAL.lines
    ).facts.timeline


def test_steps_are_added_in_the_order_of_time_and_the_others_stay_as_they_are() -> None:
    known = untold().timeline
    told = timeline(
        claim("timeline", "paging went to the wrong rota", LATE),
        claim("timeline", "nightly import ran", EARLY),
    )
    assert [e for e in told if e in known] == list(known)
    added = [e for e in told if e not in known]
    assert [(e.text, e.evidence) for e in added] == [
        ("nightly import ran", (EARLY,)),
        ("paging went to the wrong rota", (LATE,)),
    ]
    assert {e.phase for e in added} == {"event"}
    times = [e.time for e in told if e.time is not None]
    assert all(one <= other for one, other in pairwise(times))


def test_the_time_of_a_step_is_its_lines_and_never_the_models() -> None:
    (step,) = set(timeline(claim("timeline", "at 11:11 paging went wrong", LATE))) - set(
        untold().timeline
    )
    moment = MATERIAL.lines[LATE].time
    assert moment is not None
    assert (step.time, step.precision, step.inferred) == (
        moment.at,
        moment.precision,
        moment.inferred,
    )


@pytest.mark.parametrize(
    "ids",
    [("N9",), ("N16",), ("N99",), ("N16", LATE), (SAME,)],
    ids=["told already", "no time", "no such line", "time of another line", "time is told already"],
)
def test_no_step_is_added_without_a_line_and_a_time_of_its_own(ids: tuple[str, ...]) -> None:
    assert timeline(claim("timeline", "paging went wrong", *ids)) == untold().timeline


def test_one_line_gives_one_step() -> None:
    twice = [claim("timeline", text, LATE) for text in ("paging went wrong", "wrong rota")]
    assert len(timeline(*twice)) == len(untold().timeline) + 1
