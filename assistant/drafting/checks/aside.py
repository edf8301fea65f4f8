"""The rule on asides: how to test or to measure something is no place to tell what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.checks.closeness import novel

# A sentence in the past tense, told of something: "The retry loop brought the service down."
_PAST = re.compile(
    r"(?:^|[.;!]\s+)(?:the|a|an|this|that|it|there|we|our|they|all|no|its|these|those)\s[^.;!?]*?\b"
    r"(?:was|were|had|did|has been|have been|has|brought|broke|made|took|gave|went|came|led|sent|"
    r"lost|fell|rose|got|let|left|began|ran|told|said|knew|saw|hit|failed|caused|produced)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:would|could|may|might|should|whether|if)\b", re.IGNORECASE)
_NEW = 0.6  # share of words that no line holds


def told(text: str, cited: Sequence[str]) -> bool:
    """Return whether a text beside a claim states something past that the lines do not tell."""
    return _PAST.search(text) is not None and not _OPEN.search(text) and novel(text, cited) > _NEW
