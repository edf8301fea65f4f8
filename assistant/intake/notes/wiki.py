"""Pages in MediaWiki markup as the lines that a Markdown reader knows, each where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake.clock.words import alternatives
from assistant.intake.notes.passages import Passage, Rendering, of_text
from assistant.intake.tables import load

_HEADING = re.compile(r"(={1,6})\s*(\S.*?)\s*\1\s*\Z")
_TABLE = re.compile(r"\s*:*\{\|")
_LINK = re.compile(r"\[\[\s{0,4}(?::?[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
_ADDRESS = re.compile(r"\[(https?://[^\s\]]{1,400})\s([^\]\n]{1,200})\]")
_TEMPLATE = re.compile(r"\{\{([^{}]{1,400})\}\}")
_SWITCH = re.compile(r"\s*__[A-Z]{3,20}__\s*\Z")
_LIST = re.compile(r"([*#:;]{1,8})\s*(.*)")
_ATTRIBUTES = re.compile(r"\s*(?:\w+\s?=\s?(?:\"[^\"]*\"|'[^']*'|[\w%#.-]+)\s*)+\|(?!\|)")
_CELLS = re.compile(r"\|\||!!")


@dataclass(frozen=True, slots=True)
class _Markup:
    """The patterns of a user's link, of a signature, of a category's line and of a tag."""

    user: re.Pattern[str]
    signed: re.Pattern[str]
    category: re.Pattern[str]
    tag: re.Pattern[str]


@cache
def _markup() -> _Markup:
    table = load("wiki.toml")
    user = alternatives(word.replace(" ", "_") for word in table.words("user")).replace("_", "[ _]")
    category, tags = alternatives(table.words("category")), alternatives(table.words("tags"))
    return _Markup(
        re.compile(rf"\[\[\s?{user}:", re.IGNORECASE),
        # "--[[User:Name]] 14:02, 4 September 2026 (MESZ)": who signed, and when
        re.compile(
            rf"(.*?)\s*(?:--|—|–)?\s*\[\[\s?{user}:([^\[\]|]{{1,80}})(?:\|[^\[\]]{{0,80}})?\]\]"
            r"(?:\s*\([^()]{0,60}\]\]\))?\s*(\d{1,2}:\d\d),\s"
            r"(\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4})(\s\([^()]{1,12}\))?\s*\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"\s*\[\[\s?{category}:[^\]]*\]\]\s*\Z", re.IGNORECASE),
        re.compile(rf"</?{tags}\b[^<>]{{0,200}}>", re.IGNORECASE),
    )


def is_wiki(head: str) -> bool:
    """Return whether the first part of a text is a wiki page: its tables, or headings and links."""
    lines = head.split("\n")
    if any(_TABLE.match(line) for line in lines) and any(
        line.lstrip().startswith("|-") for line in lines
    ):
        return True
    headed = any(_HEADING.match(line) and line.startswith("==") for line in lines)
    return headed and ("[[" in head or "'''" in head or "{{" in head)


def render(lines: Sequence[str]) -> Rendering:
    """Return the lines of a page in Markdown's marks; a row told in several lines is one."""
    plain = of_text(_rows(lines))
    return Rendering(tuple(_passage(one, lines) for one in plain.passages), plain.lines)


def _passage(passage: Passage, lines: Sequence[str]) -> Passage:
    signed = (
        _markup().signed.match(lines[passage.line - 1]) if "[[" in lines[passage.line - 1] else None
    )
    who = _name(signed[2]) if signed else None
    return Passage(passage.text, passage.line, who=who)


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield a line for each line; the cells of a row stand together where its first one stood."""
    cells: list[str] = []
    headed = pending = inside = False
    gap = 0
    for line in lines:
        bare = line.strip()
        if not inside:
            inside = bool(_TABLE.match(line))
            headed = False
            yield "" if inside else _line(line)
            continue
        closes = bare.startswith("|}")
        if closes or bare.startswith("|-"):
            ruled = pending and closes is False
            yield from _told(cells, gap)
            yield "|" + "---|" * len(cells) if ruled and cells else ""
            cells, gap, pending, inside = [], 0, False, not closes
        elif bare.startswith(("|", "!")) and not bare.startswith("|+"):
            pending = pending or (bare[0] == "!" and not headed)
            headed = headed or pending
            cells += [_cell(cell) for cell in _CELLS.split(bare[1:])]
            gap += 1
        elif bare.startswith("|+") or not cells:
            yield _inline(bare.removeprefix("|+").strip())
        else:
            cells[-1] = f"{cells[-1]} {_inline(bare)}".strip()
            gap += 1
    yield from _told(cells, gap)


def _told(cells: Sequence[str], lines: int) -> Iterator[str]:
    if lines:
        yield "| " + " | ".join(cells) + " |"
        yield from [""] * (lines - 1)


def _cell(text: str) -> str:
    styled = _ATTRIBUTES.match(text)
    return _inline(text[styled.end() :] if styled else text).replace("|", "/").strip()


def _line(line: str) -> str:
    if _SWITCH.match(line) or _markup().category.match(line):
        return ""
    heading = _HEADING.match(line.strip())
    if heading:
        return "#" * len(heading[1]) + " " + _inline(heading[2])
    listed = _LIST.match(line)
    marks, text = (listed[1], listed[2]) if listed else ("", line)
    signed = _markup().signed.match(text) if "[[" in text else None
    if signed:
        stamp = f"{signed[4]}, {signed[3]}{signed[5] or ''}"
        return f"{_name(signed[2])}, {stamp}: {_inline(signed[1])}"
    shown = _inline(text)
    if not marks or marks[-1] == ":":
        return shown
    mark = {"*": "- ", "#": "1. ", ";": ""}[marks[-1]]
    return "  " * (len(marks) - 1) + mark + shown


def _name(written: str) -> str:
    return written.partition("/")[0].replace("_", " ").strip()


def _inline(text: str) -> str:
    """Return words without links, emphasis and tags; a template's parts stand between commas."""
    if "[[" in text:
        text = _LINK.sub(r"\1", _markup().user.sub("[[", text))
    if "{{" in text:
        text = _TEMPLATE.sub(lambda match: ", ".join(match[1].split("|")), text)
    if "[http" in text:
        text = _ADDRESS.sub(r"\2 (\1)", text)
    if "<" in text:
        text = _markup().tag.sub(" ", text).rstrip()
    if "''" in text:
        text = text.replace("'''''", "**").replace("'''", "**").replace("''", "*")
    return text
