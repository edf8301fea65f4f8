"""Times told by their day, in part or in doubt: no false precision, and a question instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.analysis.durations import Durations
from assistant.analysis.facts import Facts, work_out
from assistant.analysis.layout import place
from assistant.drafting.moments import spell
from assistant.export.times import duration
from assistant.incident import Evidence
from tests.analysis.notebook import change, incident, notes

LATER = datetime(2026, 5, 26, tzinfo=UTC)


def facts(*lines: Evidence) -> Facts:
    made = incident(*lines, changes=[change("prompt", "08:48", "v18 live")])
    return work_out(made, place(made), now=LATER, stage=lambda _: None)


def test_a_start_told_by_its_day_gives_whole_days_only() -> None:
    text = "On 2026-05-04 the bot started giving wrong answers.\n2026-05-16 10:20 incident resolved"
    found = facts(*notes(text))
    assert found.durations.to_resolve_s == 12 * 86400
    assert (spell(12 * 86400), duration(12 * 86400)) == ("12 days", "12 d")


def test_a_start_told_by_its_day_gives_no_hours_but_a_question() -> None:
    text = "On 2026-05-04 the bot started giving wrong answers.\n2026-05-05 10:20 incident resolved"
    found = facts(*notes(text))
    assert found.durations == Durations()
    asked = {question.text: question.evidence for question in found.questions}
    assert asked["At what time of that day did the harmful behaviour begin?"] == ("N1", "N2")
    assert [moved.minutes_before_start for moved in found.changes] == [None]
    assert ["on the day of the start" in h.text for h in found.hypotheses] == [True]


def test_a_doubt_about_the_time_of_a_step_is_asked() -> None:
    (line,) = notes("09:10 alert fired")
    doubted = replace(line.mentions[0], note="CET is winter time")
    found = facts(replace(line, mentions=(doubted,)))
    (asked,) = [q for q in found.questions if q.text == 'Which time is meant by "09:10"?']
    assert (asked.why, asked.evidence) == ("CET is winter time.", ("N1",))


def test_a_partial_time_is_asked_about() -> None:
    found = facts(*notes("09:10 alert fired\n23:30?? index rebuilt"))
    assert ("N2",) in [q.evidence for q in found.questions]


@pytest.mark.parametrize("seconds", [172_800, 200_000, 1_072_800, 1_079_000])
def test_the_summary_and_the_export_tell_days_alike(seconds: float) -> None:
    days, hours = divmod(int(seconds) // 3600, 24)
    assert spell(seconds).startswith(f"{days} days")
    assert duration(seconds).startswith(f"{days} d")
    assert (f" {hours} hour" in spell(seconds)) == (f" {hours} h" in duration(seconds))


START = "When did the harmful behaviour begin, and how is that known?"


def test_an_untold_start_is_asked_for_with_the_first_dated_sight_of_the_harm() -> None:
    text = "09:12 a customer complained about old prices. We laughed.\n10:00 resolved"
    (asked,) = [q for q in facts(*notes(text)).questions if q.text == START]
    assert asked.evidence == ("N1",)
    assert "a customer complained about old prices." in asked.why
    assert "laughed" not in asked.why


def test_an_untold_start_without_any_dated_harm_is_asked_for_alone() -> None:
    (asked,) = [q for q in facts(*notes("10:00 resolved")).questions if q.text == START]
    assert (asked.why, asked.evidence) == ("The inputs state no time for it.", ())
