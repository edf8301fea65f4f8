"""How much of a draft says where it comes from, and how much of that was held against the lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.drafting.checks.grounding import Strictness, unsupported

_PARTS = (
    "summary", "timeline", "factors", "went_well", "went_wrong", "got_lucky", "actions",
    "open_questions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citations:
    """Sentences of a draft, those that cite lines of the inputs, and those that the lines bear out.

    Checked are those whose ids are lines of the inputs and whose every figure, time, date,
    identifier, quote and name stands in the lines.
    """

    sentences: int = 0
    cited: int = 0
    checked: int = 0


def citations(draft: Mapping[str, Any]) -> Citations:
    """Return the counts of a draft in JSON, checked anew here."""
    lines = {line["id"]: line["text"] for line in draft["evidence"]}
    told = list(_sentences(draft))
    cited = [one for one in told if one["evidence"]]
    return Citations(len(told), len(cited), sum(_borne_out(one, lines) for one in cited))


def _sentences(draft: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in _PARTS:
        yield from draft[part]
    yield from draft["root_cause"]["hypotheses"]
    for section in draft["sections"]:
        yield from section["statements"]


def _borne_out(one: Mapping[str, Any], lines: Mapping[str, str]) -> bool:
    if any(id_ not in lines for id_ in one["evidence"]):
        return False
    status: Strictness = "evidenced" if one.get("status") == "evidenced" else "inferred"
    return not unsupported(one["text"], (lines[id_] for id_ in one["evidence"]), status=status)
