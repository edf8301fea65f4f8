"""Past incidents read from documents of any shape, and hidden before they are kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.drafts import record_of_draft
from assistant.library.markdown import record_of_markdown
from assistant.library.past import checked
from assistant.library.scrubbing import Scrubber
from retrieval.records import PastAction, Record, dump, record_of


@given(st.text(max_size=400))
def test_any_text_becomes_a_record_or_is_told_why_not(text: str) -> None:
    read = record_of_markdown(text, name="some/file.md")
    assert isinstance(read, str) or (read.id and record_of(dump(read)) == read)


@given(st.text(max_size=120), st.text(max_size=120))
def test_hiding_twice_hides_no_more(title: str, text: str) -> None:
    once = Scrubber().record(Record(id="a", title=title or "t", text=text))
    assert Scrubber().record(once) == once


def test_a_table_of_actions_gives_the_longest_cell_and_its_state() -> None:
    text = (
        "Wrong doses\n===========\n\nDate: 2026-02-03\n\n## Corrective actions\n\n"
        "| # | what | state |\n|---|---|---|\n"
        "| 1 | Refuse a dose without a unit | Done |\n| 2 | Train the desk | Not started |\n"
    )
    read = record_of_markdown(text, name="doses.md")
    assert isinstance(read, Record)
    assert (read.title, read.date) == ("Wrong doses", "2026-02-03")
    assert read.actions == (
        PastAction("Refuse a dose without a unit", "done"), PastAction("Train the desk", "open"),
    )  # fmt: skip


@pytest.mark.parametrize("front", ["- a\n- b", "just words"])
def test_front_matter_that_is_no_mapping_is_told(front: str) -> None:
    assert record_of_markdown(f"---\n{front}\n---\ntext\n", name="a.md") == (
        "its front matter is no list of keys and values"
    )


def test_a_draft_without_statements_is_told() -> None:
    assert record_of_draft({"case_id": "PM-1", "title": "t"}) == (
        "it looks like a draft, but states nothing"
    )
    assert "no 'case_id' and 'title'" in str(record_of_draft({"case_id": 3}))


def test_what_they_checked_leaves_out_what_was_checked_here_too() -> None:
    text = "We compared the index dates with the feed. We replayed the last hundred requests."
    here = frozenset({"compar", "index", "date", "feed"})
    assert checked(text, here) == ("We replayed the last hundred requests.",)


def test_metadata_of_any_depth_is_hidden_too() -> None:
    line = json.dumps(
        {"id": "a", "title": "t", "text": "x", "who": {"mails": ["mira@mail.example"]}}
    )
    read = record_of(line)
    assert isinstance(read, Record)
    assert "mira@" not in dump(Scrubber().record(read))
