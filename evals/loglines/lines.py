"""Log lines with a known time, level and template, and what the digest told about each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import MalformedInput
from evals import jsonlines


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line of a log: `time` as written, or `partial` where no year or date is written.

    `digits` are the digits behind the second that count: 0, 3 or 6. `template` and `corrected`
    name the group that the line belongs to in the two published readings of the data.
    """

    system: str
    text: str
    time: datetime | None
    epoch: float | None
    digits: int
    partial: Mapping[str, Any] | None
    level: str | None
    template: str
    corrected: str | None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What the digest told about one line."""

    time: datetime | None
    partial: Mapping[str, Any] | None
    level: str | None
    template: str


@dataclass(frozen=True, slots=True)
class System:
    """The known lines of one system, in their order."""

    name: str
    lines: tuple[KnownLine, ...]


def _known(raw: dict[str, Any]) -> KnownLine:
    written, partial, epoch = raw["gold_timestamp_iso"], raw["gold_partial"], raw["gold_epoch"]
    return KnownLine(
        system=str(raw["system"]),
        text=raw["line"],
        time=datetime.fromisoformat(written) if written else None,
        epoch=float(epoch) if epoch is not None else None,
        digits={"ms": 3, "us": 6}.get(str(raw["gold_precision"]), 0),
        partial=partial if isinstance(partial, dict) else None,
        level=raw["gold_level"] or None,
        template=str(raw["gold_event_id"]),
        corrected=raw.get("gold_template_corrected"),
    )


def load(path: Path) -> tuple[System, ...]:
    """Return the systems of a JSON Lines file, by name; raises as `jsonlines.load` does."""
    found: dict[str, list[KnownLine]] = {}
    for line in jsonlines.load(path, _known):
        found.setdefault(line.system, []).append(line)
    return tuple(System(name, tuple(lines)) for name, lines in sorted(found.items()))


def told(text: str, *, count: int) -> tuple[ToldLine, ...]:
    """Return the digest's answer, a value for each of `count` lines.

    Raises MalformedInput where the answer is not what the contract says of `digest --lines`.
    """
    try:
        rows = [json.loads(line) for line in text.splitlines()]
        numbers = [row["line"] for row in rows]
        lines = tuple(
            ToldLine(
                time=datetime.fromisoformat(row["time"]) if row["time"] else None,
                partial=row["partial"],
                level=row["level"],
                template=str(row["template_id"]),
            )
            for row in rows
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise MalformedInput(
            f"digest --lines printed something else than its contract ({fault!r})"
        ) from fault
    if numbers != list(range(1, count + 1)):
        raise MalformedInput(f"digest --lines told {len(numbers)} lines of {count}, or others")
    return lines
