"""Lock: no type that a model may fill has room for what only people decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from assistant.drafting.schema import CitedSentence, ModelOutput, SummaryOutput

HUMAN_ONLY = re.compile(
    r"root|cause|owner|assignee|responsible|accountable|due|deadline|approv|sign|fault|blame|"
    r"severity|confirmed|verdict"
)


def kinds(base: type[ModelOutput]) -> Iterator[type[ModelOutput]]:
    """Yield every type below `base`."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def names(schema: object) -> Iterator[str]:
    """Yield every property name that a JSON schema can reach."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from names(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from names(item)


def objects(schema: object) -> Iterator[dict[str, object]]:
    """Yield every object of a JSON schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from objects(item)


# Other tests make types of their own.
ALL = sorted(
    (kind for kind in kinds(ModelOutput) if kind.__module__.startswith("assistant.")),
    key=lambda kind: kind.__name__,
)


def test_there_are_types_to_look_at() -> None:
    assert SummaryOutput in ALL


@pytest.mark.parametrize("kind", ALL)
def test_no_human_only_name_is_reachable(kind: type[ModelOutput]) -> None:
    assert [name for name in names(kind.model_json_schema()) if HUMAN_ONLY.search(name)] == []


@pytest.mark.parametrize("kind", ALL)
def test_every_object_is_closed_to_other_keys(kind: type[ModelOutput]) -> None:
    for schema in objects(kind.model_json_schema()):
        assert schema.get("additionalProperties") is False


@pytest.mark.parametrize("kind", ALL)
def test_every_type_is_frozen(kind: type[ModelOutput]) -> None:
    assert kind.model_config.get("frozen") is True


def test_the_walk_finds_a_human_only_name_however_deep() -> None:
    schema: dict[str, object] = {"properties": {"a": {"items": {"properties": {"root_cause": {}}}}}}
    assert [name for name in names(schema) if HUMAN_ONLY.search(name)] == ["root_cause"]


def test_a_human_only_key_in_an_answer_is_refused() -> None:
    answer = {"text": "It failed.", "evidence": ["N1"], "root_cause": "the prompt"}
    with pytest.raises(ValidationError, match="root_cause"):
        CitedSentence.model_validate(answer)


def test_a_sentence_without_evidence_is_refused() -> None:
    with pytest.raises(ValidationError, match="evidence"):
        CitedSentence.model_validate({"text": "It failed.", "evidence": []})
