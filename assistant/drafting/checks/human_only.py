"""The human-only rule: no sentence of the draft states what only people judge and decide."""

from __future__ import annotations

from assistant.analysis.assertions import cause_asserted, owner_or_due_in
from assistant.analysis.decisions import decision_in


def broken_by(text: str) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it."""
    phrase = cause_asserted(text)
    if phrase is not None:
        return f"it asserts a cause in the words {phrase!r}, which people judge"
    phrase = owner_or_due_in(text)
    if phrase is not None:
        return f"it names an owner or a due date in the words {phrase!r}, which people give"
    return decided_by(text)


def decided_by(text: str) -> str | None:
    """Return why a text asserts a decision outright, in words; None where it does not.

    This is the rule for values and answers that are told as they stood: a prompt may well speak of
    causes, owners and dates.
    """
    phrase = decision_in(text)
    if phrase is None:
        return None
    return f"it asserts a decision in the words {phrase!r}, which people take"
