"""The closeness rule: a sentence that is too far from the lines that it cites."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache

from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.vocabulary import CLOSENESS
from assistant.drafting.checks.meaning.wording import read
from assistant.errors import ResourceError

_PARTS = re.compile(r"[.;:!?()\[\]]+(?:\s+|$)|\s[-–—]\s|\s\(")
_SENTENCES = re.compile(r"(?<=[.;!])\s+|\s\(|\)")
_TELLS = re.compile(r"\b(?:was|were|had|did|has been|have been|took|went|came|sent|got)\b", re.I)
_STATES = re.compile(r"(?:the|a|an|this|that|it|there|we|our|they|all|no|its|these|those)\s", re.I)
_OPEN = re.compile(
    r"\?\s*$|\b(?:may|might|could|possib|perhaps|whether|should|would|must|can)", re.I
)
_LEAST = 2  # words that tell something, for a part to be looked at by itself
_FAR = "its words are too far from the cited lines"
# The cosine of a text to the nearest of some others, by an embedder.
Nearness = Callable[[str, Sequence[str]], float]


def broken_by(
    text: str, cited: Sequence[str], *, manner: str, near: Nearness | None = None
) -> str | None:
    """Return why a text is too far from its lines, in words; None where it is near enough.

    `manner` is what the text is ("statement", "possibility", "proposal", "question"): a thing to do
    says less of what its lines say than a statement. Without an embedder (`near`) words decide.
    """
    share = novel(text, cited)
    if not _stands(share, text, cited, manner, near):
        return _FAR
    far = _numbers("limits")["far"]
    for part in parts(text) if manner == "statement" else _stated(text):
        # A claim that rests on its lines carries none along that does not.
        if telling(part) >= _LEAST and novel(part, cited) >= far:
            return f"{_FAR} in a part of it"
    return None


def parts(text: str) -> list[str]:
    """Return what stands between the marks of a text."""
    return _PARTS.split(text)


def _stated(text: str) -> list[str]:
    """Return the sentences of a proposal or a question that state something."""
    found = [s for s in _SENTENCES.split(text) if s.strip()]
    states = [s for s in found if not _OPEN.search(s) and (_STATES.match(s) or _TELLS.search(s))]
    return states if len(found) > 1 else []


def telling(text: str) -> int:
    """Return how many words of a text tell something."""
    return sum(word.tells for word in read(text))


def _stands(
    share: float, text: str, cited: Sequence[str], manner: str, near: Nearness | None
) -> bool:
    if near is None or manner != "statement":
        return share <= _numbers("words_alone")[manner]
    limits = _numbers("limits")
    if share <= limits["near"] or share >= limits["far"]:
        return share <= limits["near"]  # comparing takes time, and would change nothing
    return score(share, likeness(text, cited, near)) >= limits["least"]


def score(share: float, like: float) -> float:
    """Return how near a text is by its share of new words and its cosine; below zero is too far."""
    weights = _numbers("weights")
    return weights["bias"] + weights["novel"] * share + weights["like"] * like


def likeness(text: str, cited: Sequence[str], near: Nearness) -> float:
    """Return the cosine of a text to the nearest of its lines and to all of them as one."""
    together = ("\n".join(cited),) if len(cited) > 1 else ()
    return near(text, (*cited, *together))


def novel(text: str, cited: Sequence[str]) -> float:
    """Return the share of a text's words that no cited line holds in any form, 0 to 1."""
    said = {(word.stem, word.form) for word in read(text) if word.tells}
    held = {one for line in cited for word in read(line) for one in (word.stem, word.form)}
    if not said:
        return 0.0
    new = sum(not any(alike(mine, one) for mine in pair for one in held) for pair in said)
    return new / len(said)


@cache
def _numbers(table: str) -> dict[str, float]:
    try:
        data = tomllib.loads(CLOSENESS.read_text(encoding="utf-8"))
        return {str(key): float(value) for key, value in data[table].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise ResourceError(f"{CLOSENESS} cannot be used: {error!r}. Install again.") from error
