"""Writes a draft as GitHub Markdown that reads well both rendered and as plain text."""

from __future__ import annotations

from itertools import groupby

from assistant.drafting.draft import Draft
from assistant.export.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cite,
    Code,
    Document,
    Heading,
    Line,
    Paragraph,
    Source,
    Sources,
    Steps,
    Table,
    Text,
    Tiles,
    Words,
)
from assistant.export.document import build
from assistant.export.escape import code, fence, flat, opening, prose


def render(draft: Draft) -> str:
    """Return the draft as Markdown, ending in a newline."""
    return write(build(draft))


def write(document: Document) -> str:
    """Return a document as Markdown; marks such as [N12] lead to the appendix of cited lines."""
    ids = frozenset(source.id for source in document.sources)
    writer = _Writer(ids)
    byline = " · ".join(writer.line((part,)) for part in document.byline)
    parts = [f"# {opening(document.title)}", byline]
    parts.extend(writer.block(block) for block in document.blocks)
    parts.append("\n".join(f"[{source.id}]: #{anchor(source.id)}" for source in document.sources))
    return "\n\n".join(part for part in parts if part) + "\n"


def anchor(name: str) -> str:
    """Return the anchor of an evidence id in the appendix."""
    return f"e-{name.lower()}"


class _Writer:
    """Writes blocks; knows which evidence ids have a line in the appendix."""

    def __init__(self, ids: frozenset[str]) -> None:
        self._ids = ids

    def line(self, line: Line, *, cell: bool = False) -> str:
        """Return a line; in a cell nothing may hold a bare pipe."""
        words = []
        for run in line:
            if isinstance(run, Cite):
                words.append(self._cite(run))
            elif run.text.strip():
                words.append(self._text(run, cell=cell))
        return " ".join(words)

    def _text(self, run: Text, *, cell: bool) -> str:
        if run.look == "code" and not (cell and "|" in run.text):
            return code(run.text)
        words = prose(run.text).strip()
        if run.look == "strong":
            return f"**{words}**"
        if run.look == "quiet":
            return f"*{words}*" if cell else f"*({words})*"
        return words

    def _cite(self, cite: Cite) -> str:
        marks = [
            self._mark(first) if first == last else f"{self._mark(first)}–{self._mark(last)}"
            for first, last in cite.spans
        ]
        return f"({', '.join((*marks, cite.more) if cite.more else marks)})"

    def _mark(self, name: str) -> str:
        return f"[{name}]" if name in self._ids else prose(f"[{name}]")

    def item(self, line: Line) -> str:
        """Return a line that begins a paragraph or an item, so that it opens nothing else."""
        head, rest = line[:1], line[1:]
        if head and isinstance(head[0], Text) and head[0].look == "plain":
            return " ".join(part for part in (opening(head[0].text), self.line(rest)) if part)
        return self.line(line)

    def block(self, block: Block) -> str:
        """Return one block without blank lines around it."""
        match block:
            case Heading():
                return f"{'#' * block.level} {opening(block.text)}"
            case Paragraph():
                words = self.item(block.line)
                return f"_{words}_" if block.look == "quiet" and "_" not in words else words
            case Bullets():
                return "\n".join(f"- {self.item(line)}" for line in block.items)
            case Table():
                return self._table(block.head, block.rows)
            case Steps():
                return self._steps(block)
            case Tiles():
                rows = tuple(((Text(t.label),), (Text(t.value, "strong"),)) for t in block.tiles)
                return self._table(("Phase", "Took"), rows)
            case Card():
                facts = (f"- {prose(label)}: {self.line(line)}" for label, line in block.rows)
                return "\n".join((self.item(block.title), "", *facts)).rstrip()
            case Callout():
                head = f"> **{prose(block.title)}**"
                return "\n>\n".join((head, *(f"> {self.item(line)}" for line in block.lines)))
            case Code():
                return f"{opening(block.title)}\n\n{fence(block.text, block.language)}"
            case Words():
                told = "".join(_reworded(op, words) for op, words in block.runs)
                return f"{opening(block.title)}\n\n> {flat(told).strip()}"
            case Sources():
                return _sources(block)

    def _steps(self, block: Steps) -> str:
        rows = tuple(
            ((Text(step.when),), (Text(step.phase, "strong"),), step.line) for step in block.steps
        )
        return self._table(("Time", "Phase", "What happened"), rows)

    def _table(self, head: tuple[str, ...], rows: tuple[tuple[Line, ...], ...]) -> str:
        cells = [head, tuple("---" for _ in head)]
        cells.extend(tuple(self.line(cell, cell=True) for cell in row) for row in rows)
        return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _reworded(op: str, words: str) -> str:
    """Return a run of words, struck where taken out and strong where put in."""
    bare = prose(words).strip()
    if op == "kept" or not bare:
        return prose(words)
    lead, trail = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    return f"{lead}~~{bare}~~{trail}" if op == "out" else f"{lead}**{bare}**{trail}"


def _sources(block: Sources) -> str:
    groups = []
    for name, sources in groupby(block.sources, key=lambda source: source.file):
        items = "\n".join(_source(source) for source in sources)
        groups.append(f"**{prose(name)}**\n\n{items}")
    return "\n\n".join(groups)


def _source(source: Source) -> str:
    words = code(source.text) or "(an empty line)"
    name = flat(source.id)
    return f'- <a id="{anchor(name)}"></a>**{name}** line {source.line}: {words}'
