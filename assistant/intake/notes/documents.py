"""Documents: .docx, .pdf and .html as numbered lines, in reading order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.errors import UnreadableInput
from assistant.intake.notes.passages import Notice, Passage, Rendering

if TYPE_CHECKING:
    from bs4 import Tag
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MOST_UNPACKED = 80_000_000
MOST_PAGES = 400
MOST_LINES = 200_000
DEEPEST = 1_500
_OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "area"])
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "ul",
        "ol",
        "dt",
        "dd",
        "figcaption",
        "hr",
        "main",
        "aside",
        "nav",
        "title",
        "body",
        "html",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "details",
        "summary",
    ]
)
_SILENT = frozenset(["script", "style", "template", "noscript", "svg", "head", "iframe", "object"])
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_STYLE_LEVEL = re.compile(r"(?:heading|title|überschrift|titre)\s?(\d)?", re.IGNORECASE)


def is_html(head: str) -> bool:
    """Return whether a text is an HTML page."""
    return bool(_HTML.match(head))


def is_docx(data: bytes) -> bool:
    """Return whether the bytes are a Word document (a ZIP file with its main part)."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # What zipfile says of a damaged archive, of a broken name table, and of one that needs a
        # newer version of the format than it reads: none of them is a Word document.
        return False


def render_docx(data: bytes) -> Rendering:
    """Return a Word document's paragraphs and table rows; raises UnreadableInput."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableInput(
                    f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB. Save it without "
                    "pictures, or export it as plain text."
                )
        document = docx.Document(BytesIO(data))
        return _rendering(_word_lines(document))
    except (zipfile.BadZipFile, OpcError, SyntaxError, KeyError, ValueError) as error:
        raise UnreadableInput(
            "is a Word document that cannot be opened (damaged or protected). Open it in Word, "
            "and save it again or export it as plain text."
        ) from error


def _word_lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield from _paragraph(block)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    style = paragraph.style.name if paragraph.style is not None else None
    level = _STYLE_LEVEL.match(style or "")
    mark = "#" * int(level[1] or 1) + " " if level else ""
    if not mark and (style or "").lower().startswith("list"):
        mark = "- "
    for line in paragraph.text.split("\n"):
        yield f"{mark}{line.strip()}" if line.strip() else ""


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in row.cells]
        yield "| " + " | ".join(cells) + " |"


def render_pdf(data: bytes) -> Rendering:
    """Return the lines of a PDF's pages in order; raises UnreadableInput."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(
                "is a PDF that needs a password. Save a copy without one, or export it as text."
            )
        pages = list(reader.pages[:MOST_PAGES])
        texts = [page.extract_text() for page in pages]
        total = len(reader.pages)
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError,
            IndexError, RecursionError, OSError) as error:  # fmt: skip
        raise UnreadableInput(
            "is a PDF that cannot be opened (damaged or protected). Print it to a new PDF, or "
            "export it as text."
        ) from error
    rendering = _rendering(line.rstrip() for text in texts for line in (*text.split("\n"), ""))
    notices = list(rendering.notices)
    if total > MOST_PAGES:
        notices.append(Notice(f"has {total} pages; the first {MOST_PAGES} were read.", "warning"))
    empty = [number for number, text in enumerate(texts, start=1) if not text.strip()]
    if empty:
        told = ", ".join(map(str, empty[:8]))
        notices.append(
            Notice(f"has pages without text (page {told}): pictures are not read.", "warning")
        )
    return Rendering(rendering.passages, rendering.lines, tuple(notices))


def render_html(text: str) -> Rendering:
    """Return the visible blocks of an HTML page, a table row to a line."""
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    if _depth(text) > DEEPEST:
        raise UnreadableInput(
            f"is an HTML page with tags nested more than {DEEPEST:,} deep. Save it again from the "
            "browser, or export it as plain text."
        )
    try:
        page = BeautifulSoup(_uncommented(text), "html.parser")
        hidden = _without_hidden(page)
        rendering = _rendering(_blocks(page))
    except (ParserRejectedMarkup, RecursionError, AssertionError) as error:
        raise UnreadableInput(
            "is an HTML page that cannot be parsed. Save it again, or export it as plain text."
        ) from error
    if not hidden:
        return rendering
    told = f"has {hidden} parts that a reader of the page does not see; they were left out."
    return Rendering(
        rendering.passages, rendering.lines, (*rendering.notices, Notice(told, "warning"))
    )


def _depth(text: str) -> int:
    """Return how many tags are open at once at most, those that nobody closes among them."""
    depth = most = 0
    for found in _OPENED.finditer(text):
        if found[2].lower() not in _VOID:
            depth = max(depth - 1, 0) if found[1] else depth + 1
            most = max(most, depth)
    return most


def _uncommented(text: str) -> str:
    """Return a page without comments, an open one up to the end; the parser is slow on those."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, text[at:]))


def _without_hidden(page: Tag) -> int:
    unseen = [
        tag
        for tag in page.find_all(True)
        if tag.has_attr("hidden") or _UNSEEN.search(str(tag.get("style", "")))
    ]
    told = sum(bool(tag.get_text(strip=True)) for tag in unseen)
    for tag in unseen:
        tag.extract()
    for tag in page.find_all(list(_SILENT)):
        tag.extract()
    return told


def _blocks(page: Tag) -> Iterator[str]:
    """Yield the lines of a page; keeps its own stack, so that depth costs nothing."""
    from bs4 import Tag as Element
    from bs4.element import PreformattedString

    line: list[str] = []
    waiting: list[object] = [page]
    while waiting:
        at = waiting.pop()
        if at is _BREAK:
            yield from _flushed(line)
        elif isinstance(at, PreformattedString):
            continue
        elif not isinstance(at, Element):
            line.append(str(at))
        elif at.name == "tr" and at.find("table") is None:
            yield from _flushed(line)
            cells = [" ".join(cell.get_text(" ").split()) for cell in at.find_all(["td", "th"])]
            yield "| " + " | ".join(cells) + " |"
        elif at.name == "pre":
            yield from _flushed(line)
            yield from (text.rstrip() for text in at.get_text().split("\n"))
        elif at.name == "br":
            yield from _flushed(line)
        elif at.name in _BLOCKS:
            yield from _flushed(line)
            line.append(_mark(at.name))
            waiting += [_BREAK, *reversed(list(at.children))]
        else:
            waiting += reversed(list(at.children))
    yield from _flushed(line)


_BREAK = object()


def _mark(name: str) -> str:
    if len(name) == 2 and name[0] == "h" and name[1].isdecimal():
        return "#" * int(name[1]) + " "
    return {"li": "- ", "title": "# ", "blockquote": ""}.get(name, "")


def _flushed(line: list[str]) -> Iterator[str]:
    text = " ".join("".join(line).split())
    line.clear()
    if text.strip("#- "):
        yield text


def _rendering(lines: Iterator[str]) -> Rendering:
    """Return the lines as passages, numbered as they come; runs of blank ones count once."""
    passages: list[Passage] = []
    number = 0
    for line in lines:
        if len(passages) >= MOST_LINES:
            told = f"was read up to its line {MOST_LINES:,}."
            return Rendering(tuple(passages), number, (Notice(told, "warning"),))
        if not line.strip():
            if passages and passages[-1].text:
                passages.append(Passage("", number))
            continue
        number += 1
        passages.append(Passage(line, number))
    told = "has no lines of its own: the line numbers count the lines that were read out of it."
    return Rendering(tuple(passages), number, (Notice(told),))
