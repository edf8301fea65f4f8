"""Days that lists count, name or pass over: "Day 2", "Tuesday", midnight, noon, and ends."""

from __future__ import annotations

import pytest

from assistant.incident import Incident
from assistant.intake.clock.daynumbers import day_number
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident


def read(text: str) -> Incident:
    item = Input("notes.md", "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def told(text: str) -> list[str]:
    """Return the steps' times as "15 22:10", in reading order."""
    return [
        f"{m.moment.at:%d %H:%M}"
        for line in read(text).evidence
        for m in line.mentions
        if m.moment and m.moment.precision != "day"
    ]


def test_days_are_counted_from_the_one_that_the_text_dates() -> None:
    assert told(
        "# Duplicates\n\nDay 1 = Monday 2024-04-15. Times UTC.\n\n## Day 1\n\n08:00 - feed moved\n"
        "### Later\n17:10 - training ran\n\n## Day 2\n\n07:45 - promoted\n\n"
        "## Day 4\n\n09:00 - met\n"
    ) == ["15 08:00", "15 17:10", "16 07:45", "18 09:00"]


def test_days_may_be_counted_in_a_column_or_before_each_time() -> None:
    table = "| Day 1 | 22:10 | broke |\n| | 23:40 | paged |\n| Day 2 | 00:15 | fixed |\n"
    lines = "Day 1, 22:10 - broke\nDay 1, 23:40 - paged\nDay 2, 00:15 - fixed\n"
    for rows in (f"| Day | Time | What |\n|---|---|---|\n{table}", lines):
        assert told(f"Outage of 2024-04-15 (UTC)\n\n{rows}") == [
            "15 22:10",
            "15 23:40",
            "16 00:15",
        ]


def test_a_count_may_begin_with_nought() -> None:
    text = "Outage of 2024-04-15 (UTC)\n\nDay 0\n10:00 broke\nDay 1\n09:00 fixed\n"
    assert told(text) == ["15 10:00", "16 09:00"]


@pytest.mark.parametrize("head", ["Outage of 2024-04-15 (UTC)", "# Outage 2024-04-15 (UTC)"])
def test_counted_days_stay_inferred(head: str) -> None:
    found = read(f"{head}\n\nDay 1\n10:00 broke\nDay 2\n09:00 fixed\n")
    assert all(m.moment.inferred for m in found.evidence[-1].mentions if m.moment)


@pytest.mark.parametrize(
    "text", ["Day 2 of the sprint was calm", "Every day 5 times", "Days 1 to 3", "day 3.5"]
)
def test_a_day_spoken_of_in_a_sentence_divides_nothing(text: str) -> None:
    assert day_number(text) is None


def test_a_list_of_tags_counts_no_days() -> None:
    text = "Outage of 2024-04-15 (UTC)\n\nTag 2: latency\nTag 3: cost\n\n10:00 broke\n"
    assert told(text) == ["15 10:00"]


def test_a_weekday_between_evening_and_morning_is_no_second_midnight() -> None:
    assert told(
        "# Outage 2024-04-15 (UTC)\n\nMonday\n22:00 broke\n23:10 paged\nTuesday\n00:30 fixed\n"
    ) == ["15 22:00", "15 23:10", "16 00:30"]


def test_weekdays_of_a_list_follow_the_one_above() -> None:
    assert told(
        "Incident week: Monday 2 September 2024. Times UTC.\n\n- Mon 09:00: published\n"
        "- Thu 10:00: promoted\n- Fri 09:30: confirmed\n"
    ) == ["02 09:00", "05 10:00", "06 09:30"]
    assert told(
        "Outage of Friday 6 September 2024, newest first, UTC.\n\n- Fri 09:30: confirmed\n"
        "- Thu 10:00: promoted\n- Wed 09:00: found\n"
    ) == ["06 09:30", "05 10:00", "04 09:00"]


@pytest.mark.parametrize("between", ["\t", ": ", "   "])
def test_the_day_on_which_it_ended_is_not_that_of_the_list_below(between: str) -> None:
    assert told(
        f"Incident start{between}Sat 23 Nov 2024, 22:40 GMT\n"
        f"Incident end{between}Sun 24 Nov 2024, 01:15 GMT\n\n"
        "Timeline (GMT)\n22:40 flag on\n23:59 escalated\n00:47 flag off\n"
    )[2:] == ["23 22:40", "23 23:59", "24 00:47"]


def test_a_sender_before_a_tab_still_heads_the_messages_below() -> None:
    assert told("Ines Dahl\t2024-05-04 09:12 UTC\nlooking\n09:30 fixed\n") == [
        "04 09:12",
        "04 09:30",
    ]


def test_a_list_that_passes_noon_counts_to_twelve() -> None:
    head = "# Outage of 6 May 2025 (UTC)\n\n"
    assert told(f"{head}- 9:40 began\n- 11:50 page\n- 1:15 fixed\n- 2:30 closed\n") == [
        "06 09:40",
        "06 11:50",
        "06 13:15",
        "06 14:30",
    ]
    newest_first = f"{head}- 11:50 page\n- 9:40 began\n- 1:15 job ran\n"
    assert told(newest_first) == ["06 11:50", "06 09:40", "06 01:15"]


def test_a_stretch_from_t_may_end_in_a_colon() -> None:
    assert told(
        "T0 is 2024-08-22 07:40 UTC, when it failed.\n\n- T-5m: slow\n- T0: down\n- T+1h10m: up\n"
    )[-3:] == ["22 07:35", "22 07:40", "22 08:50"]


def test_a_log_of_a_shift_is_kept_by_four_digits() -> None:
    rows = "0615 Cameras re-aimed\n0702 Error rate 11 pct\n0730 Lanes stopped\n0815 Vendor called\n"
    assert told(f"# Shift log 2025-03-18 (UTC)\n\n{rows}") == [
        "18 06:15",
        "18 07:02",
        "18 07:30",
        "18 08:15",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "2019 Company founded\n2020 Series A\n2021 Office in Oslo\n2022 Second product\n",
        "1000 was the first\n1100 was next\n1200 came then\n1300 is now\n",
        "1412 wrote\n1405 rang\n1420 came\n1436 left\n",
    ],
)
def test_years_and_amounts_are_no_log_of_a_shift(rows: str) -> None:
    assert told(f"# About 2025-03-18 (UTC)\n\n{rows}") == []


