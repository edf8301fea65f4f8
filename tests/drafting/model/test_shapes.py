"""The schemas that are sent: closed, complete, and without what endpoints refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import Field

from assistant.drafting.model.shapes import digest, schema_of, shape_of
from assistant.drafting.schema import (
    OUTPUTS,
    FactorsOutput,
    LessonsOutput,
    ModelOutput,
    SummaryOutput,
)

KINDS = sorted(OUTPUTS.values(), key=lambda kind: kind.__name__)
# What a strict schema may not hold at one endpoint or another.
REFUSED = {"minLength", "maxLength", "pattern", "format", "default", "title", "examples", "allOf",
           "oneOf", "not", "if", "patternProperties", "uniqueItems", "prefixItems"}  # fmt: skip


class Named(ModelOutput):
    """A type whose fields are called as keywords are, and carry some."""

    title: Annotated[str, Field(pattern="^a", max_length=3)]
    format: str = "plain"
    default: Annotated[str, Field(title="A title", min_length=1)]


def schemas(value: object) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema; names of properties and definitions are none."""
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key in {"properties", "$defs"}:
                for named in inner.values():
                    yield from schemas(named)
            else:
                yield from schemas(inner)
    elif isinstance(value, list):
        for item in value:
            yield from schemas(item)


@pytest.mark.parametrize("kind", KINDS)
def test_no_keyword_is_sent_that_endpoints_refuse(kind: type[ModelOutput]) -> None:
    used = {key for schema in schemas(json.loads(shape_of(kind))) for key in schema}
    assert not used & REFUSED


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_is_closed_and_every_property_required(kind: type[ModelOutput]) -> None:
    objects = [one for one in schemas(schema_of(kind)) if one.get("type") == "object"]
    assert objects
    for one in objects:
        assert one["additionalProperties"] is False
        assert sorted(one["required"]) == sorted(one["properties"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_stays_within_the_schema(kind: type[ModelOutput]) -> None:
    shape = json.loads(shape_of(kind))
    for one in schemas(shape):
        if "$ref" in one:
            assert one["$ref"].removeprefix("#/$defs/") in shape["$defs"]
            assert len(one) == 1


def test_choices_are_sent_in_full() -> None:
    choices = [one["enum"] for one in schemas(schema_of(FactorsOutput)) if "enum" in one]
    assert choices
    assert all(len(names) > 3 for names in choices)


def test_a_field_that_is_called_like_a_keyword_stays() -> None:
    properties = json.loads(shape_of(Named))["properties"]
    assert properties == {name: {"type": "string"} for name in ("default", "format", "title")}


def test_the_name_of_the_type_is_the_only_title_and_each_table_is_fresh() -> None:
    made = schema_of(SummaryOutput)
    assert made["title"] == "SummaryOutput"
    made["properties"] = {}
    assert schema_of(SummaryOutput)["properties"]


def test_the_schema_of_a_type_is_the_same_every_time_and_another_for_another() -> None:
    assert len({shape_of(kind) for kind in KINDS}) == len(KINDS)
    assert shape_of(SummaryOutput) == shape_of(SummaryOutput)


def test_the_digest_changes_with_what_is_left_out_of_the_wire_as_well() -> None:
    class First(ModelOutput):
        """A type."""

        text: Annotated[str, Field(max_length=600)]

    class Second(ModelOutput):
        """A type."""

        text: Annotated[str, Field(max_length=601)]

    Second.__name__ = Second.__qualname__ = "First"
    assert shape_of(First) == shape_of(Second)
    assert digest(First) != digest(Second)


def test_the_digest_does_not_depend_on_the_order_but_on_which_types_there_are() -> None:
    assert digest(SummaryOutput, LessonsOutput) == digest(LessonsOutput, SummaryOutput)
    assert digest(SummaryOutput) != digest(SummaryOutput, LessonsOutput)
