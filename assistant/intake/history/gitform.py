"""Which of git's forms a text is in: a log, a short log, a diff, a mailed patch, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from assistant.intake.history import gitgraph, gitlog, patch

Form = Literal["git", "short", "diff"]

_COMMAND = re.compile(
    r"\s{0,4}(?:\S{0,40}[$>%#❯]\s)?\s{0,2}git (?:-\S+ \S+ ){0,3}(?:log|show|diff|blame)\b"
)
_FEW = 2  # ids of commits that may happen to hold no letter
_LEVEL = re.compile(
    r"(?<![\w\-])(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)(?![\w\-])"
)


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether the lines, of which none is blank, are what git prints."""
    if gitlog.MAIL.match(lines[0]) or gitlog.COMMIT.match(lines[0]):
        return True
    if _is_short(lines, share=0.8) or _is_graph(lines):
        return True
    if patch.START.match(lines[0]) or opens_plain(lines[:6]):
        return True
    return _COMMAND.match(lines[0]) is not None and form_of(lines[1:]) is not None


def opens_plain(lines: Sequence[str]) -> bool:
    """Return whether a plain diff opens within the first lines."""
    return any(a.startswith("--- ") and b.startswith("+++ ") for a, b in pairwise(lines[:6]))


def form_of(lines: Sequence[str]) -> Form | None:
    """Return which form of git's a text is in, or None."""
    margins = gitgraph.margins(lines)
    if margins is not None:
        lines = [line[m:] for line, m in zip(lines, margins, strict=True)]
        lines = [line for line in lines if line.strip()]
    lines = [line for line in lines if not _COMMAND.match(line)]
    first = next((line for line in lines if not line.startswith("#")), "")
    if gitlog.MAIL.match(first) or any(gitlog.COMMIT.match(line) for line in lines):
        return "git"
    differs = any(
        patch.START.match(line) or line.startswith(("@@ -", "@@@ -")) for line in lines
    ) or any(a.startswith("--- ") and b.startswith("+++ ") for a, b in pairwise(lines))
    if gitlog.short_head(first) is not None and (differs or _is_short(lines, share=0.15)):
        return "short"
    if differs:
        return "diff"
    return "short" if _is_short(lines, share=0.6) else None


def _is_short(lines: Sequence[str], *, share: float) -> bool:
    """Return whether that share of the lines opens an entry of a short git log."""
    margins = gitgraph.margins(lines)
    if margins is not None:
        lines = [line[m:] for line, m in zip(lines, margins, strict=True) if line[m:].strip()]
    heads = [(line, head) for line in lines if (head := gitlog.short_head(line))]
    if not heads or any(_LEVEL.search(line[:120]) for line, _ in heads):
        return False
    if not any(any(map(str.isdigit, head.sha)) for _, head in heads):
        return False
    if len(heads) > _FEW and all(head.sha.isdigit() for _, head in heads):
        return False  # a log that numbers its lines or begins them with a day
    return len(heads) >= share * len(lines)


def _is_graph(lines: Sequence[str]) -> bool:
    margins = gitgraph.margins(lines[:40])
    if margins is None:
        return False
    bare = [line[m:] for line, m in zip(lines[:40], margins, strict=True)]
    return any(gitlog.COMMIT.match(line) for line in bare)
