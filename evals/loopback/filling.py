"""Fills a JSON schema: walks objects, arrays, references and choices, and asks for each leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Schema = Mapping[str, Any]
_TEXTS = ("text", "sentence", "statement", "claim", "description")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the entry that is being filled: its text, and the ids that it cites."""

    section: str
    text: str = ""
    evidence: tuple[str, ...] = ()


class Source(Protocol):
    """Where the values come from."""

    def entries(self, section: str) -> tuple[Context, ...]:
        """Return the entries of an array of objects with a text and evidence."""
        ...

    def verdicts(self) -> tuple[Mapping[str, Any], ...]:
        """Return what is known about each entry of an array of objects with an index."""
        ...

    def text(self, name: str, context: Context) -> str:
        """Return the text of a field of this name."""
        ...

    def choice(self, name: str, values: tuple[Any, ...], context: Context) -> Any:
        """Return one of the values of an enumeration."""
        ...

    def ids(self, name: str, context: Context, *, least: int) -> tuple[str, ...]:
        """Return the ids that a field of this name holds."""
        ...


class Filler:
    """Fills one schema, whose references point into its own `$defs`."""

    def __init__(self, schema: Schema, source: Source) -> None:
        self._root = schema
        self._source = source

    def filled(self) -> Any:
        """Return a value of the schema."""
        return self._value(self._root, "", Context(""))

    def _resolved(self, schema: Schema) -> Schema:
        while True:
            if "$ref" in schema:
                found: Any = self._root
                for step in str(schema["$ref"]).removeprefix("#/").split("/"):
                    found = found[step]
                schema = found
            elif options := schema.get("allOf") or schema.get("anyOf") or schema.get("oneOf"):
                schema = next((o for o in options if o.get("type") != "null"), options[0])
            else:
                return schema

    def _value(self, schema: Schema, name: str, context: Context) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._source.choice(name, tuple(schema["enum"]), context)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        match kind:
            case "object":
                return self._object(schema, name, context)
            case "array":
                return self._array(schema, name, context)
            case "integer" | "number":
                return int(schema.get("minimum", 0))
            case "boolean":
                return False
            case "string":
                return self._source.text(name, context)
            case _:
                return None

    def _object(self, schema: Schema, name: str, context: Context) -> dict[str, Any]:
        context = context if context.section else Context(name)
        text = self.text_key(schema)
        return {
            key: context.text if key == text and context.text else self._value(held, key, context)
            for key, held in schema.get("properties", {}).items()
        }

    def _array(self, schema: Schema, name: str, context: Context) -> list[Any]:
        items = self._resolved(schema.get("items", {"type": "string"}))
        held = items.get("properties", {})
        least, most = int(schema.get("minItems", 0)), int(schema.get("maxItems", 12))
        if "index" in held:
            judged = self._source.verdicts()[:most]
            return [{**self._object(items, name, context), **_known(one, held)} for one in judged]
        if "evidence" in held and self.text_key(items):
            entries = self._source.entries(name or context.section)[:most]
            return [self._object(items, name, entry) for entry in entries]
        if "properties" in items:
            return [self._object(items, name, context) for _ in range(max(1, least))]
        if items.get("type") == "string" and "enum" not in items:
            return list(self._source.ids(name, context, least=least)[:most])
        return [self._value(items, name, context) for _ in range(max(1, least))]

    def text_key(self, schema: Schema) -> str | None:
        """Return the name of the property that holds an entry's text; None where none does."""
        held = schema.get("properties", {})
        return next((key for key in _TEXTS if key in held), None)


def _known(verdict: Mapping[str, Any], held: Schema) -> dict[str, Any]:
    return {key: value for key, value in verdict.items() if key in held}
