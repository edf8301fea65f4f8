"""The measures of a log's lines: time, level, and the company a line is grouped with."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from assistant.errors import MalformedInput
from evals.loglines import command
from evals.loglines.lines import KnownLine, System, ToldLine, told
from evals.loglines.scorers import grouping, levels, times
from evals.outcome import Outcome
from evals.score import Score

AT = datetime(2026, 5, 4, 9, 12, 33, 120_000, tzinfo=UTC)
PARTIAL = {"month": 5, "day": 4, "time": "09:12:33"}


def known(
    time: datetime | None = AT,
    *,
    digits: int = 3,
    partial: dict[str, object] | None = None,
    epoch: float | None = None,
    level: str | None = "WARN",
    template: str = "E1",
) -> KnownLine:
    """Return a line as the gold knows it."""
    return KnownLine("app", "text", time, epoch, digits, partial, level, template, None)


def read(
    time: datetime | None = AT,
    *,
    partial: dict[str, object] | None = None,
    level: str | None = "warning",
    template: str = "t1",
) -> ToldLine:
    """Return a line as the digest told it."""
    return ToldLine(time, partial, level, template)


def system(*lines: KnownLine) -> System:
    """Return a system of these lines."""
    return System("app", lines)


def test_a_time_is_right_to_the_digit_that_is_written_and_in_any_zone() -> None:
    whole = AT.replace(microsecond=0)
    told_ = (read(AT.replace(tzinfo=None)), read(whole), read(None))
    assert times.full(system(known(), known(), known()), told_).value == pytest.approx(1 / 3)
    assert times.full(system(known(whole, digits=0)), (read(AT),)).value == 1.0


def test_an_epoch_is_an_instant() -> None:
    at = datetime.fromtimestamp(1_777_885_953, UTC)
    line = known(None, epoch=1_777_885_953, digits=0)
    assert times.full(system(line), (read(at),)) == Score(0, 0)
    assert times.full(system(known(at, epoch=1_777_885_953)), (read(at),)).value == 1.0


def test_a_partial_time_may_be_told_as_such_or_completed() -> None:
    asked = system(known(None, partial=PARTIAL))
    assert times.partial(asked, (read(None, partial=dict(PARTIAL)),)).value == 1.0
    assert times.partial(asked, (read(AT),)).value == 1.0
    assert times.partial(asked, (read(None, partial={**PARTIAL, "day": 5}),)).value == 0.0
    assert times.partial(asked, (read(None),)).value == 0.0


def test_two_spellings_of_a_level_are_one_and_no_level_is_not_asked_for() -> None:
    asked = system(known(level="WARN"), known(level="E"), known(level=None))
    told_ = (read(level="warning"), read(level="info"), read(level="info"))
    score = levels.right(asked, told_)
    assert (score.hits, score.asked) == (1, 2)


def test_a_line_is_grouped_right_where_its_group_holds_the_same_lines() -> None:
    asked = system(*(known(template=name) for name in "aabbc"))
    told_ = tuple(read(template=name) for name in "11234")
    score = grouping.GROUPING.score(asked, told_)
    assert (score.hits, score.asked) == (3, 5)
    assert score.misses[0].startswith("split, 1 for 2")


def test_the_answer_has_to_tell_every_line_in_order() -> None:
    row = {"time": None, "partial": None, "level": None, "template_id": 3}
    text = "".join(json.dumps({"line": n, **row}) + "\n" for n in (1, 2))
    assert told(text, count=2)[0].template == "3"
    with pytest.raises(MalformedInput, match="2 lines of 3"):
        told(text, count=3)
    with pytest.raises(MalformedInput, match="contract"):
        told('{"line": 1}\n', count=1)


def test_a_system_that_crashed_counts_as_nothing_right_in_the_mean() -> None:
    outcomes = [
        Outcome("a", {"grouping": Score(1, 1)}),
        Outcome("b", {}, "CommandFailed: status 1"),
    ]
    assert command.mean(outcomes, grouping.GROUPING) == 0.5
