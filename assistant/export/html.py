"""Writes a draft as HTML: a self-contained page, and a fragment for embedding in the app."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources

import nh3

from assistant.drafting.draft import Draft
from assistant.export import fragments
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
    Sources,
    Step,
    Steps,
    Table,
    Tiles,
    Words,
)
from assistant.export.document import build
from assistant.export.escape import flat

# A page with thousands of long marks would not be read; the appendix holds the whole line.
PREVIEW = 280
CLASSES = {"class"}
ALLOWED: dict[str, set[str]] = {
    "a": {*CLASSES, "href", "id"},
    "article": CLASSES,
    "aside": CLASSES,
    "b": CLASSES,
    "br": set(),
    "code": CLASSES,
    "dd": set(),
    "del": set(),
    "details": CLASSES,
    "div": CLASSES,
    "dl": CLASSES,
    "dt": set(),
    "footer": CLASSES,
    "h1": set(),
    "h2": {"id"},
    "h3": {"id"},
    "header": CLASSES,
    "i": CLASSES,
    "ins": set(),
    "li": {*CLASSES, "id"},
    "nav": {*CLASSES, "aria-label"},
    "ol": CLASSES,
    "p": CLASSES,
    "pre": CLASSES,
    "section": CLASSES,
    "small": CLASSES,
    "span": {*CLASSES, "tabindex"},
    "strong": set(),
    "summary": set(),
    "table": CLASSES,
    "tbody": set(),
    "td": {*CLASSES, "data-label"},
    "th": {"scope"},
    "thead": set(),
    "tr": set(),
    "ul": CLASSES,
}


def page(draft: Draft) -> str:
    """Return a whole page that loads nothing and runs nothing."""
    style = stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    document = build(draft)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(flat(document.title))}</title>\n<style>{style}</style>\n"
        f'</head>\n<body class="pm-page">\n{body(document)}\n</body>\n</html>\n'
    )


def fragment(draft: Draft) -> str:
    """Return the draft with its own style sheet, to be set into another page."""
    return f"<style>{stylesheet()}</style>\n{body(build(draft))}"


def body(document: Document) -> str:
    """Return the document as markup that passed the allow list."""
    return nh3.clean(
        _Writer(document).whole(),
        tags=set(ALLOWED),
        attributes=ALLOWED,
        attribute_filter=_within_page,
        url_schemes=set(),
        link_rel=None,
        strip_comments=True,
    )


@cache
def stylesheet() -> str:
    """Return the style sheet, every rule of it held under the class `pm`."""
    return resources.files("assistant.export").joinpath("data/draft.css").read_text("utf-8")


def _within_page(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "href" and not value.startswith("#") else value


class _Writer:
    """Writes blocks; knows the line behind every evidence id."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sources = {source.id: source for source in document.sources}

    def whole(self) -> str:
        """Return the title, a list of the sections, and every block in its section."""
        document = self._document
        facts = "".join(f"<li>{self.line((part,))}</li>" for part in document.byline)
        opening, rest = _split(document.blocks)
        head = (
            f"<header><h1>{fragments.words(document.title)}</h1>"
            f'<ul class="pm-byline">{facts}</ul></header>'
            + "".join(self.block(block) for block in opening)
        )
        links = "".join(
            f'<li><a href="#{block.anchor}">{fragments.words(block.text)}</a></li>'
            for block in document.blocks
            if isinstance(block, Heading) and block.level == 2
        )
        contents = f'<nav class="pm-contents" aria-label="Sections"><ol>{links}</ol></nav>'
        sections = "".join(
            f"<section>{''.join(self.block(block) for block in blocks)}</section>"
            for blocks in rest
        )
        return (
            f'<article class="pm">{head}{contents}<div class="pm-body">{sections}</div></article>'
        )

    def line(self, line: Line) -> str:
        """Return a line; citations become marks that show their source line."""
        return " ".join(
            self._cite(run) if isinstance(run, Cite) else fragments.run(run)
            for run in line
            if isinstance(run, Cite) or run.text.strip()
        )

    def _cite(self, cite: Cite) -> str:
        chips = " ".join(self._chip(first, last) for first, last in cite.spans)
        more = f' <i class="pm-mark">{cite.more}</i>' if cite.more else ""
        return f'<span class="pm-cites">{chips}{more}</span>'

    def _chip(self, name: str, last: str) -> str:
        source, end = self._sources.get(name), self._sources.get(last)
        label = fragments.words(name if name == last else f"{name}–{last}")
        if source is None or end is None:
            return f'<span class="pm-cite">{label}</span>'
        lines = f"line {source.line}" if source is end else f"lines {source.line} to {end.line}"
        shown = source.text if len(source.text) <= PREVIEW else source.text[:PREVIEW] + "…"
        return (
            f'<a class="pm-cite" href="#{fragments.anchor(name)}">{label}<span class="pm-source">'
            f"<small>{fragments.words(source.file)}, {lines}</small>"
            f"<code>{fragments.words(shown) or '(an empty line)'}</code></span></a>"
        )

    def block(self, block: Block) -> str:
        """Return one block."""
        match block:
            case Heading():
                level, told = block.level, fragments.words(block.text)
                return f'<h{level} id="{block.anchor}">{told}</h{level}>'
            case Paragraph():
                return f'<p class="pm-{block.look}">{self.line(block.line)}</p>'
            case Bullets():
                return f"<ul>{''.join(f'<li>{self.line(item)}</li>' for item in block.items)}</ul>"
            case Table():
                return self._table(block)
            case Steps():
                return f'<ol class="pm-steps">{"".join(map(self._step, block.steps))}</ol>'
            case Tiles():
                return fragments.tiles(block)
            case Card():
                rows = "".join(
                    f"<dt>{fragments.words(label)}</dt><dd>{self.line(line)}</dd>"
                    for label, line in block.rows
                )
                facts = f"<dl>{rows}</dl>" if rows else ""
                return f'<div class="pm-card"><p>{self.line(block.title)}</p>{facts}</div>'
            case Callout():
                lines = "".join(f"<p>{self.line(line)}</p>" for line in block.lines)
                title = f"<strong>{fragments.words(block.title)}</strong>"
                return f'<aside class="pm-callout pm-{block.tone}">{title}{lines}</aside>'
            case Code():
                return fragments.code(block)
            case Words():
                return fragments.reworded(block)
            case Sources():
                return self._appendix(block)

    def _step(self, step: Step) -> str:
        phase = f'<b class="pm-phase">{fragments.words(step.phase)}</b>' if step.phase else ""
        when = f'<span class="pm-when">{fragments.words(step.when)}</span>'
        mark = ' class="pm-marked"' if step.phase else ""
        return f"<li{mark}>{when}<div>{phase} {self.line(step.line)}</div></li>"

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{fragments.words(name)}</th>' for name in table.head)
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td data-label="{fragments.words(name)}">{self.line(cell)}</td>'
                for name, cell in zip(table.head, row, strict=True)
            )
            + "</tr>"
            for row in table.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _appendix(self, block: Sources) -> str:
        return f'<ol class="pm-sources">{"".join(map(fragments.listed, block.sources))}</ol>'


def _split(blocks: tuple[Block, ...]) -> tuple[list[Block], list[list[Block]]]:
    """Return the blocks before the first heading, and the rest by section."""
    opening: list[Block] = []
    sections: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections.append([block])
        else:
            (sections[-1] if sections else opening).append(block)
    return opening, sections
