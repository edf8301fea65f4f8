"""The human-only rule: no sentence of the draft states a cause, an owner or a due date."""

from __future__ import annotations

from assistant.analysis.assertions import cause_asserted, owner_or_due_in


def broken_by(text: str) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it."""
    phrase = cause_asserted(text)
    if phrase is not None:
        return f"it asserts a cause in the words {phrase!r}, which people judge"
    phrase = owner_or_due_in(text)
    if phrase is not None:
        return f"it names an owner or a due date in the words {phrase!r}, which people give"
    return None
