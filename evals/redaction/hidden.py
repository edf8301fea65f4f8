"""What `postmortem redact` hides in a file of lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import MalformedInput
from evals import product


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that is hidden: its kind and its place in the line, in characters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """The pieces that are hidden in each of the lines, in their order."""

    lines: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]

    def left(self, index: int) -> str:
        """Return what is still readable of a line, each hidden piece as one line break."""
        text, at, parts = self.lines[index], 0, []
        for piece in self.pieces[index]:
            parts.append(text[at : piece.start])
            at = max(at, piece.end)
        return "\n".join((*parts, text[at:]))


def in_lines(lines: Sequence[str], *, seconds: float) -> Hidden:
    """Return what the command hides; raises what `product.answer` raises, and MalformedInput."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines.txt"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
        answer = product.answer(("redact", str(path), "--format", "json"), seconds=seconds)
    found: list[list[Piece]] = [[] for _ in lines]
    try:
        for span in json.loads(answer):
            piece = Piece(span["kind"], span["start"], span["end"])
            found[span["line"] - 1].append(piece)
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        raise MalformedInput(
            f"redact --format json printed something else than its contract ({fault!r})"
        ) from fault
    ordered = tuple(tuple(sorted(pieces, key=lambda piece: piece.start)) for pieces in found)
    return Hidden(tuple(lines), ordered)
