"""The files of a diff: their paths and the lines of their hunks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.incident import Layer
from assistant.intake.history import layers, replaced

START = re.compile(r"diff --(?:git|cc|combined) (.*)")


@dataclass(frozen=True, slots=True)
class PatchedFile:
    """One file of a diff: `head` and `body` are places (from 0) among the lines of the diff."""

    path: str | None
    head: tuple[int, ...]
    body: tuple[int, ...]
    start: int

    def layer(self, lines: Sequence[str]) -> Layer | None:
        """Return the layer that the path and the replaced settings tell, or None."""
        told = layers.of_path(self.path) if self.path else None
        program = told == "code"
        keys = replaced.keys([lines[at] for at in self.body], quoted=program)
        if told == "code" and not is_program(self.path or ""):
            return told
        return layers.best(x for x in (told, layers.of_keys(keys)) if x is not None)


def is_program(path: str) -> bool:
    """Return whether the path is that of a program that runs, not of a test or a document."""
    pure = PurePosixPath(path.lower())
    known = layers.cues()
    return pure.suffix in known.programs and not known.supporting & set(pure.parts[:-1])


def opens(lines: Sequence[str], at: int, *, in_hunk: bool) -> bool:
    """Return whether a plain diff's two-line file header starts at `at`."""
    if not lines[at].startswith("--- ") or not lines[at + 1 : at + 2]:
        return False
    if not lines[at + 1].startswith("+++ "):
        return False
    # Within a hunk these may be changed lines that begin with dashes and pluses themselves.
    return not in_hunk or (at + 2 < len(lines) and lines[at + 2].startswith("@@"))


def files(lines: Sequence[str]) -> tuple[PatchedFile, ...]:
    """Return the files of the diff in order; a diff without headers is one file without a path."""
    found: list[_Open] = []
    in_hunk = False
    for at, line in enumerate(lines):
        begun = START.match(line)
        if begun:
            in_hunk = False
            found.append(_Open(at, _named(begun[1])))
            found[-1].head.append(at)
        elif opens(lines, at, in_hunk=in_hunk):
            if in_hunk or not found or found[-1].plain:
                found.append(_Open(at, None))
            in_hunk = False
            found[-1].plain = True
            found[-1].head += [at, at + 1]
            found[-1].path = _path(lines[at + 1][4:]) or _path(line[4:]) or found[-1].path
        elif line.startswith("@@"):
            in_hunk = True
            if not found:
                found.append(_Open(at, None))
        elif in_hunk:
            found[-1].body.append(at)
        elif line.startswith("rename to ") and found:
            found[-1].path = line[len("rename to ") :]
            found[-1].head.append(at)
        elif found and found[-1].plain:
            # A hunk without its @@ line, as people paste them.
            found[-1].body.append(at)
    if not found:
        return (PatchedFile(None, (), tuple(range(len(lines))), 0),)
    return tuple(PatchedFile(f.path, tuple(f.head), tuple(f.body), f.start) for f in found)


class _Open:
    __slots__ = ("body", "head", "path", "plain", "start")

    def __init__(self, start: int, path: str | None) -> None:
        self.start = start
        self.path = path
        self.plain = False
        self.head: list[int] = []
        self.body: list[int] = []


def _path(told: str) -> str | None:
    name = told.split("\t", 1)[0].strip().strip('"')
    if name in ("/dev/null", ""):
        return None
    return name[2:] if name[:2] in ("a/", "b/", "i/", "w/", "c/", "o/") else name


def _named(told: str) -> str | None:
    """Return the path of a `diff --git a/x b/x` line, which names it twice."""
    at = told.rfind(" b/")
    return _path(told[at + 1 :]) if at >= 0 else _path(told.split(" ")[-1])
