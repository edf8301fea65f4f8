"""Sections on the mechanism and what to do about it: signature, layer checklist, actions."""

from __future__ import annotations

from assistant.analysis.signature import Term
from assistant.drafting.draft import Action, Draft
from assistant.export.blocks import Block, Bullets, Card, Cite, Line, Paragraph, Table, Text
from assistant.export.narrative import cited
from assistant.export.times import Clock

OPEN: Line = (Text("to be decided by people", "quiet"),)
_STATUS = {"changed": "changed", "looked-at": "spoken of", "gap": "gap"}
_GAP: Line = (Text("nothing in the inputs speaks of it", "quiet"),)
_ORIGIN = {
    "notes": "from the notes' own list",
    "catalogue": "suggested",
    "model": "suggested by the model",
}


def signature(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the mechanism as the cited lines speak of it, each part with its lines."""
    signed = draft.signature
    parts = (
        ("Failure mode", signed.failure_modes),
        ("Layer", signed.layers),
        ("Trigger to look at", signed.triggers),
    )
    told = tuple(_told(label, term) for label, terms in parts for term in terms)
    if not told:
        return ()
    note = "What the cited lines speak of, in the words of a fixed vocabulary; people confirm it."
    return (Bullets(told), Paragraph((Text(note),), "quiet"))


def _told(label: str, term: Term) -> Line:
    named = (
        ("OWASP", term.mapping.owasp),
        ("ATLAS", term.mapping.atlas),
        ("AVID", term.mapping.avid),
    )
    mark = "; ".join(f"{taxonomy} {', '.join(ids)}" for taxonomy, ids in named if ids)
    return (Text(f"{label}:", "strong"), *cited(term.name, term.evidence, mark=mark))


def layers(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the layer checklist: for each layer its lines, or a gap."""
    rows = tuple(
        (
            (Text(check.name),),
            (Text(_STATUS[check.status], "quiet" if check.status == "gap" else "strong"),),
            (Cite(check.evidence),) if check.evidence else _GAP,
        )
        for check in draft.layers
    )
    return (Table(("Layer", "Status", "Lines"), rows),) if rows else ()


def actions(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the suggested actions by priority, a card each; people give owner and due date."""
    return tuple(_card(action) for action in draft.actions)


def _card(action: Action) -> Card:
    addressed = f", addresses {action.addresses}" if action.addresses else ""
    return Card(
        (Text(action.id, "strong"), *cited(action.text, action.evidence)),
        (
            ("Kind", (Text(f"{action.category}, {action.horizon}{addressed}"),)),
            (
                "Priority",
                (
                    Text(f"impact {action.impact}, effort {action.effort}"),
                    Text(_ORIGIN[action.origin], "quiet"),
                ),
            ),
            ("Measured by", (Text(action.measure),)),
            ("Verified by", (Text(action.verification),)),
            ("Owner, due", OPEN),
        ),
    )
