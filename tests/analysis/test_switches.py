"""Switches: what the notes switch off without a clock time is timed by the log's record of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis import timeline
from assistant.analysis.timeline import TimelineEvent
from assistant.incident import Evidence, Mention, Moment
from tests.analysis.notebook import at, incident, log, notes, over

REPORT = "09:12 customer complained about old prices\n"
FIX = "\n11:15 fix deployed\n11:50 resolved"
RECORD = "\n2026-05-04 09:58 INFO config cache_enabled=false"


def mitigated(*lines: Evidence) -> TimelineEvent | None:
    events = over(timeline.build, incident(*lines))
    return next((e for e in events if e.phase == "mitigated"), None)


def test_a_log_line_pasted_in_the_notes_times_the_switch_that_they_tell_without_a_time() -> None:
    found = mitigated(*notes(REPORT + "I flipped cache_enabled to false." + RECORD + FIX))
    assert found is not None
    assert found.time == at("09:58")
    assert found.evidence == ("N3", "N2")


def test_a_line_of_a_log_file_times_it_too() -> None:
    record = log("2026-05-04 09:58 INFO config cache_enabled=false")
    found = mitigated(*notes(REPORT + "I flipped cache_enabled to false." + FIX), *record)
    assert found is not None
    assert found.time == at("09:58")
    assert found.evidence == ("L1", "N2")


@pytest.mark.parametrize(
    "said",
    [
        "We looked at the cache.",
        "We did not flip anything, cache_enabled stays.",
        "I switched the reranker off.",
        "09:40 I flipped the banner off",
    ],
)
def test_a_setting_in_a_log_is_no_mitigation_where_no_note_says_so(said: str) -> None:
    found = mitigated(*notes(REPORT + said + RECORD + FIX))
    assert found is None or found.time != at("09:58")


def test_a_switch_before_the_detection_is_no_mitigation() -> None:
    early = RECORD.replace("09:58", "08:58")
    found = mitigated(*notes(REPORT + "I flipped cache_enabled to false." + early + FIX))
    assert found is not None
    assert found.text == "fix deployed"


def test_a_reckoned_time_gives_way_to_the_time_of_the_record() -> None:
    lines = list(notes(REPORT + "Ten minutes after that I set cache_enabled to false." + RECORD))
    reckoned = Mention(0, 22, Moment(at("08:40"), "minute", inferred=True))
    lines[1] = replace(lines[1], mentions=(reckoned,))
    events = over(timeline.build, incident(*lines))
    assert [e.time for e in events] == [at("09:12"), at("09:58")]
    assert events[1].phase == "mitigated"
    assert set(events[1].evidence) == {"N2", "N3"}


@pytest.mark.parametrize(
    "step",
    [
        "I flipped cache_enabled to false",
        "flipped the flag off",
        "turned the flag off",
        "set use_cache to false",
        "toggled the cache off",
    ],
)
def test_what_is_switched_off_mitigates_and_the_fix_after_it_is_a_step(step: str) -> None:
    found = mitigated(*notes(f"{REPORT}09:58 {step}{FIX}"))
    assert found is not None
    assert found.time == at("09:58")
