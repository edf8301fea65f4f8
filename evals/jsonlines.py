"""Reads a JSON Lines file whose path was given on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from assistant.errors import MalformedInput, UnreadableInput

Row = TypeVar("Row")


def load(path: Path, row: Callable[[dict[str, Any]], Row]) -> tuple[Row, ...]:
    """Return each line of the file through `row`.

    Raises UnreadableInput where the file cannot be opened or holds nothing, MalformedInput with
    the number of the first line that is not what `row` takes.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(
            f"{path} cannot be read ({error.strerror}). Name an evaluation file in JSON Lines."
        ) from error
    # Not splitlines: a text inside the JSON may hold a line separator of its own.
    rows = [_parsed(path, number, line, row) for number, line in enumerate(text.split("\n"), 1)]
    found = tuple(one for one in rows if one is not None)
    if not found:
        raise UnreadableInput(f"{path} holds no lines. Name an evaluation file in JSON Lines.")
    return found


def _parsed(path: Path, number: int, line: str, row: Callable[[dict[str, Any]], Row]) -> Row | None:
    if not line.strip():
        return None
    try:
        return row(json.loads(line))
    except (ValueError, KeyError, TypeError) as fault:
        raise MalformedInput(
            f"{path}:{number}: not a line of this evaluation ({fault!r}). "
            "See the command's --help for the fields it reads."
        ) from fault
