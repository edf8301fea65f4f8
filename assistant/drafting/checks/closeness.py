"""The closeness rule: a sentence that is too far from the lines that it cites."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from assistant.drafting.checks.wording import alike, read
from assistant.errors import ResourceError

# The cosine of a text to the nearest of some others, by an embedder.
Nearness = Callable[[str, Sequence[str]], float]
_PATH = Path(__file__).parent / "data" / "closeness.toml"


def broken_by(
    text: str, cited: Sequence[str], *, manner: str, near: Nearness | None = None
) -> str | None:
    """Return why a text is too far from its lines, in words; None where it is near enough.

    `manner` is what the text is ("statement", "possibility", "proposal", "question"): a thing to do
    says less of what its lines say than a statement. Without an embedder (`near`) words decide.
    """
    share = novel(text, cited)
    limits = _numbers("words_alone")
    if near is not None and manner == "statement":
        weights = _numbers("weights")
        score = weights["bias"] + weights["novel"] * share + weights["like"] * near(text, cited)
        return None if score >= 0 else "its words are too far from the cited lines"
    return None if share <= limits[manner] else "its words are too far from the cited lines"


def novel(text: str, cited: Sequence[str]) -> float:
    """Return the share of a text's words that no cited line holds in any form, 0 to 1."""
    said = {w.stem for w in read(text) if not w.filler and not w.anchor}
    held = {w.stem for line in cited for w in read(line)}
    if not said:
        return 0.0
    return sum(not any(alike(word, one) for one in held) for word in said) / len(said)


@cache
def _numbers(table: str) -> dict[str, float]:
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        return {str(key): float(value) for key, value in data[table].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise ResourceError(f"{_PATH} cannot be used: {error!r}. Install again.") from error
