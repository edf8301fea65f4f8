"""The lines that git printed, without the drawing of a graph, and where their diffs end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.history import gitgraph
from assistant.intake.history.page import Page

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")


class GitText:
    """The lines of a page without the drawing of a graph, and the same lines as redacted."""

    def __init__(self, page: Page) -> None:
        margins = gitgraph.margins(page.raw)
        self.page = page
        self.drawn = margins is not None
        self.raw: Sequence[str] = page.raw
        self.shown: Sequence[str] = page.lines
        if margins is not None:
            self.raw = [line[m:] for line, m in zip(page.raw, margins, strict=True)]
            self.shown = [line[m:] for line, m in zip(page.lines, margins, strict=True)]


def trimmed(text: GitText, start: int, end: int, *, mailed: bool) -> range:
    """Return the lines of a diff without what separates it from the next entry."""
    raw = text.raw
    if mailed:
        signed = next((at for at in range(end - 1, start, -1) if raw[at].rstrip() == "--"), end)
        end = signed if end - signed < 5 else end
    while end > start and not raw[end - 1]:
        end -= 1
    if text.drawn:
        least = _hunk_end(raw, start, end)
        while end > least and not raw[end - 1].strip(" |/\\_"):
            end -= 1
    return range(start, end)


def _hunk_end(raw: Sequence[str], start: int, end: int) -> int:
    """Return the line past what the header of the last hunk counts."""
    at = next((at for at in range(end - 1, start, -1) if raw[at].startswith("@@ -")), None)
    found = _HUNK.match(raw[at]) if at is not None else None
    if at is None or found is None:
        return start + 1
    old, new = int(found[1] or 1), int(found[2] or 1)
    at += 1
    while at < end and (old > 0 or new > 0):
        old -= raw[at][:1] != "+"
        new -= raw[at][:1] != "-"
        at += 1
    return at
