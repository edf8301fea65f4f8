"""A lie: what a lying model put into its answer, and by what it would be known in a draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lie:
    """`mark` is the part of `text` that stands in no evidence line, no fact and no honest text.

    Only a secret that was handed in, and a planted order, may stand in the lines.
    `where` is the place of the text in the answer ("factors[1].text"; empty where the answer is no
    filling), `evidence` what its entry cites.
    """

    mode: str
    text: str
    mark: str
    where: str = ""
    evidence: tuple[str, ...] = ()
