"""A large log of plain text lines, generated or repeated from a file of them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from assistant.errors import UnreadableInput

START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
_DATA = Path(__file__).resolve().parent / "data" / "plain.toml"
# Lines that one program writes before the next one does.
_TURN = 500


def lines(seed: int) -> Iterator[str]:
    """Yield lines without end, as a file system, a web server, a system and a telephone write."""
    random = Random(seed)
    bits = random.getrandbits
    told = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    words: list[str] = told["words"]
    fill = {
        "{i}": lambda: str(bits(14)),
        "{s}": lambda: str(bits(3)),
        "{x}": lambda: f"{bits(32):08x}",
        "{a}": lambda: f"10.{bits(5)}.{bits(8)}.{bits(8)}",
        "{b}": lambda: f"blk_{bits(60)}",
        "{w}": lambda: words[bits(4)],
    }
    at = START
    for program in cycle(told["program"]):
        shapes = [_pieces(shape) for shape in program["lines"]]
        for _ in range(_TURN):
            at += timedelta(milliseconds=bits(7))
            head = at.strftime(program["head"])
            if program["head"].endswith("%f"):
                head = head[:-3]
            yield "".join(
                head if part == "{head}" else fill[part]() if part in fill else part
                for part in random.choice(shapes)
            )


def _pieces(shape: str) -> list[str]:
    parts: list[str] = []
    for piece in shape.split("{"):
        name, brace, rest = piece.partition("}")
        parts += [f"{{{name}}}", rest] if brace else [piece]
    return [part for part in parts if part]


def repeated(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, or the `line` of each of a JSONL file's, over and over.

    Raises UnreadableInput where the file has none.
    """
    found = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if path.suffix == ".jsonl":
        found = [str(json.loads(row)["line"]) for row in found if row.strip()]
    if not found:
        raise UnreadableInput(f"{path} has no lines to repeat. Name a log, or a JSONL file.")
    return cycle(found)
