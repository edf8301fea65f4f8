"""The blame rule: no sentence of the draft puts fault on a person, a team or the model."""

from __future__ import annotations

from assistant.analysis.assertions import blame_in


def broken_by(text: str) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it."""
    phrase = blame_in(text)
    return None if phrase is None else f"it puts blame in the words {phrase!r}"
