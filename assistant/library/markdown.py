"""A post-mortem in Markdown as a record: front matter where there is any, sections by heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

import yaml

from assistant.analysis.vocabulary import words
from retrieval.records import PastAction, Record

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$|^(?=\S)(.+)\n(=+|-{3,})[ \t]*$", re.M)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[([ xX~-])\][ \t]*)?(.+)$")
_RULE = re.compile(r"^[ \t|:+-]+$")
_DATE = re.compile(r"\b(20\d\d|19\d\d)-(\d\d)-(\d\d)\b")
_MARKUP = re.compile(r"(\*\*|__|`)(.+?)\1|!?\[([^\]]*)\]\([^)]*\)")
_SLUG = re.compile(r"[^a-z0-9]+")
_KNOWN = ("id", "title", "date", "summary", "source")
_LISTS = ("components", "failure_modes", "layers", "triggers")


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, in lower case, with the lines below it."""

    heading: str
    lines: tuple[str, ...]


def record_of_markdown(text: str, *, name: str) -> Record | str:
    """Return the record of a document, or what is wrong with it in words.

    `name` is its path within the folder: the id and the title where the document gives none.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    front: Mapping[str, object] = {}
    if opened := _FRONT.match(text):
        read = _front(opened.group(1))
        if isinstance(read, str):
            return read
        front, text = read, text[opened.end() :]
    sections = tuple(_sections(text))
    body = "\n".join(_plain(line) for line in text.split("\n")).strip()
    stem = name.rsplit(".", 1)[0]
    title = _text(front.get("title")) or _first_title(text) or stem.replace("-", " ")
    if not body and not _text(front.get("summary")):
        return "it holds no text"
    lists = {key: _list(front.get(key)) for key in _LISTS}
    known = {*_KNOWN, *_LISTS, "actions", "tags"}
    extra = {key: value for key, value in front.items() if key not in known}
    return Record(
        id=_text(front.get("id")) or _SLUG.sub("-", stem.lower()).strip("-") or "record",
        title=_plain(title).strip(),
        date=_text(front.get("date")) or _dated(name, text),
        summary=_text(front.get("summary")) or _summary(sections),
        text=body or None,
        components=lists["components"] or _list(front.get("tags")) or _named(sections),
        failure_modes=lists["failure_modes"],
        layers=lists["layers"],
        triggers=lists["triggers"],
        actions=_front_actions(front.get("actions")) or tuple(_actions(sections)),
        source=_text(front.get("source")) or name,
        metadata=MappingProxyType(extra),
    )


def _front(text: str) -> Mapping[str, object] | str:
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        return f"its front matter is no YAML ({str(error).splitlines()[0]})"
    if read is None:
        return {}
    if not isinstance(read, dict):
        return "its front matter is no list of keys and values"
    return {str(key): _value(value) for key, value in read.items()}


def _value(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _value(one) for key, one in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _sections(text: str) -> Iterator[_Section]:
    marks = list(_HEADING.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends[: len(marks)], strict=True):
        heading = _plain(mark.group(2) or mark.group(3) or "").strip(" :").lower()
        below = text[mark.end() : end]
        yield _Section(heading, tuple(below.strip("\n").split("\n")))


def _first_title(text: str) -> str | None:
    for mark in _HEADING.finditer(text):
        if mark.group(1) == "#" or mark.group(4):
            return mark.group(2) or mark.group(3)
    return None


def _called(section: _Section, kind: str) -> bool:
    return any(cue in section.heading for cue in words("postmortems", "sections", kind))


def _summary(sections: tuple[_Section, ...]) -> str | None:
    for section in sections:
        if _called(section, "summary"):
            told = _plain("\n".join(section.lines)).strip().split("\n\n")[0]
            if told:
                return " ".join(told.split())
    return None


def _named(sections: tuple[_Section, ...]) -> tuple[str, ...]:
    """Return the items listed as affected parts."""
    found = (m.group(2) for s in sections if _called(s, "components") for m in _items(s))
    return tuple(dict.fromkeys(_plain(one).strip() for one in found))


def _items(section: _Section) -> Iterator[re.Match[str]]:
    return (match for line in section.lines if (match := _ITEM.match(line)))


def _actions(sections: tuple[_Section, ...]) -> Iterator[PastAction]:
    for section in sections:
        if not _called(section, "actions"):
            continue
        for match in _items(section):
            mark, text = match.group(1), _plain(match.group(2)).strip()
            stated = "done" if mark in {"x", "X"} else "open" if mark == " " else _stated(text)
            yield PastAction(text, stated)
        yield from _rows(section)


def _rows(section: _Section) -> Iterator[PastAction]:
    """Yield the actions of a table: its longest cell, and the cell that states a status."""
    rows = [line.strip().strip("|").split("|") for line in section.lines if "|" in line]
    cells = [
        [_plain(cell).strip() for cell in row] for row in rows if not _RULE.match("|".join(row))
    ]
    for row in cells[1:]:
        if any(row):
            text = max(row, key=len)
            stated = next((s for cell in row if cell != text and (s := _stated(cell))), None)
            yield PastAction(text, stated)


def _stated(text: str) -> str | None:
    """Return the status that stands in a text as a word of its own, None where none does."""
    lowered = text.lower()
    for status in ("done", "open", "dropped"):
        for cue in words("postmortems", "status", status):
            if re.search(rf"(?:^|[(\[:—–-]\s*){re.escape(cue)}(?:[)\].]|\s*$|:)", lowered):
                return status
    return None


def _front_actions(value: object) -> tuple[PastAction, ...]:
    if not isinstance(value, list):
        return ()
    found: list[PastAction] = []
    for one in value:
        if isinstance(one, str):
            found.append(PastAction(one, None))
        elif isinstance(one, dict) and isinstance(one.get("text"), str):
            found.append(PastAction(one["text"], _text(one.get("status"))))
    return tuple(found)


def _dated(name: str, text: str) -> str | None:
    """Return the date in the file's name, else the first that a line about the date states."""
    if stated := _DATE.search(name):
        return stated.group()
    for line in text.split("\n")[:60]:
        if "date" in line.lower() and (stated := _DATE.search(line)):
            return stated.group()
    return None


def _plain(text: str) -> str:
    """Return Markdown without its signs: emphasis, code, links, heading marks."""
    while (plain := _MARKUP.sub(lambda m: m.group(2) or m.group(3) or "", text)) != text:
        text = plain
    return re.sub(r"^[ \t]*#{1,6}[ \t]+", "", text, flags=re.M)


def _text(value: object) -> str | None:
    return (
        value.strip() or None if isinstance(value, str) else None if value is None else str(value)
    )


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
