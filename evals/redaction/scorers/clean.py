"""Clean lines: how many lines without anything to hide are left as they are."""

from __future__ import annotations

from collections.abc import Callable

from evals.redaction.hidden import Hidden
from evals.score import Measure, Score, tally

CONTACTS = frozenset({"email", "phone", "card", "iban", "national-id"})


def _untouched(by: Callable[[str], bool]) -> Callable[[tuple[str, ...], Hidden], Score]:
    def score(lines: tuple[str, ...], hidden: Hidden) -> Score:
        """Return how many of the lines have nothing of these kinds hidden."""
        rows: list[tuple[str, bool]] = []
        for line, pieces in zip(lines, hidden.pieces, strict=True):
            taken = [piece for piece in pieces if by(piece.kind)]
            told = ", ".join(f"{piece.kind} {line[piece.start : piece.end]!r}" for piece in taken)
            rows.append((f"hidden: {told} in {line[:120]}", not taken))
        return tally(rows)

    return score


SECRETS = Measure("no secret", _untouched(lambda kind: kind.startswith("secret")))
NUMBERS = Measure("no contact", _untouched(lambda kind: kind in CONTACTS))
PEOPLE = Measure("no person", _untouched(lambda kind: kind == "person"))
