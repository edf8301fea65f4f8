"""Recall: how many generated secrets and contacts are not readable afterwards."""

from __future__ import annotations

from evals.redaction.hidden import Hidden
from evals.redaction.specimens import Specimen
from evals.score import Measure, Score, tally

# So many characters of a value in clear, one after another, still tell it.
TELLING = 8


def _readable(specimen: Specimen, left: str) -> bool:
    value = specimen.hidden
    if len(value) <= TELLING:
        return value in left
    # What opens a value is its public prefix; what follows is the secret.
    body = value[len(value) // 3 :] if specimen.group == "prefixed" else value
    size = min(TELLING, len(body))
    return any(body[at : at + size] in left for at in range(len(body) - size + 1))


def recall(specimens: tuple[Specimen, ...], hidden: Hidden) -> Score:
    """Return how many specimens are hidden whole."""
    return tally(
        (f"{one.group} {one.format}: left {hidden.left(index)!r}",
         not _readable(one, hidden.left(index)))
        for index, one in enumerate(specimens)
    )  # fmt: skip


RECALL = Measure("recall", recall)
