from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.incident import Reference
from assistant.intake.clock.chronology import read_times
from assistant.intake.clock.stretches import find_stretches

DAY = Reference(date(2026, 11, 3), "UTC", "given", "given")


def told(text: str) -> list[str]:
    return [
        "partial" if m.moment is None else m.moment.at.isoformat()[8:16]
        for line in read_times(text.split("\n"), reference=DAY)
        for m in line
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12 min after that: the first double", "03T14:17"),
        ("quarter of an hour later two more calls", "03T14:20"),
        ("three quarters of an hour later it was undone", "03T14:50"),
        ("an hour and ten after that: settlement clean", "03T15:15"),
        ("an hour and a half later it was clean", "03T15:35"),
        ("1h50 later it was clean", "03T15:55"),
        ("1 hour 10 minutes later it was clean", "03T15:15"),
        ("~20 min later voice back on", "03T14:25"),
        ("approx. 1h after that it was clean", "03T15:05"),
        ("next morning 9.30 the desk calls", "04T09:30"),
        ("two days later 09:30 the client writes", "05T09:30"),
        ("half an hour after the restart: tool taken away", "03T14:35"),
    ],
)
def test_a_stretch_at_the_head_of_a_line_counts_from_the_step_before(
    line: str, expected: str
) -> None:
    assert told(f"14:05 restart\n{line}")[-1] == expected


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("she restarts all pods", "20 minutes after the restart she spots it"),
        ("ack, mine", "it is quiet. 20 min after my ack I scaled it to 0"),
        ("rolled the prompt back", "20 minutes after the rollback it is fine"),
        ("deployment of v4", "20 min after the deploy: errors"),
        ("model swapped", "20 min after the new swap the bot is offline"),
    ],
)
def test_a_stretch_counts_from_the_step_that_its_words_name(step: str, line: str) -> None:
    text = f"14:05 {step}\n15:00 Kim goes to lunch\n{line}"
    assert told(text) == ["03T14:05", "03T15:00", "03T14:25"]


def test_a_step_that_counts_from_another_does_not_name_it() -> None:
    text = "14:41 restart\n20 minutes after the restart she looks\n30 min after the restart: fixed"
    assert told(text) == ["03T14:41", "03T15:01", "03T15:11"]


def test_a_step_named_in_the_same_line_is_counted_from() -> None:
    assert told("14:05 model swapped. 20 minutes after the swap it is down") == [
        "03T14:05",
        "03T14:25",
    ]


def test_a_name_that_no_step_has_counts_from_the_step_before_and_is_inferred() -> None:
    lines = read_times(["14:05 page", "10 min after the storm it is down"], reference=DAY)
    moment = lines[1][0].moment
    assert moment is not None
    assert moment.inferred
    assert moment.at.minute == 15


def test_a_message_names_a_step_by_the_header_above_it() -> None:
    text = "Ana  2:05 PM\nack, mine\n\nAna  2:50 PM\nquiet. 20 min after my ack I scaled it to 0"
    assert told(text)[-1] == "03T14:25"


def test_a_plus_counts_from_the_zero_that_the_notes_tell() -> None:
    text = "T0 = 07:20, live\n* +6 min: garbage\n* +1h50 a call\n* +2h: mine\n20 min later off"
    assert told(text)[-4:] == ["03T07:26", "03T09:10", "03T09:20", "03T09:40"]


def test_a_plus_without_a_zero_counts_from_the_last_clock_time() -> None:
    text = "08:00 rollout\n+10 min refusals\n+25 min rolled back"
    assert told(text) == ["03T08:00", "03T08:10", "03T08:25"]


@pytest.mark.parametrize("line", ["+1 to that", "+ 3 retries", "+15% load", "+10 min/day"])
def test_a_plus_that_is_no_stretch_tells_no_time(line: str) -> None:
    assert told(f"08:00 rollout\n{line}") == ["03T08:00"]


def test_the_words_below_a_chat_header_of_yesterday_are_of_yesterday() -> None:
    text = "Ana — Yesterday at 7:26 PM\nback on strict since 7:24 PM"
    assert told(text) == ["02T19:26", "02T19:24"]


@given(st.text(max_size=80))
def test_any_line_is_searched_for_stretches(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find_stretches(text))
