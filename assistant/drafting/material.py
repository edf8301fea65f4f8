"""What the offline writer works from, and how it turns a span into a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.conversations import by_responders
from assistant.analysis.decisions import theirs_in
from assistant.analysis.facts import Facts
from assistant.analysis.layout import Placed
from assistant.drafting import spans
from assistant.drafting.checks.grounding import unsupported
from assistant.incident import Evidence, Incident, Statement, StatementStatus

# How analysis tells a step whose own wording is kept out of prose.
_UNTOLD = "(wording in the cited line"


@dataclass(frozen=True, slots=True)
class Material:
    """What the writer works from: an incident, its facts, its lines by id, responders' notes."""

    incident: Incident
    facts: Facts
    lines: dict[str, Evidence]
    notes: tuple[Placed, ...]

    @classmethod
    def gather(cls, incident: Incident, facts: Facts, notes: Sequence[Placed]) -> Material:
        """Return the material of an incident, `notes` being its placed note lines."""
        return cls(incident, facts, incident.by_id(), by_responders(notes))

    def texts(self, evidence: Sequence[str]) -> tuple[str, ...]:
        """Return the texts of the cited lines that exist, in order."""
        return tuple(self.lines[name].text for name in evidence if name in self.lines)


def repeatable(text: str) -> bool:
    """Return whether a span of the notes asserts no cause, blame, owner, due date or decision."""
    return not (cause_asserted(text) or blame_in(text) or theirs_in(text))


def quoted(
    text: str, evidence: tuple[str, ...], material: Material, *, least: int = spans.MIN_WORDS
) -> Statement | None:
    """Return a span as a statement, with the status that its cited lines bear out.

    None where it has fewer than `least` words, or repeats what people are to state.
    """
    if (
        not evidence
        or _UNTOLD in text
        or not repeatable(text)
        or not spans.stands_alone(text, least=least)
    ):
        return None
    told = _ended(text[0].upper() + text[1:] if text[0].islower() and text[:2].isalpha() else text)
    cited = material.texts(evidence)
    if not unsupported(told, cited):
        return Statement(told, evidence, "evidenced")
    return (
        Statement(told, evidence, "inferred")
        if not unsupported(told, cited, status="inferred")
        else None
    )


def first_of(
    wordings: Sequence[str], evidence: tuple[str, ...], material: Material, status: StatementStatus
) -> Statement | None:
    """Return the richest wording that the cited lines bear out, None where none does."""
    cited = material.texts(evidence)
    for wording in wordings:
        if not cited or status == "unknown":
            break
        if status == "evidenced" and not unsupported(wording, cited):
            return Statement(wording, evidence, "evidenced")
        if not unsupported(wording, cited, status="inferred"):
            return Statement(wording, evidence, "inferred")
    return None


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", '."', ".”", ".)")) else f"{text}."


def one(statement: Statement | None) -> list[Statement]:
    """Return the statement as a list, empty where there is none."""
    return [] if statement is None else [statement]
