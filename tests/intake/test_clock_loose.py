"""Times in a looser form that open the lines of a page kept by the clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.clock.dotted import read_page
from assistant.intake.clock.times import find_clocks
from assistant.intake.notes.passages import of_text

AROUND = ("03:20 alert fired", "04:10 all green")


def clocks(*lines: str) -> list[list[str]]:
    return [[f"{t.clock.at:%H:%M}" for t in one.told if t.clock] for one in read_page(lines)]


def test_the_cells_of_a_table_of_times_are_times() -> None:
    assert clocks(
        "| time | what |",
        "|---|---|",
        "| 9.10 | first wrong refund |",
        "| ~10 | war room opened |",
        "| 10:05 | rolled back |",
        "| 11.45 | verified, closed |",
    ) == [[], [], ["09:10"], ["10:00"], ["10:05"], ["11:45"]]


def test_four_digits_between_two_times_are_one() -> None:
    assert clocks(AROUND[0], "0350 restarted gateway", AROUND[1])[1] == ["03:50"]


def test_a_rough_hour_is_the_one_that_comes_in_order() -> None:
    page = ("~10 bot gives wrong refunds", "10:20 off", "~4 found: cert expired", "17:10 back on")
    assert clocks(*page) == [["10:00"], ["10:20"], ["16:00"], ["17:10"]]


def test_times_in_any_form_that_follow_each_other_are_times() -> None:
    page = ("3.20 laptop open", "335 see errors", "0350 restarted", "~4 found", "4:12 new cert")
    assert clocks(*page) == [["03:20"], ["03:35"], ["03:50"], ["04:00"], ["04:12"]]


def test_versions_and_amounts_amid_times_are_none() -> None:
    page = ("3.20 release", "900 chats", "3:50 restarted", "4:12 new cert", "2.10 release")
    assert clocks(*page) == [[], [], ["03:50"], ["04:12"], []]


def test_a_rough_hour_is_marked_as_worked_out() -> None:
    line = read_page(("~10 bot gives wrong refunds", "10:20 off", "10:40 on"))[0]
    assert [told.clock.settled for told in line.told if told.clock] == [True]


@pytest.mark.parametrize(
    "line",
    [
        "0350 requests failed",
        "1530 restarted gateway",
        "~4 users complained",
        "~4 people complained",
        "~40 gateway",
        "~4 min restarted gateway",
        "~4% wrong",
        "| 5.10 | 12 |",
        "5.10 release",
    ],
)
def test_amounts_and_what_comes_out_of_order_are_no_times(line: str) -> None:
    assert clocks(AROUND[0], line, AROUND[1])[1] == []


def test_a_table_of_amounts_tells_no_times() -> None:
    page = ("| time | cost |", "| 9.10 | load |", "| 12.30 | run |")
    assert clocks(*page) == [[], [], []]


def test_a_page_that_tells_one_time_is_not_kept_by_the_clock() -> None:
    assert clocks("10:20 switched off", "~11 switched on")[1] == []


@pytest.mark.parametrize("bullet", ["•", "\uf0b7", "▪", "*", "1.", "-"])
def test_the_tab_behind_a_bullet_is_told_as_a_blank(bullet: str) -> None:
    text = of_text([f"{bullet}\t8:15 scoring model rejects loans"]).passages[0].text
    assert "\t" not in text
    assert clocks(text) == [["08:15"]]


@pytest.mark.parametrize("line", ["-\tif x:", "+\tmodel: v2", "a\tb", "\tset in"])
def test_other_tabs_stay(line: str) -> None:
    assert of_text([line]).passages[0].text == line


@given(st.lists(st.text(alphabet="~≈0123456789:.| abc-•", max_size=12), max_size=8))
def test_the_words_of_a_page_stay_and_no_time_lies_outside_them(lines: list[str]) -> None:
    for text, line in zip(lines, read_page(lines), strict=True):
        assert line.text == text
        assert all(0 <= t.start < t.end <= len(text) for t in line.told)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Le prompt est passé en v8 hier soir à 22h30.", "22:30"),
        ("Depuis ce matin 8h45 le bot se trompe", "08:45"),
        ("On est revenus à la v7 à 10h58.", "10:58"),
    ],
)
def test_french_hours_are_times_and_stretches_are_none(text: str, clock: str) -> None:
    assert [f"{one.at:%H:%M}" for one in find_clocks(text)] == [clock]
    assert find_clocks("it took 2h30.") == find_clocks("pendant 2h30") == []
