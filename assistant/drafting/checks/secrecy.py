"""The secrecy rule: no sentence holds what the intake would have hidden."""

from __future__ import annotations

from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def broken_by(text: str) -> str | None:
    """Return which kind of thing to hide a text holds, in words; None where it holds none."""
    for number, line in enumerate(text.split("\n"), start=1):
        for span in Redactor(gather(())).spans(line, number):
            return f"it holds what is to be hidden ({span.kind})"
    return None
