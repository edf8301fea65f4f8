"""Which form a version history is in, and whether a text is one at all, told by its content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Literal

from assistant.intake import tables
from assistant.intake.history import (
    ansiblediff,
    answers,
    authored,
    changelog,
    comparepage,
    csvtree,
    datedlines,
    entries,
    gerritquery,
    ghlists,
    gitform,
    helmdiff,
    helmrevisions,
    patch,
    pythonprint,
    tabletree,
    terraform,
    tomltree,
    turning,
    versioncolumns,
)
from assistant.intake.history.wrapping import unwrapped
from assistant.intake.traces.traceform import looks_like as looks_like_trace

Form = Literal[
    "git",
    "short",
    "diff",
    "helm",
    "json",
    "yaml",
    "toml",
    "csv",
    "table",
    "changelog",
    "terraform",
    "revisions",
    "lines",
    "page",
    "listed",
    "gerrit",
    "ansible",
    "authored",
    "unknown",
]

_JSON_KEY = re.compile(r'"([A-Za-z_@][\w.\- ]{0,60})"\s{0,8}:')
_LISTING = re.compile(r"(?:---(?:\s|\Z)|- \S|-\s*\Z|[\"']?\w[\w \-]{0,40}[\"']?\s?:(?:\s|\Z))")
_MARKDOWN = (".md", ".markdown", ".mdx", ".rst")
_JSON_OPENINGS = ("[{", "[[", '["', "[]", '{"', "{}")
_HEAD = 65_536
_SAMPLED = 400


@dataclass(frozen=True, slots=True)
class _Signature:
    """The groups of keys of one form, each of which must be met, and what speaks against it."""

    groups: tuple[frozenset[str], ...]
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Signatures:
    forms: tuple[_Signature, ...]
    logged: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    titles: tuple[str, ...]


@cache
def _signatures() -> _Signatures:
    data = tables.load("historyforms.toml")
    named = data.table("groups")

    def unfolded(words: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for word in words:
            found |= set(named.words(word[1:])) if word.startswith("@") else {word}
        return frozenset(found)

    forms = tuple(
        _Signature(
            tuple(unfolded(group.split()) for group in row.words("groups")),
            unfolded(row.words("without")),
        )
        for row in data.tables("form")
    )
    return _Signatures(
        forms,
        unfolded(data.words("logged")),
        unfolded(named.words("before")),
        unfolded(named.words("after")),
        data.table("titles").words("words"),
    )


def form_of(name: str, text: str) -> Form:
    """Return the form that a history is in, by its content first and its name second."""
    lines = [line for line in text.split("\n", _SAMPLED)[:_SAMPLED] if line.strip()]
    suffix = PurePath(name.lower()).suffix
    first = next((line for line in lines if not line.startswith("#")), "")
    opening = "".join(text[:400].split())[:2]
    if suffix in (".json", ".jsonl", ".ndjson"):
        return "json"
    if suffix == ".toml" or tomltree.looks_like_one(lines):
        return "toml"
    if suffix not in (".yaml", ".yml") and (
        opening in _JSON_OPENINGS or pythonprint.looks_like_one(text[:400])
    ):
        return "json"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if (
        suffix in (".yaml", ".yml")
        and not patch.START.match(first)
        and not gitform.opens_plain(lines)
    ):
        return "yaml"
    if helmrevisions.looks_like_one(lines):
        return "revisions"
    if ghlists.looks_like_one(lines):
        return "listed"
    if gerritquery.looks_like_one(lines):
        return "gerrit"
    if ansiblediff.looks_like_one(lines):
        return "ansible"
    if authored.looks_like_one(lines):
        return "authored"
    if terraform.looks_like_one(lines):
        return "terraform"
    if helmdiff.looks_like_one(lines):
        return "helm"
    if comparepage.looks_like_one(lines):
        return "page"
    drawn = grids(text[:_HEAD]) if suffix not in _MARKDOWN else []
    versioned = gitform.form_of(lines)
    # Ids of runs look like hashes; what the columns are called tells more.
    if versioned in (None, "short") and any(
        _has_keys(cell.value or "" for cell in grid.header) for grid in drawn
    ):
        return "table"
    if versioned is not None:
        return versioned
    if suffix in _MARKDOWN or _is_changelog(name, text):
        return "changelog"
    if _is_csv(text):
        return "csv"
    if entries.looks_like_one(text[:_HEAD]) and _LISTING.match(first) and _is_listed(lines):
        return "yaml"
    if drawn or (suffix in _MARKDOWN and grids(text[:_HEAD])):
        return "table"
    return "lines" if datedlines.parse(text[:_HEAD]).entries else "unknown"


def looks_like(head: str, name: str) -> bool:
    """Return whether the first part of a file is that of a version history.

    Told by content; the name only settles what content leaves open. Notes that tell of a change,
    logs that name a version and exports of chats, alerts and traces are none.
    """
    text = unwrapped(head[:_HEAD].removeprefix("\ufeff").replace("\r\n", "\n"))
    lines = [line for line in text.split("\n", _SAMPLED)[:_SAMPLED] if line.strip()]
    if not lines or ghlists.tells_open_ones(lines):
        return False
    if tomltree.looks_like_one(lines):
        return _has_keys(re.findall(r"(?m)^[ \t]*([\w\-]{1,80})[ \t]*=", text))
    opened = lines[0].lstrip()[:2]
    # "[2026-07-01 09:12] deploy ..." opens no list.
    if opened[:1] in ("{", "[") and not opened[1:].isdigit():
        return _has_keys(_JSON_KEY.findall(pythonprint.as_json(text))) and not looks_like_trace(
            text
        )
    if helmrevisions.looks_like_one(lines[:40]) or terraform.looks_like_one(lines):
        return True
    if ghlists.looks_like_one(lines) or gerritquery.looks_like_one(lines):
        return True
    if datedlines.looks_like_one(lines) or comparepage.looks_like_one(lines):
        return True
    if helmdiff.looks_like_one(lines[:40]) or ansiblediff.looks_like_one(lines):
        return True
    if gitform.looks_like_one(lines) or authored.looks_like_one(lines):
        return True
    if _is_csv(text):
        return True
    tables_met = grids(text)
    if any(_has_keys(cell.value or "" for cell in grid.header) for grid in tables_met):
        told = sum(len(grid.lines) for grid in tables_met)
        return told * 2 > len(lines)
    if _is_yaml(lines, text):
        return True
    return _is_changelog(name, text)


def grids(text: str) -> list[tabletree.Grid]:
    """Return the tables drawn in a text: with bars, or with wide gaps below a header."""
    lines = text.split("\n")
    starts = tabletree.offsets(lines)
    found: list[tabletree.Grid] = []
    at = 0
    while at < len(lines):
        grid = None
        if "|" in lines[at] or "│" in lines[at]:
            grid = tabletree.barred(lines, starts, at)
        elif lines[at][:1].isalpha():
            grid = tabletree.aligned(lines, starts, at, known=_has_keys)
        if grid is not None:
            found.append(grid)
        at = grid.lines.stop if grid is not None else at + 1
    return found


def _is_csv(text: str) -> bool:
    header = csvtree.header_of(text)
    if len(header) < 2 or text.lstrip()[:1] in ("|", "#", "-"):
        return False
    if csvtree.delimiter_of(text) == "\t" and "  " in text[:400]:
        return False
    return all(len(cell) <= 60 for cell in header) and _has_keys(header)


def _is_yaml(lines: Sequence[str], text: str) -> bool:
    first = next((line for line in lines if not line.startswith("#")), "")
    if not _LISTING.match(first) or not entries.looks_like_one(text):
        return False
    return _is_listed(lines) and _has_keys(entries.line_keys(text))


def _is_listed(lines: Sequence[str]) -> bool:
    """Return whether nearly every line is a key, an item, or set in below one; mails are not."""
    listed = sum(line[:1] in (" ", "#", "-") or bool(_LISTING.match(line)) for line in lines)
    return listed >= 0.9 * len(lines)


def _is_changelog(name: str, text: str) -> bool:
    known = _signatures().titles
    stem = re.sub(r"[^a-z']+", " ", PurePath(name.lower()).stem).strip()
    titled = any(word in known for word in (stem, *stem.split())) or any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title)
        for title in turning.titles(text)
        for word in known
    )
    if titled and datedlines.lists_days(text[:_HEAD]):
        return True
    return changelog.looks_like_one(text[:_HEAD], titled=titled)


def _has_keys(keys: Iterable[str]) -> bool:
    """Return whether the keys are those of one of the known forms of histories."""
    known = _signatures()
    plain: set[str] = set()
    for key in keys:
        whole = entries.plain_words(re.split(r"[(\[]", key, maxsplit=1)[0].strip(" *_`"))
        plain |= {whole, *whole.split(".")}
    if versioncolumns.held(plain) or answers.held(plain):
        return True
    if plain & known.logged and not (plain & known.before and plain & known.after):
        return False
    return any(
        all(plain & group for group in form.groups) and not plain & form.without
        for form in known.forms
    )
