"""Reads tables drawn in text (Markdown, boxes, aligned columns) into trees of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.intake.history.csvtree import cell_of, heading, row_of
from assistant.intake.history.entries import keys, plain_key
from assistant.intake.history.entrytime import find
from assistant.intake.history.tree import Node

_RULE = re.compile(r"[\s|+:\-=─━┄═┼├┤┌┐└┘┬┴│╪╞╡]+\Z")
_GAP = re.compile(r"\t+ *| {2,}\t*")
_WORD = re.compile(r"\S+")
_TAB = re.compile(r" *\t *")
_RESOURCE = re.compile(r"[\w.\-]{1,80}/[\w.\-]{1,253}")
# "||Date||Before||After||", as wikis head a table; its rows have single bars
_WIKI = re.compile(r"\s{0,4}\|\|(?:[^|\n]{1,80}\|\|){2,20}\s*")
_PAIRED = re.compile(r"\|\|")
_WIDEST = 2_000
# "$ argocd app history rag-api"
_ASKED = re.compile(
    r"\s{0,4}(?:\S{0,40}[$>%❯]\s)?\s{0,2}[a-z][\w\-]{1,20} (?:[a-z][\w\-]{1,20} ){0,2}history "
    r"(?:--?\S{1,40} ){0,3}(?P<name>[A-Za-z][\w.\-/]{1,80})(?=\s|\Z)"
)
_LONGEST = 200
_BARS = re.compile(r"(?<!\\)[|│┃]")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\s]{0,500}\)")
_MARKED = re.compile(r"[`*_~]{1,3}(.*?)[`*_~]{1,3}")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a text: its header cells, its rows as mappings, and its lines from 0."""

    header: tuple[Node, ...]
    rows: tuple[Node, ...]
    lines: range


