"""Tables with a column for each version of a text ("v1", "v2 text"): what the last one replaced."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.intake.history.entries import Entry, entry_of, fields, keys

_COLUMN = re.compile(r"v\d{1,4}(?:_(?:text|prompt|wording|content|template|body))?")
_PROMPTS = frozenset({"prompt", "prompt_name", "system_prompt", "template", "prompt_id"})


def held(names: Collection[str]) -> bool:
    """Return whether columns are those of a dated table of prompts with two versions or more."""
    versions = [name for name in names if _COLUMN.fullmatch(name)]
    return (
        len(versions) > 1 and bool(_PROMPTS & set(names)) and bool(set(keys()["time"]) & set(names))
    )


def compared(entry: Entry) -> Entry:
    """Return a row of such a table with its last two texts as what was there and what came."""
    own = fields(entry.node)
    if not held(own):
        return entry
    texts = sorted(
        (int("".join(filter(str.isdigit, name))), value)
        for name, (_, value) in own.items()
        if _COLUMN.fullmatch(name) and value.value
    )
    if len(texts) < 2:
        return entry
    pairs = entry_of(("before", texts[-2][1]), ("after", texts[-1][1])).pairs
    kept = tuple(pair for name, pair in own.items() if not _COLUMN.fullmatch(name))
    return replace(entry, node=replace(entry.node, pairs=(*pairs, *kept)), layer="prompt")
