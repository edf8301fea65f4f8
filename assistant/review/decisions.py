"""What only people decide: each decision says who made it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.analysis.factors import Category
from assistant.analysis.severity import Level
from assistant.errors import PostmortemError


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanInput:
    """The base of every human decision; `at` is timezone-aware."""

    decided_by: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse a decision without a person or a time."""
        if not self.decided_by.strip():
            raise PostmortemError(
                f"A {type(self).__name__} needs the name of the person who decided it."
            )
        if self.at.tzinfo is None:
            raise PostmortemError(f"The time of a {type(self).__name__} needs a time zone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCause(HumanInput):
    """A root cause as people judged it, with the evidence ids that they rest it on."""

    text: str
    category: Category
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(HumanInput):
    """The one person who answers for an action."""

    action: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate(HumanInput):
    """When an action is to be done."""

    action: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedSeverity(HumanInput):
    """The severity that a person confirmed or set."""

    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFinding(HumanInput):
    """What a person found about responsibility of a system or an organisation, if anything."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(HumanInput):
    """A person's sign-off of the whole; `role` is the one they sign in."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The decisions made so far; incomplete until a cause, a severity and a sign-off are there."""

    root_causes: tuple[RootCause, ...] = ()
    severity: ConfirmedSeverity | None = None
    owners: tuple[Owner, ...] = ()
    due_dates: tuple[DueDate, ...] = ()
    findings: tuple[FaultFinding, ...] = ()
    approvals: tuple[Approval, ...] = ()

    def missing(self, *, actions: tuple[str, ...]) -> tuple[str, ...]:
        """Return what people have still to decide, in words; empty where the review is complete."""
        owned = {o.action for o in self.owners}
        dated = {d.action for d in self.due_dates}
        found = [
            *(["the root cause"] if not self.root_causes else []),
            *(["the severity"] if self.severity is None else []),
            *(f"the owner of action {a}" for a in actions if a not in owned),
            *(f"the due date of action {a}" for a in actions if a not in dated),
            *(["the sign-off"] if not self.approvals else []),
        ]
        return tuple(found)
