"""Judges honestly whether evidence bears a statement out: its figures, and most of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evals.loopback.prompts import ID, Statement

_FIGURE = re.compile(r"\d+(?:[.:,]\d+)*")
_WORD = re.compile(r"[A-Za-z][\w'-]{2,}")
_IDS = re.compile(r"[(\[][NLH]\d[\d,; NLH-]*[)\]]")
_SHARE = 0.7  # of the words of a statement that have to stand in its lines
_STEM = 5  # letters by which words are the same
_LITTLE = re.compile(
    r"the|and|was|were|are|with|for|that|this|its|has|have|had|been|from|not", re.IGNORECASE
)


def figures(text: str) -> frozenset[str]:
    """Return the figures of a text as they are written."""
    return frozenset(_FIGURE.findall(text))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that say something."""
    words = (word for word in _WORD.findall(text) if not _LITTLE.fullmatch(word))
    return frozenset(word.casefold()[:_STEM] for word in words)


def borne_out(statement: Statement, lines: Mapping[str, str]) -> bool:
    """Return whether the lines below a statement bear it out, or those it names, or any."""
    named = {one[0]: lines[one[0]] for one in ID.finditer(statement.text) if one[0] in lines}
    whole = "\n".join((statement.lines or named or lines).values())
    said = _IDS.sub("", statement.text)
    if not figures(said) <= figures(whole):
        return False
    words = stems(said)
    return not words or len(words & stems(whole)) / len(words) >= _SHARE
