"""Clock times written with a full stop, where a page is kept by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.clock.dotted import read_page
from assistant.intake.clock.linetimes import read_line


def _clocks(*lines: str) -> list[list[str]]:
    return [[f"{t.clock.at:%H:%M}" for t in one.told if t.clock] for one in read_page(lines)]


def test_lines_that_open_with_such_times_tell_them() -> None:
    assert _clocks("8.15 boss informed", "8.40 bot switched off", "- 9.05: rolled back") == [
        ["08:15"],
        ["08:40"],
        ["09:05"],
    ]


def test_within_such_a_page_they_are_read_after_a_word_that_leads_one_in() -> None:
    page = ("8.15 boss informed", "8.40 off, back since 9.30", "from 7.10-7.40 no answers")
    assert _clocks(*page) == [["08:15"], ["08:40", "09:30"], ["07:10", "07:40"]]


def test_the_words_of_a_line_stay_as_they_were_written() -> None:
    assert [one.text for one in read_page(("8.15 up", "8.40 down"))] == ["8.15 up", "8.40 down"]


@pytest.mark.parametrize(
    "page",
    [
        ("8.15 boss informed", "nothing else"),
        ("8.15 million calls", "9.30 EUR lost", "9.45 % failed"),
        ("1.10 Scope", "1.11 Terms", "1.12 Parties"),
        ("1.9 Scope", "1.10 Terms", "2.15 Parties"),
        ("8.15 is the score", "9:20 bot switched off", "9.40 is the next"),
        ("9.40 later", "8.20 earlier", "7.10 before", "6.00 first"),
    ],
)
def test_amounts_sections_and_scores_are_no_times(page: tuple[str, ...]) -> None:
    assert all(one.text == text for one, text in zip(read_page(page), page, strict=True))
    assert [one.told for one in read_page(page)] == [read_line(text).told for text in page]


_TIMES = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda hm: f"{hm[0]}.{hm[1]:02}")


@given(st.lists(_TIMES, min_size=2, max_size=6), st.sampled_from(["", "- ", "around ", "> "]))
def test_such_a_page_tells_what_it_would_with_colons(times: list[str], led: str) -> None:
    ordered = sorted(times, key=lambda one: tuple(map(int, one.split("."))))
    dotted = [f"{led}{one} checked it" for one in (*ordered, ordered[0])]
    found = read_page(dotted)
    for one, text in zip(found, dotted, strict=True):
        assert len(one.text) == len(text)
    colons = [read_line(text.replace(".", ":")).told for text in dotted]
    assert [one.told for one in found] in (colons, [read_line(text).told for text in dotted])


def test_one_written_so_by_a_slip_is_read_where_it_fits_between_the_others() -> None:
    assert _clocks("~1.30 rooms ring", "01:42 complaints", "1:50 muted")[0] == ["01:30"]
    page = ("8:05 back on v11", "8:20 offers fine", "8.45 all blocked", "9:10 done")
    assert _clocks(*page) == [["08:05"], ["08:20"], ["08:45"], ["09:10"]]
    assert _clocks(*page[:2], "7.45 is the score", page[3])[2] == []
    assert _clocks(*page[:2], "9.45 is the score", page[3])[2] == []
