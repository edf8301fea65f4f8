"""Rows of CSV: the same cells whether they stand in quotes or not, each at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import MalformedInput
from assistant.intake.history import csvtree, tree
from assistant.intake.history.tree import Node

_CELL = st.text(alphabet="ab é-", min_size=1, max_size=4)


def _rows(text: str) -> list[list[tuple[str, str | None]]]:
    (table,) = csvtree.parse(text, name="changes.csv")
    return [[(key.value or "", cell.value) for key, cell in row.pairs] for row in table.items]


def _cells(text: str) -> list[Node]:
    (table,) = csvtree.parse(text, name="changes.csv")
    return [cell for row in table.items for _, cell in row.pairs]


@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), max_size=4))
def test_quotes_around_cells_change_nothing_of_what_they_say(rows: list[list[str]]) -> None:
    bare = "\n".join(["x,y,z", *(",".join(row) for row in rows)])
    quoted = "\n".join(["x,y,z", *(",".join(f'"{cell}"' for cell in row) for row in rows)])
    assert _rows(bare) == _rows(quoted)


@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), max_size=4))
def test_every_cell_stands_at_its_place(rows: list[list[str]]) -> None:
    text = "\n".join(["x,y,z", *(",".join(row) for row in rows)])
    for cell in _cells(text):
        assert text[cell.start : cell.end].strip() == cell.value


def test_a_delimiter_at_the_end_of_a_row_opens_no_cell() -> None:
    assert _rows("x,y\na,\n,b,\n\n,\n") == [[("x", "a")], [("y", "b")]]


def test_a_row_with_quotes_goes_on_over_line_ends() -> None:
    assert _rows('x,y\na,"b\nc",\nd,e') == [[("x", "a"), ("y", "b\nc")], [("x", "d"), ("y", "e")]]


def test_more_cells_than_a_history_holds_are_refused_at_their_place() -> None:
    text = "x,y\n" + "a,b\n" * (tree.MOST_NODES // 2)
    with pytest.raises(MalformedInput, match=f"line {tree.MOST_NODES // 2 + 1}, column 2"):
        csvtree.parse(text, name="changes.csv")
