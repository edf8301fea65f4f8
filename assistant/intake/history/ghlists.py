"""Lists that GitHub's command line prints without a header, as it does where no terminal reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.history.tree import Node

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
_RUN = frozenset({"completed", "in_progress", "queued", "waiting", "requested", "pending"})
_REQUEST = frozenset({"MERGED", "OPEN", "CLOSED", "DRAFT"})
_OPEN = re.compile(r"\s{0,4}Showing \d{1,6} of \d{1,6} open pull requests\b")
# What each field is, by how many there are; when a request was opened is not when it was merged.
_RUNS = (
    "status", "conclusion", "title", "workflow", "branch", "event", "id", "elapsed", "created_at",
)  # fmt: skip
_REQUESTS = ("number", "title", "branch", "state", "opened_at")
_RELEASES = ("title", "type", "tag_name", "published_at")


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether every line, but a command's own, has the fields of one of the lists."""
    told = [line for line in lines if line.strip() and not _is_command(line)]
    layouts = {_layout(line.split("\t")) for line in told}
    return len(layouts) == 1 and None not in layouts


def tells_open_ones(lines: Sequence[str]) -> bool:
    """Return whether a list says of itself that what it lists is open: nothing has changed yet."""
    return any(_OPEN.match(line) for line in lines[:6])


def parse(text: str) -> tuple[Node, ...]:
    """Return one list with a mapping for every line that has the fields of such a list.

    Requests that were not merged have changed nothing and are left out.
    """
    rows = []
    start = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        names = _layout(cells)
        if names is not None and not (names is _REQUESTS and cells[3] != "MERGED"):
            rows.append(_row(names, cells, start))
        start += len(line) + 1
    return (Node("list", 0, len(text), items=tuple(rows)),)


def _row(names: Sequence[str], cells: Sequence[str], start: int) -> Node:
    pairs = []
    at = start
    for name, cell in zip(names, cells, strict=True):
        value = Node("scalar", at, at + max(len(cell), 1), cell.strip() or None)
        if value.value is not None:
            pairs.append((Node("scalar", at, at + 1, name), value))
        at += len(cell) + 1
    return Node("map", start, at - 1, pairs=tuple(pairs))


def _layout(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names of a line's fields, or None where they are those of no list."""
    if len(cells) < 4 or not _STAMP.fullmatch(cells[-1].strip()):
        return None
    if len(cells) == len(_RUNS) and cells[0] in _RUN:
        return _RUNS
    if len(cells) == len(_REQUESTS) and cells[0].isdigit() and cells[3] in _REQUEST:
        return _REQUESTS
    if len(cells) == len(_RELEASES) and cells[1] in ("Latest", "Pre-release", "Draft", ""):
        return _RELEASES
    return None


def _is_command(line: str) -> bool:
    return re.match(r"\s{0,4}[$>%#]?\s{0,2}gh (?:run|pr|release) list\b", line) is not None