def offsets(lines: Sequence[str]) -> list[int]:
    """Return where each line starts in the text that the lines make."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


def barred(lines: Sequence[str], starts: Sequence[int], first: int) -> Grid | None:
    """Return the table with bars between its cells that starts at line `first`, or None."""
    # The rule below the header is looked for first: most bars are of no table.
    wiki = lines[first].lstrip().startswith("||") and _WIKI.fullmatch(lines[first][:_WIDEST])
    if not wiki and not any(_is_rule(line) for line in lines[first : first + 3]):
        return None
    end = first
    while end < len(lines) and (_BARS.search(lines[end]) or _is_rule(lines[end])):
        end += 1
    rows = [
        _split(lines[at], starts[at], _PAIRED if wiki and at == first else _BARS, edges=not wiki)
        for at in range(first, end)
        if not _RULE.match(lines[at])
    ]
    rows = [row[1:-1] for row in rows] if wiki else rows
    rows = _unframed(rows)
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    return _grid(rows, range(first, end))


def _unframed(rows: Sequence[list[Node]]) -> list[list[Node]]:
    """Return the rows without the frames in frames that some command lines draw round a table.

    Their titles stand in rows of a single cell.
    """
    framed = any(len(row) > 2 and _is_framed(row) for row in rows[:4])
    bare = [row[1:-1] if len(row) > 2 and _is_framed(row) else row for row in rows if framed]
    bare = bare or list(rows)
    while len(bare) > 2 and sum(cell.value is not None for cell in bare[0]) < 2:
        bare = bare[1:]
    return bare


def _is_framed(row: Sequence[Node]) -> bool:
    """Return whether nothing at all stands in the cells at both ends, not even a blank."""
    return row[0].start == row[0].end and row[-1].start == row[-1].end


def aligned(
    lines: Sequence[str],
    starts: Sequence[int],
    first: int,
    *,
    known: Callable[[Sequence[str]], bool],
) -> Grid | None:
    """Return the table with wide gaps between its cells that starts at line `first`, or None.

    `known` tells whether header cells are those of a table worth reading.
    """
    gap = _TAB if "\t" in lines[first].strip() else _GAP
    titles = gap.split(lines[first][:2_000].strip())
    if len(titles) < 2 or not known(titles):
        return None
    end = first
    while end < len(lines) and lines[end].strip():
        end += 1
    told = [at for at in range(first, end) if not _RULE.match(lines[at])]
    if len(told) < 2:
        return None
    header = _split(lines[told[0]], starts[told[0]], gap, edges=False)
    rows = [header]
    for at in told[1:]:
        cells = _split(lines[at], starts[at], gap, edges=False)
        if gap is _GAP and len(cells) == 1 < len(header) - 1:
            # The gaps were lost on the way; what cannot be told apart is no row.
            cells = _under(header, lines[at], starts[at], starts[told[0]])
            cells = cells or _fitted(header, lines[at], starts[at])
        elif gap is _GAP:
            cells = _under(header, lines[at], starts[at], starts[told[0]]) or cells
        if cells:
            rows.append(cells)
    named = _title(lines, starts, first)
    if named is not None:
        about = Node("scalar", named.start, named.end, "component")
        rows = [[*header, about], *([*cells, named] for cells in rows[1:])]
    return _grid(rows, range(first, end))


def _title(lines: Sequence[str], starts: Sequence[int], first: int) -> Node | None:
    """Return the name above a table that says what it is about ("deployment.apps/api").

    It stands alone, or ends the command that asked for the history of the thing.
    """
    above = lines[first - 1][:_LONGEST] if first else ""
    asked = _ASKED.match(above)
    told = asked["name"] if asked else above.strip()
    if not asked and not _RESOURCE.fullmatch(told):
        return None
    start = starts[first - 1] + (asked.start("name") if asked else 0)
    return Node("scalar", start, start + len(told), told)


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.match(line) is not None


def _grid(rows: Sequence[Sequence[Node]], lines: range) -> Grid:
    header = tuple(heading(cell) for cell in rows[0])
    items = (row_of(header, cells) for cells in rows[1:])
    return Grid(header, tuple(item for item in items if item.pairs), lines)


def _split(line: str, start: int, gap: re.Pattern[str], *, edges: bool) -> list[Node]:
    """Return the cells of a line; with `edges`, the bars at its ends belong to no cell."""
    begin = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if edges:
        opened = gap.match(line, begin)
        begin = opened.end() if opened else begin
        end -= bool(end > begin and gap.match(line, end - 1))
    cells = []
    for found in gap.finditer(line, begin, end):
        cells.append(_cell(line, start, begin, found.start()))
        begin = found.end()
    cells.append(_cell(line, start, begin, end))
    return cells


def _under(header: Sequence[Node], line: str, start: int, base: int) -> list[Node]:
    """Return the cells of a line by the columns that the header's cells begin at."""
    places = [cell.start - base for cell in header]
    ends = [*places[1:], len(line)]
    if any(0 < at < len(line) and line[at - 1] not in " \t" for at in places[1:]):
        return []
    return [_cell(line, start, a, min(b, len(line))) for a, b in zip(places, ends, strict=True)]


def _fitted(header: Sequence[Node], line: str, start: int) -> list[Node]:
    """Return the cells of a line without gaps, told apart by the date that one column holds.

    Each other column holds one word, the last on either side of the date what is left.
    """
    dated = next((n for n, cell in enumerate(header) if plain_key(cell) in keys()["time"]), None)
    span = find(line)
    if dated is None or span is None:
        return []
    before = list(_WORD.finditer(line, 0, span[0]))
    after = list(_WORD.finditer(line, span[1]))
    if len(before) < dated or len(after) < len(header) - dated - 1:
        return []
    ahead = _shared(before, dated, span[0])
    behind = _shared(after, len(header) - dated - 1, len(line))
    return [_cell(line, start, a, b) for a, b in (*ahead, span, *behind)]


def _shared(words: Sequence[re.Match[str]], count: int, end: int) -> list[tuple[int, int]]:
    starts = [word.start() for word in words[:count]]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _cell(line: str, start: int, begin: int, end: int) -> Node:
    raw = line[begin:end]
    lead = len(raw) - len(raw.lstrip())
    words = raw.strip()
    words = words.replace("\\|", "|")
    words = _LINK.sub(r"\1", words)
    whole = _MARKED.fullmatch(words)
    if whole and whole[1]:
        words = whole[1]
    return cell_of(start + begin + lead, start + begin + len(raw.rstrip()), words)
