"""Contributing factors by gap and category, as the notes tell them, with questions to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.analysis import layout
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import tokens
from assistant.analysis.vocabulary import keys, phrases, union, words
from assistant.analysis.wording import clean
from assistant.incident import Incident

Category = Literal[
    "data", "model", "code", "process", "human", "vendor",
    "monitoring", "communication", "documentation", "tooling", "governance",
]  # fmt: skip
_SKIPPED = frozenset({"actions", "aside", "well"})
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Factor:
    """One contributing factor; `id` is "F1", "F2", ... in reading order."""

    id: str
    category: Category
    text: str
    evidence: tuple[str, ...]
    questions: tuple[str, ...]


def _category(placed: Placed) -> tuple[Category, int] | None:
    """Return the category of the gap that a line tells and where the cue stands, or None."""
    line = placed.line.text
    if union("factors", "cues").span(line) is None:
        return None
    ordered = [c for name in keys("factors") for c in CATEGORIES if c == name]
    for category in ordered:
        hit = phrases("factors", category, "cues").span(line)
        if hit and not phrases("factors", category, "exempt").found(line):
            return category, hit[0]
    return None


def _text(placed: Placed, at: int, category: Category, people: tuple[str, ...]) -> str:
    told = layout.told(placed, at, people)
    kept = clean(told)
    cues = phrases("factors", category, "cues")
    if kept is not None and cues.found(kept):
        return kept
    gap = cues.found(told)
    if gap is not None and gap.lower() in words("factors", category, "left_out"):
        return f"A change went out {gap.lower()} (wording in the cited line)"
    return f"A possible {category} gap was noted (wording in the cited line)"


def find(incident: Incident, notes: Sequence[Placed]) -> tuple[Factor, ...]:
    """Return the gaps that the notes tell, one a line, each with its category's questions."""
    found: dict[str, tuple[Category, tuple[str, ...]]] = {}
    for placed in notes:
        if placed.section in _SKIPPED or placed.fenced or placed.heading:
            continue
        told = _category(placed)
        if told is None or placed.line.text.rstrip().endswith("?"):
            continue
        text = _text(placed, told[1], told[0], incident.people)
        if len(tokens(text)) < 2:
            continue
        same = next((t for t in found if _alike(t, text) and found[t][0] == told[0]), None)
        if same is None:
            found[text] = (told[0], (placed.line.id,))
        elif placed.line.id not in found[same][1]:
            found[same] = (told[0], (*found[same][1], placed.line.id))
    return tuple(
        Factor(f"F{i}", category, text, evidence, words("factors", category, "questions"))
        for i, (text, (category, evidence)) in enumerate(found.items(), start=1)
    )


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(tokens(one)), set(tokens(other))
    return len(mine & theirs) * 10 >= 7 * max(len(mine), len(theirs))
