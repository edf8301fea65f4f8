"""The rows of tables as Markdown, wikis, trackers and tabs lay them out."""

from __future__ import annotations

import re

from assistant.analysis.phrases import has_words

_MOST_COLUMNS = 100
_WIKI_RULE = re.compile(r"\s*\|-+\s*$")
_WIKI_EDGE = re.compile(r"\s*(?:\{\|.*|\|\}\s*)$")
_DOUBLE = re.compile(r"\|\||!!")
# A row of a wiki begins with one mark and parts its cells by two; one of Markdown ends with one.
_WIKI_ROW = re.compile(r"\s*(?:\|\||[|!](?!\|))")


def is_wiki_rule(text: str) -> bool:
    """Return whether a line only parts two rows of a wiki table."""
    return _WIKI_RULE.match(text) is not None


def is_wiki_edge(text: str) -> bool:
    """Return whether a line only begins or ends a wiki table."""
    return _WIKI_EDGE.match(text) is not None


def is_marked_header(text: str) -> bool:
    """Return whether a row says by its marks that it is a header ("! a !! b", "||a||b||")."""
    bare = text.strip()
    return bool(_wiki(text)) and bare.startswith(("!", "||"))


def row(text: str) -> list[tuple[int, int]]:
    """Return the spans of the cells of a row, none where a line is no row."""
    spans = _wiki(text)
    if spans:
        return spans
    if text.count("|") < 2 and "\t" not in text:
        return []
    mark = "|" if text.count("|") >= 2 else "\t"
    if text.count(mark) > _MOST_COLUMNS:
        return []
    spans, start = [], 0
    for index in [i for i, c in enumerate(text) if c == mark] + [len(text)]:
        spans.append((start, index))
        start = index + 1
    if mark == "|" and not has_words(text[spans[0][0] : spans[0][1]]):
        spans = spans[1:]
    if spans and not has_words(text[spans[-1][0] : spans[-1][1]]):
        spans = spans[:-1]
    return spans if len(spans) > 1 else []


def _wiki(text: str) -> list[tuple[int, int]]:
    begins = _WIKI_ROW.match(text)
    bare = text.rstrip()
    if begins is None or not 1 <= len(_DOUBLE.findall(text)) <= _MOST_COLUMNS:
        return []
    if bare.endswith("|") and not bare.endswith("||"):
        return []
    spans, start = [], begins.end()
    for mark in _DOUBLE.finditer(text, start):
        spans.append((start, mark.start()))
        start = mark.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans if len(spans) > 1 else []
