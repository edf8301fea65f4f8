"""A large log as several services write it into one file; the same bytes for the same seed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
_DATA = Path(__file__).resolve().parent / "data" / "messages.toml"
_BLOCK = 20_000
_STATUSES = (200, 200, 200, 200, 204, 304, 404, 500)


@dataclass(frozen=True, slots=True)
class _Message:
    """What a service writes, cut into literal text and places to fill."""

    level: str
    component: tuple[str, ...]
    text: tuple[str, ...]


def _pieces(shape: str) -> tuple[str, ...]:
    parts: list[str] = []
    for piece in shape.split("{"):
        head, brace, tail = piece.partition("}")
        parts += [f"{{{head}}}", tail] if brace else [head]
    return tuple(part for part in parts if part)


def _filler(random: Random, told: Mapping[str, Any]) -> dict[str, Callable[[], str]]:
    bits = random.getrandbits
    words: Sequence[str] = told["words"]
    paths: Sequence[str] = told["paths"]
    return {
        "{i}": lambda: str(bits(11)),
        "{s}": lambda: str(bits(3)),
        "{x}": lambda: f"{bits(48):012x}",
        "{u}": lambda: f"req-{bits(64):016x}",
        "{a}": lambda: f"10.{bits(5)}.{bits(8)}.{bits(8)}:{8000 + bits(6)}",
        "{p}": lambda: f"/srv/{paths[bits(2)]}/{words[bits(4)]}/{bits(12)}.json",
        "{w}": lambda: words[bits(4)],
        "{f}": lambda: f"0.{bits(14)}",
    }


def lines(seed: int) -> Iterator[str]:
    """Yield lines without end: text, JSON, logfmt and access layouts, and a trace now and then."""
    random = Random(seed)
    told = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    fill = _filler(random, told)
    messages = [
        _Message(row["level"], _pieces(row["component"]), _pieces(row["text"]))
        for row in told["message"]
    ]
    dice = tuple(accumulate(row["weight"] for row in told["message"]))

    def made(parts: tuple[str, ...]) -> str:
        return "".join([fill[part]() if part in fill else part for part in parts])

    at = START
    while True:
        at += timedelta(milliseconds=random.getrandbits(5))
        message = random.choices(messages, cum_weights=dice)[0]
        level, component, text = message.level, made(message.component), made(message.text)
        second, fraction = at.strftime("%Y-%m-%dT%H:%M:%S"), at.microsecond // 1000
        layout = random.getrandbits(5)
        if layout < 18:
            clock = second.replace("T", " ")
            yield f"{clock},{fraction:03d} {level:<5} [{component}] {text}"
            if level == "ERROR" and layout < 4:
                yield "Traceback (most recent call last):"
                yield f'  File "/srv/app/{component}.py", line {random.getrandbits(9)}, in call'
                yield f"TimeoutError: no answer within {random.getrandbits(12)} ms"
        elif layout < 23:
            yield (
                f'{{"ts":"{second}.{fraction:03d}Z","level":"{level.lower()}",'
                f'"logger":"{component}","msg":"{text}"}}'
            )
        elif layout < 27:
            yield f'time={second}Z level={level.lower()} component={component} msg="{text}"'
        else:
            word, status = fill["{w}"](), _STATUSES[random.getrandbits(3)]
            yield (
                f"10.0.{random.getrandbits(8)}.{random.getrandbits(8)} - - "
                f'[{at:%d/%b/%Y:%H:%M:%S} +0000] "POST /v1/{word}/{random.getrandbits(20)} HTTP/2"'
                f' {status} {random.getrandbits(13)} "-" "client/{random.getrandbits(3)}.2"'
            )


def write(
    path: Path, source: Iterator[str], *, count: int | None = None, size: int | None = None
) -> int:
    """Write `count` lines, or blocks of them up to `size` bytes; return how many there are."""
    written = total = 0
    with path.open("wb") as file:
        while (count is None or written < count) and (size is None or total < size):
            left = _BLOCK if count is None else min(_BLOCK, count - written)
            block = list(islice(source, left))
            data = "\n".join(block).encode() + b"\n"
            file.write(data)
            written += len(block)
            total += len(data)
    return written
