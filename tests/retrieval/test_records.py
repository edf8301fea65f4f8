"""Library records: the good lines are read, the bad ones named by number."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.records import BadLine, PastAction, parse

GOOD = {"id": "a-1", "title": "Stale index", "summary": "Old pages were cited."}


def line(**changes: object) -> str:
    """Return a good record with some keys changed, as JSON."""
    return json.dumps({k: v for k, v in {**GOOD, **changes}.items() if v is not None})


def test_a_record_keeps_its_keys_and_the_unknown_ones_as_metadata() -> None:
    actions = [{"text": "Add a check", "status": "closed"}, {"text": "Write it down"}]
    parsed = parse([line(components=["index"], actions=actions, team="search")])
    record = parsed.records[0]
    assert (record.id, record.components, dict(record.metadata)) == (
        "a-1", ("index",), {"team": "search"},
    )  # fmt: skip
    assert record.actions == (
        PastAction("Add a check", "closed"),
        PastAction("Write it down", None),
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("not json", "not JSON"),
        ("[1]", "not a JSON object"),
        (line(id=None), "no 'id'"),
        (line(title=" "), "no 'title'"),
        (line(summary=None), "neither 'summary' nor 'text'"),
        (line(id=7), "'id' is not a text"),
        (line(layers="prompt"), "'layers' is not a list"),
        (line(actions=[{"status": "open"}]), "no 'text'"),
        (line(actions=[{"text": "x", "status": 3}]), "'status'"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(bad: str, reason: str) -> None:
    parsed = parse([line(), "", bad, line(id="a-2")])
    assert [record.id for record in parsed.records] == ["a-1", "a-2"]
    assert [found.line for found in parsed.bad] == [3]
    assert reason in parsed.bad[0].reason


@given(st.lists(st.text(max_size=80), max_size=5))
def test_no_text_stops_the_reading(lines: list[str]) -> None:
    parsed = parse([*lines, line()])
    assert parsed.records[-1].id == "a-1"
    assert all(isinstance(found, BadLine) for found in parsed.bad)
