"""The JSON schema of what a model may say, as endpoints take it, and its digest."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from assistant.drafting.schema import ModelOutput

# What endpoints refuse in a strict schema, or read each in its own way; it is held here instead.
_HELD_HERE = frozenset({"minLength", "maxLength", "pattern", "title", "default", "format"})


@cache
def shape_of(output: type[ModelOutput]) -> str:
    """Return the JSON schema of a type as compact JSON, without what endpoints differ in."""
    return json.dumps(_bare(output.model_json_schema()), separators=(",", ":"), sort_keys=True)


def schema_of(output: type[ModelOutput]) -> dict[str, object]:
    """Return the JSON schema of a type as a fresh table, with its name as title."""
    made: dict[str, object] = json.loads(shape_of(output))
    return {"title": output.__name__, **made}


def digest(*outputs: type[ModelOutput]) -> str:
    """Return the sha256 of the full schemas of these types, in the order of their names."""
    full = {o.__name__: o.model_json_schema() for o in sorted(outputs, key=lambda o: o.__name__)}
    return hashlib.sha256(json.dumps(full, sort_keys=True).encode()).hexdigest()


def _bare(value: object, *, naming: bool = False) -> object:
    """Return a schema without `_HELD_HERE`; keys under "properties" are names and stay."""
    if isinstance(value, dict):
        return {
            key: _bare(inner, naming=key in {"properties", "$defs"})
            for key, inner in value.items()
            if naming or key not in _HELD_HERE
        }
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value
