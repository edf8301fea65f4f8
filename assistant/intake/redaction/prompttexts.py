"""Which lines of a version history are the text of a prompt, which instructs by trade."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.incident import Change, Evidence, Layer
from assistant.intake.history import layers

_FILE = re.compile(r"(?:\+\+\+|---) (?:[ab]/)?(\S[^\t\n]{0,400})")
_KEY = re.compile(r"\s*(?:- )?[\"']?[\w.-]{1,60}[\"']?\s*:\s*")


def prompt_lines(evidence: Sequence[Evidence], changes: Sequence[Change]) -> frozenset[str]:
    """Return the ids of the history lines that are lines of a prompt file or a prompt's value.

    What is said about a change (its subject, its text) is none of it.
    """
    lines = [line for line in evidence if line.kind == "history"]
    if not lines or not changes:
        return frozenset()
    told = [one for change in changes if change.diff for one in _of_diff(change)]
    prompts = {text for text, of_prompt in told if of_prompt}
    prompts -= {text for text, of_prompt in told if not of_prompt}
    prompts |= {part for change in changes if change.kind == "prompt" for part in _values(change)}
    if not prompts:
        return frozenset()
    return frozenset(line.id for line in lines if _holds(line.text, prompts))


def _values(change: Change) -> Iterator[str]:
    for value in (change.before, change.after):
        yield from (part.strip() for part in (value or "").split("\n") if part.strip())


def _of_diff(change: Change) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a diff, and whether each belongs to the text of a prompt.

    A file whose layer its path does not tell is of the layer of the change.
    """
    layer: Layer | None = change.kind
    for line in (change.diff or "").split("\n"):
        file = _FILE.match(line) if line[:3] in {"+++", "---"} else None
        if file is not None:
            if not file[1].startswith("/dev/null"):
                layer = _layer_of(file[1].strip()) or change.kind
        elif line[:1] in {"+", "-", " "} and (told := line.strip()):
            yield told, layer == "prompt"


@lru_cache(maxsize=1024)
def _layer_of(path: str) -> Layer | None:
    return layers.of_path(path)


def _holds(text: str, prompts: set[str]) -> bool:
    """Return whether a line holds lines of prompts and nothing else."""
    if text.strip() in prompts:
        return True
    key = _KEY.match(text)
    if key is None:
        return False
    told = text[key.end() :].strip().rstrip(",").strip()
    if told.startswith('"'):
        try:
            told = str(json.loads(told))
        except ValueError:
            told = told.strip('"')
    parts = {part.strip() for part in told.strip("'").split("\n")} - {""}
    return bool(parts) and parts <= prompts
