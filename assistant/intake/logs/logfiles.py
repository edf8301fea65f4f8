"""Digests log files, together: each read once, then mined, placed in time and redacted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO

import numpy as np

from assistant.errors import UnreadableInput
from assistant.intake.logs import digest, logsummary
from assistant.intake.logs.bytestreams import Fills, Stream
from assistant.intake.logs.digest import Digest
from assistant.intake.logs.digesting import EachLine, digested
from assistant.intake.logs.logsummary import Summary
from assistant.intake.logs.slowpath import EXAMINED

_STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class File:
    """One log as it was read; its lines stand behind those of the files before it."""

    name: str
    lines: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Digested:
    """Log files digested together, with the templates' texts in the order of the summary's kinds
    (without where each line was asked for).

    `each` has, for each file, the row and time of each line, where that was asked for.
    """

    files: tuple[File, ...]
    summary: Summary
    texts: tuple[str, ...]
    each: tuple[EachLine, ...]
    findings: tuple[str, ...]

    def place(self, line: int) -> tuple[File, int]:
        """Return the file of a line counted over all files, and its number there."""
        for file in self.files:
            if line <= file.lines:
                return file, line
            line -= file.lines
        return self.files[-1], line


def read_files(
    paths: Sequence[Path],
    *,
    zone: tzinfo | None = None,
    workers: int = 2,
    each: bool = False,
    cluster: str | None = None,
) -> Digested:
    """Return the logs digested; "-" is standard input.

    Raises UnreadableInput for a file that cannot be read, ClusterError where the scheduler does
    not answer, and what `Stream` raises.
    """
    files: list[File] = []
    parts: list[Digest] = []
    lines: list[EachLine] = []
    for path in paths:
        found, every = _one(path, workers=workers, each=each, cluster=cluster)
        name = _STDIN if str(path) == "-" else path.name
        files.append(File(name, found.lines, found.bytes))
        parts.append(found)
        if every is not None:
            lines.append(every)
    whole = parts[0] if len(parts) == 1 else digest.combine(parts)
    summary = logsummary.summarise(whole, zone=zone)
    renumbered = tuple(
        _renumbered(whole, part, one) for part, one in zip(parts, lines, strict=False)
    )
    return Digested(
        tuple(files), summary, () if each else shown_texts(summary), renumbered, _findings(whole)
    )


def _renumbered(whole: Digest, part: Digest, lines: EachLine) -> EachLine:
    """Return a file's lines with the numbers that its rows have among all files."""
    number = digest.index_of(whole)
    table = np.array([number(row) for row in part.rows] or [0], np.int64)
    return EachLine(table[lines.rows], lines.times)


def _findings(whole: Digest) -> tuple[str, ...]:
    told = []
    if whole.cut:
        numbers = ", ".join(str(line) for line in whole.cut)
        told.append(
            f"Very long lines were read only up to {EXAMINED:,} characters: line {numbers}."
        )
    if whole.folded:
        told.append(
            f"The logs have more than {digest.ROWS:,} kinds of lines; later ones are counted "
            "together by their first words."
        )
    if whole.resolution > 1:
        told.append(
            f"Counts are kept by {whole.resolution} minutes: the logs have very many kinds."
        )
    return tuple(told)


def shown_texts(summary: Summary) -> tuple[str, ...]:
    """Return the text of each template of a summary, redacted."""
    from assistant.intake.redaction.masking import Masking
    from assistant.intake.redaction.people import gather

    rows = summary.digest.rows
    first = [min(kind.rows) for kind in summary.kinds]
    redact = Masking(gather(rows[row].text for row in first)).redactor()
    return tuple(logsummary.shown(kind, summary.digest, redact) for kind in summary.kinds)


def _one(
    path: Path, *, workers: int, each: bool, cluster: str | None
) -> tuple[Digest, EachLine | None]:
    name = _STDIN if str(path) == "-" else str(path)
    if path.is_dir():
        raise UnreadableInput(f"{name} is a folder. Name the log files in it.")
    if cluster is not None and str(path) != "-":
        from assistant.intake.logs.cluster import digested_on

        return digested_on(cluster, path), None
    try:
        with opened(path) as source:
            return digested(Stream(source, name), workers=workers, each=each)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise UnreadableInput(
            f"The log {name} cannot be read ({reason}). Check the file and its permissions."
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[Fills]:
    """Yield the bytes of a file, or of standard input for "-"; raises OSError."""
    if str(path) == "-":
        yield Piped(sys.stdin.buffer)
        return
    with path.open("rb", buffering=0) as file:
        yield file


class Piped:
    """A stream that can only be read, made to fill buffers."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readinto(self, buffer: memoryview, /) -> int:
        """Return how many bytes were put into the buffer; 0 at the end."""
        found = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)
