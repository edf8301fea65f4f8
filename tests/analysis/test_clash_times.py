"""Times that cannot all be right: reports, phases, changes, lengths."""

from __future__ import annotations

import pytest

from tests.analysis.clashing import DEPLOYED, found

RUN = "08:30 the bot began quoting old prices\n08:40 alert fired\n10:30 resolved\n"


def test_a_report_told_for_a_time_before_the_start_is_set_against_it() -> None:
    (one,) = found("08:10 a customer complained\n08:30 first wrong price in an answer\n08:40 alert")
    assert one.text == (
        "A report is told for 08:10, but the behaviour is said to have begun at 08:30."
    )
    assert one.evidence == ("N1", "N2")


def test_a_report_before_the_change_that_came_ahead_of_the_start_cites_the_change_too() -> None:
    (one,) = found(
        "08:10 a customer complained\n08:20 deployed prompt v2\n"
        "08:30 first wrong price in an answer\n08:40 alert fired"
    )
    assert "after a change at 08:20 (deployed prompt v2)" in one.text
    assert one.evidence == ("N1", "N3", "N2")


@pytest.mark.parametrize(
    "report",
    [
        "08:50 a customer complained",
        "2026-04-19 08:10 a customer complained",
        "08:10 shift handed over",
    ],
)
def test_a_report_after_the_start_or_weeks_before_it_is_no_contradiction(report: str) -> None:
    assert found(f"08:30 first wrong price in an answer\n08:55 alert fired\n{report}") == ()


def test_one_phase_labelled_with_two_times_is_a_contradiction() -> None:
    (one,) = found("Detected: 09:14\n10:00 rolled back\n- Detected: 09:41")
    assert one.text == "Two lines give the time at which it was detected: 09:14 and 09:41."
    assert one.evidence == ("N1", "N3")


@pytest.mark.parametrize(
    "text",
    [
        "Detected: 09:14\n10:00 rolled back\n- Detected: 09:15",
        "Detected: 09:14\n10:00 rolled back\n- Detected: 09:14",
        "Detected: 09:14\n10:00 rolled back\n- Mitigated: 09:41",
        "Detected: 09:14\n- it was not detected by the monitor till 09:41",
    ],
)
def test_a_minute_another_phase_or_running_words_are_no_second_time(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("told", ["08:20", "11:40"])
def test_a_change_told_for_another_time_than_that_of_the_history_is_a_contradiction(
    told: str,
) -> None:
    (one,) = found(f"{told} deployed prompt v2\n11:50 alert fired", DEPLOYED)
    assert one.text == (
        f"The notes tell a change for {told} (deployed prompt v2); the history records it for "
        "2026-05-04 09:00 UTC."
    )
    assert one.evidence == ("N1", "H1")


@pytest.mark.parametrize(
    "line",
    [
        "09:00 deployed prompt v2",
        "08:59 deployed prompt v2",
        "09:01 deployed prompt v2",
        "09:40 deployed prompt v2",
        "08:20 deployed prompt v3",
        "08:20 we are going to deploy prompt v2",
        "08:20 v2 is not deployed yet",
        "10:00 v2 rolled back, all clear",
    ],
)
def test_a_deployment_that_follows_its_commit_or_another_version_is_none(line: str) -> None:
    assert found(f"{line}\n11:50 alert fired", DEPLOYED) == ()


@pytest.mark.parametrize(
    "line",
    [
        "the provider says 09:40 but our log says 09:58",
        "the page says 09:40, which is before the deploy at 09:58",
        "10:02 the alert says 09:40, our log says 09:58 - which is it?",
    ],
)
def test_two_times_that_their_own_line_sets_against_each_other_are_a_contradiction(
    line: str,
) -> None:
    one = found(line)[0]
    assert (one.kind, one.evidence) == ("time", ("N1",))
    assert "09:40 and 09:58" in one.text


@pytest.mark.parametrize(
    "line",
    [
        "10:02 alert fired; 10:05 acknowledged; 10:40 rollback finished",
        "the provider was slow from 09:40 to 09:58",
        "we deployed at 09:40 and saw the alert at 09:58",
        "the provider says 09:40 but our log is empty",
    ],
)
def test_times_that_nobody_sets_against_each_other_are_none(line: str) -> None:
    assert found(line) == ()


@pytest.mark.parametrize("stated", ["45 minutes", "4 hours"])
def test_a_stated_duration_that_no_two_phases_bear_out_is_a_contradiction(stated: str) -> None:
    (one,) = found(f"{RUN}The outage lasted {stated}")
    assert f"state a duration of {stated}" in one.text
    assert "from 08:30 to 10:30 the timeline gives 2 h 0 min" in one.text
    assert one.evidence == ("N4", "N1", "N3")


@pytest.mark.parametrize("stated", ["2 hours", "about 2 hours", "130 minutes", "12 minutes"])
def test_a_stated_duration_that_some_two_phases_bear_out_is_none(stated: str) -> None:
    assert found(f"{RUN}The outage lasted {stated}") == ()


def test_without_a_start_no_stated_duration_is_held_against_the_timeline() -> None:
    assert found("08:40 alert fired\n10:30 resolved\nThe outage lasted 9 hours") == ()
