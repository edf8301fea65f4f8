"""Material of the small invented incidents, worked out as for a draft, and claims about lines."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import layout
from assistant.analysis.facts import work_out
from assistant.drafting.material import Material
from assistant.drafting.prompts import in_use
from assistant.drafting.schema import CitedSentence, ModelOutput
from assistant.drafting.writing.claims import Claim, Manner
from assistant.drafting.writing.requests import Composer
from assistant.incident import Incident
from tests.drafting.incidents import NOW, PEOPLE, REFUNDS, change, made

FENCE = "f00dfeed00c0ffee"
ITEM = CitedSentence(text="One.", evidence=("N1",))


def material_of(incident: Incident) -> Material:
    """Return what a writer works from."""
    notes = layout.place(incident)
    facts = work_out(incident, notes, now=NOW, stage=lambda name: None)
    return Material.gather(incident, facts, notes)


def refunds(*further: str, hostile: Sequence[int] = ()) -> Material:
    """Return the material of the refund incident, with further lines."""
    lines = (*REFUNDS, *further)
    moved = change("v13", "v14")
    return material_of(made(lines, moved=moved, people=PEOPLE, hostile=frozenset(hostile)))


def composer(*, window: int = 32_000, longest: int = 8_000) -> Composer:
    """Return what fills the prompts in use."""
    return Composer(in_use({}), FENCE, window, longest)


def claim(
    part: str,
    text: str,
    *evidence: str,
    manner: Manner = "statement",
    item: ModelOutput = ITEM,
    asides: tuple[tuple[str, str], ...] = (),
    index: int = 0,
) -> Claim:
    """Return a claim of a model about lines."""
    return Claim(part, index, manner, text, evidence, item, asides)