def test_what_comes_again_is_no_time_of_a_step() -> None:
    head = "# Outage of 2025-03-18 (UTC)\n\n"
    assert told(f"{head}07:42 job still runs (normally ends at 05:00)\n") == ["18 07:42"]
    assert told(f"{head}It syncs every 6 hours (00:00, 06:00 and 12:00).\n") == []
    assert told(f"{head}The nightly job at 02:00 failed.\n") == ["18 02:00"]


def test_an_hour_alone_may_begin_a_sentence_of_a_line_with_clocks() -> None:
    head = "# Outage of 2025-03-18 (UTC)\n\n"
    assert told(f"{head}We met at 10:30. At 11 we called the vendor.\n") == ["18 10:30", "18 11:00"]
    assert told(f"{head}At 3 we hit the limit of connections.\n") == []


def test_a_paragraph_goes_on_from_a_weekday_that_it_names() -> None:
    assert told(
        "On Monday 13 January 2025 we moved it at 16:00 UTC. Nothing until Tuesday at 08:20 UTC.\n"
        "They wrote at 08:45 UTC. On Wednesday at 09:00 UTC it was redone.\n\nAt 17:00 we met.\n"
    ) == ["13 16:00", "14 08:20", "14 08:45", "15 09:00", "13 17:00"]


def test_a_weekday_that_a_message_looks_back_on_is_not_its_own() -> None:
    text = (
        "Outage of Tuesday 14 January 2025 (UTC)\n\n10:02 down since Monday 22:10, at 09:55 again\n"
    )
    assert told(text) == ["14 10:02", "13 22:10", "14 09:55"]


def test_the_end_of_a_day_is_no_second_midnight() -> None:
    text = "Outage of 2025-03-05 (UTC)\n\n23:10 down\n24:00 restarted\n00:30 up\n"
    assert told(text) == ["05 23:10", "06 00:00", "06 00:30"]
    assert told("2025-03-05 24:00 UTC window closed\n") == ["06 00:00"]
    sunday = "Outage of Saturday 12 July 2025 (UTC)\n\nThe window closed at 24:00 on Sunday.\n"
    assert told(sunday) == ["14 00:00"]


def test_a_list_below_a_sentence_with_am_may_begin_before_it() -> None:
    head = "# Outage 2025-02-03 (UTC)\n\nFrom 9:30 am until 11:15 am the API was down.\n\n"
    assert told(f"{head}9:25 new model\n9:48 alert\n11:15 up\n1:05 pm reviewed\n")[2:] == [
        "03 09:25",
        "03 09:48",
        "03 11:15",
        "03 13:05",
    ]


def test_a_list_of_twelve_hours_passes_midnight() -> None:
    head = "# Outage 2025-02-03 (UTC)\n\n"
    rows = "10:10 PM broke\n11:50 page (since 10 pm)\n12:05 ack\n1:15 fixed\n"
    assert told(f"{head}{rows}") == ["03 22:10", "03 23:50", "03 22:00", "04 00:05", "04 01:15"]


def test_sentences_go_on_past_midnight() -> None:
    head = "The outage of Thursday 17 April 2025 (UTC)\n\n"
    text = (
        "I was paged at 22:40. She saw at 23:30 that it had last run at 18:00. We restarted it at\n"
        "23:50, and it failed at 00:10. At 00:35 we found the full disk, and by 01:20 all was up.\n"
    )
    assert told(f"{head}{text}\nThe alert of 00:15 was missed.\n") == [
        "17 22:40",
        "17 23:30",
        "17 18:00",
        "17 23:50",
        "18 00:10",
        "18 00:35",
        "18 01:20",
        "17 00:15",
    ]


def test_a_row_of_an_evening_may_look_back_on_the_night_before() -> None:
    text = "Outage of 2025-04-17 (UTC)\n\n22:10 saw that the job of 00:05 had failed\n22:30 fixed\n"
    assert told(text) == ["17 22:10", "17 00:05", "17 22:30"]


@pytest.mark.parametrize(
    "rows",
    [
        "| Elapsed | Time | What |\n|---|---|---|\n| 00:00 | 10:05 | a |\n| 00:15 | 10:20 | b |\n",
        "| Time | What | Duration |\n|---|---|---|\n| 10:05 | broke | 00:15 |\n| 10:20 | up | |\n",
    ],
)
def test_a_column_of_stretches_tells_no_times(rows: str) -> None:
    assert told(f"Outage of 2025-03-05 (UTC)\n\n{rows}") == ["05 10:05", "05 10:20"]
