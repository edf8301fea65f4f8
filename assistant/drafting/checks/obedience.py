"""The obedience rule: no sentence repeats, or does, what a quarantined line asks of a model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.intake.redaction.hostile import folded, instruction_in

_RUN = 5  # words in a row that repeat a line
_WORD = re.compile(r"\w+")


def broken_by(text: str, hostile: Iterable[str], cited: Iterable[str]) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it.

    `hostile` are the quarantined lines of the inputs. A run of words that stands in the cited
    lines too is theirs.
    """
    if instruction_in(text) is not None:
        return "it reads like an instruction to a model"
    said = _WORD.findall(folded(text))
    runs = {tuple(said[i : i + _RUN]) for i in range(len(said) - _RUN + 1)}
    if not runs:
        return None
    for line in cited:
        runs -= _runs(line)
    if any(runs & _runs(line) for line in hostile):
        return "it repeats a quarantined line"
    return None


def _runs(line: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(folded(line[:20_000]))
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
