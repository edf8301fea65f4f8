"""The JSON of a draft."""

from __future__ import annotations

import json as standard
from datetime import datetime

import pytest

from assistant.errors import MalformedInput
from assistant.export.json import dump, load
from tests.export.sample import rich

CONTRACT = [
    "schema_version", "case_id", "title", "template", "created", "timezone", "reference_date",
    "evidence", "summary", "timeline", "durations", "changes", "not_examined", "impact",
    "behaviour", "severity", "factors", "went_well", "went_wrong", "got_lucky", "root_cause",
    "actions", "open_questions", "contradictions", "similar", "recurrence", "notifications",
    "checks", "provenance",
]  # fmt: skip


def test_a_draft_comes_back_as_it_was_written() -> None:
    assert load(dump(rich())) == rich()


def test_the_keys_are_those_of_the_contract_in_its_order() -> None:
    assert [key for key in standard.loads(dump(rich())) if key in CONTRACT] == CONTRACT


def test_times_have_an_offset_and_unknown_is_null() -> None:
    data = standard.loads(dump(rich()))
    assert datetime.fromisoformat(data["timeline"][1]["time"]).utcoffset() is not None
    assert data["timeline"][-1]["time"] is None
    assert data["actions"][0]["owner"] is None
    assert data["actions"][0]["due"] is None


def test_the_text_is_readable_and_ends_in_a_newline() -> None:
    text = dump(rich())
    assert text.endswith("}\n")
    assert '\n  "title": "Claims triage skipped manual review",\n' in text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"title": 1}'])
def test_what_is_no_draft_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(MalformedInput, match="not a draft in this product's JSON form"):
        load(text)


@pytest.mark.parametrize("name", ["owner", "due"])
def test_a_draft_with_an_owner_or_a_due_date_is_refused(name: str) -> None:
    data = standard.loads(dump(rich()))
    data["actions"][0][name] = "somebody"
    with pytest.raises(MalformedInput, match=f"actions.0.{name}"):
        load(standard.dumps(data))
