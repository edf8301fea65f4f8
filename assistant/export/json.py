"""The draft as JSON in the published contract's shape, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from assistant.drafting.draft import Draft
from assistant.errors import MalformedInput


def dump(draft: Draft) -> str:
    """Return the draft as indented JSON in the contract's order of keys, ending in a newline."""
    return json.dumps(asdict(draft), default=_iso, ensure_ascii=False, indent=2) + "\n"


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A draft cannot hold a {type(value).__name__}: {value!r}")


def load(text: str) -> Draft:
    """Return the draft that `dump` wrote; MalformedInput says what does not fit."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Draft).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the top level"
        raise MalformedInput(
            f"This is not a draft in this product's JSON form: {where}: {first['msg']}. "
            "Give a file written with `--format json`."
        ) from error
