"""The cells of table rows as Markdown, wikis, trackers and tabs lay them out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis import grid


def cells(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in grid.row(text)]


@pytest.mark.parametrize(
    "text",
    ["| a | b |", "| a || b", "! a !! b", "||a||b||", "|a|b|", "a\tb", "a | b | "],
)
def test_a_row_is_cut_at_the_marks_of_its_kind(text: str) -> None:
    assert cells(text) == ["a", "b"]


def test_an_empty_cell_of_markdown_is_a_cell() -> None:
    assert cells("| a || b |") == ["a", "", "b"]


@pytest.mark.parametrize("text", ["a sentence", "|-", "", "a | b", "! watch out"])
def test_what_is_no_row_has_no_cells(text: str) -> None:
    assert cells(text) == []


@pytest.mark.parametrize(
    ("text", "marked"), [("! a !! b", True), ("||a||b||", True), ("| a || b", False)]
)
def test_some_rows_say_that_they_are_headers(text: str, marked: bool) -> None:
    assert grid.is_marked_header(text) is marked


def test_the_lines_around_the_rows_of_a_wiki_are_known() -> None:
    assert grid.is_wiki_rule("|-")
    assert grid.is_wiki_edge('{| class="wikitable"')
    assert grid.is_wiki_edge("|}")
    assert not grid.is_wiki_rule("|---|---|")


@given(st.text(alphabet="|! \tab", max_size=40))
def test_the_cells_of_any_line_stand_in_it_in_order(text: str) -> None:
    spans = grid.row(text)
    assert all(0 <= a <= b <= len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
