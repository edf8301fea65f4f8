"""`helm history` and `helm diff revision` pasted from a terminal: one change for each revision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from assistant.incident import Change, Moment
from assistant.intake.history import layers, replaced
from assistant.intake.history.entrytime import moment_of
from assistant.intake.history.page import Page
from assistant.intake.history.wording import plain

_HISTORY = re.compile(r"[\s$>#%]{0,6}helm\d?\s+(?:history|hist)\s+(?P<name>[\w.\-]{1,80})(?=\s|\Z)")
_DIFF = re.compile(
    r"[\s$>#%]{0,6}helm\d?\s+diff\s+revision\s+(?:-\S+\s+\S+\s+)*(?P<name>[\w.\-]{1,80})"
    r"\s+(?P<old>\d{1,6})\s+(?P<new>\d{1,6})(?=\s|\Z)"
)
_HEADER = re.compile(r"\s*REVISION\s+UPDATED\s+STATUS\s+CHART\b(?P<more>.*)")
_ROW = re.compile(
    r"\s{0,4}(?P<revision>\d{1,6})\s+(?P<time>\S.{8,40}?)\s{1,}"
    r"(?P<status>superseded|deployed|failed|uninstalled|uninstalling|pending-\w+|unknown)\s+"
    r"(?P<chart>[\w.\-+]{2,80})(?:\s+(?P<app>\S+))?(?:\s{1,}(?P<told>\S.*))?"
)
_CHART = re.compile(r"(?P<name>[\w.\-]*?[A-Za-z\d])-(?P<version>v?\d[\w.\-+]*)")
_GENERIC = frozenset({"upgrade complete", "install complete", "rollback complete"})


@dataclass(slots=True)
class _Row:
    """A line of `helm history`: where it stands (from 0) and what it tells."""

    at: int
    name: str | None
    revision: int
    found: re.Match[str]
    described: str


@dataclass(slots=True)
class _Section:
    """A `helm diff revision`: its command's line (from 0) and its lines after that."""

    at: int
    end: int
    name: str
    new: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """The changes, and the lines (from 1) that are not blank and belong to none."""

    changes: tuple[Change, ...]
    left: tuple[int, ...]


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether a text holds what `helm diff revision` printed, below its command."""
    return any(_DIFF.match(line) for line in lines)


def read(page: Page, *, zone: tzinfo | None) -> Revisions:
    """Return one change for each revision of the tables and diffs; `zone` is that of their times.

    The oldest revision of a table without its diff came before the table, and is a change too.
    """
    rows, sections, left = _parts(page)
    told: list[Change] = []
    met: set[int] = set()
    diffs = {(section.name, section.new): section for section in sections}
    before: _Row | None = None
    for row in rows:
        name = row.name or _chart(row.found["chart"])[0]
        section = diffs.get((name, row.revision))
        if section is None and len({s.name for s in sections}) == 1:
            section = diffs.get((sections[0].name, row.revision))
        if section is not None:
            met.add(section.at)
        told.append(_change(page, row, section, before if _follows(before, row) else None, zone))
        before = row
    told += [_change(page, None, s, None, zone) for s in sections if s.at not in met]
    return Revisions(tuple(told), left)


def _follows(before: _Row | None, row: _Row) -> bool:
    return before is not None and before.name == row.name and before.revision < row.revision


def _parts(page: Page) -> tuple[list[_Row], list[_Section], tuple[int, ...]]:
    rows: list[_Row] = []
    sections: list[_Section] = []
    left: list[int] = []
    name: str | None = None
    inside: _Section | None = None
    versioned = True
    for at, line in enumerate(page.raw):
        listed, compared, row = _HISTORY.match(line), _DIFF.match(line), _ROW.fullmatch(line)
        if compared:
            inside = _Section(at, at + 1, compared["name"], int(compared["new"]))
            sections.append(inside)
        elif listed:
            inside, name = None, listed["name"]
        elif header := _HEADER.fullmatch(line):
            inside, versioned = None, "APP VERSION" in header["more"]
        elif row and inside is None:
            described = row["told"] or ""
            if not versioned:
                described = f"{row['app'] or ''} {described}".strip()
            rows.append(_Row(at, name, int(row["revision"]), row, described))
        elif inside is not None:
            inside.end = at + 1 if line.strip() else inside.end
        elif line.strip():
            left.append(at + 1)
    return rows, sections, tuple(left)


def _change(
    page: Page,
    row: _Row | None,
    section: _Section | None,
    before_row: _Row | None,
    zone: tzinfo | None,
) -> Change:
    cited: list[int] = []
    before = after = diff = None
    component = section.name if section is not None else None
    keys: list[str] = []
    words: list[str] = []
    settings: list[str] = []
    if section is not None:
        lines = page.lines[section.at + 1 : section.end]
        diff = "".join(f"{line}\n" for line in lines) or None
        bare = [line[:1] + line[1:].lstrip() if line[:1] in "+-" else line for line in lines]
        swap = replaced.in_diff(bare)
        keys = replaced.keys(bare, quoted=False)
        cited.append(section.at + 1)
        if swap is not None:
            before, after = swap.before, swap.after
            cited += [section.at + 2 + place for place in swap.lines]
        for one in replaced.settings(bare):
            settings.append(f"{one.key} {one.before} to {one.after}")
            cited += [section.at + 2 + place for place in one.lines]
    moment: Moment | None = None
    if row is not None:
        chart, version = _chart(row.found["chart"])
        component = component or (page.piece(row.at, row.name) if row.name else chart)
        moment = moment_of(row.found["time"], zone=zone)
        page.mention(row.at + 1, row.found["time"], moment)
        cited.append(row.at + 1)
        description = page.piece(row.at, row.described).strip()
        if description and description.lower() not in _GENERIC:
            words.append(description)
        if section is None:
            after = version
            if before_row is not None:
                before = _chart(before_row.found["chart"])[1]
                before = None if before == after else before
                cited.append(before_row.at + 1)
    kind = layers.of_keys(keys) or (layers.of_words(words[0]) if words and not keys else None)
    kind = kind or ("config" if section is not None else "code")
    revision = row.revision if row is not None else section.new if section is not None else 0
    moved = f"{component}: {', '.join(settings)}" if settings else None
    told = ". ".join(words) or moved or plain(kind, component, before, after)
    return Change(
        kind=kind,
        component=component,
        before=before,
        after=after,
        time=moment,
        diff=diff,
        text=f"{told} (revision {revision})",
        evidence=page.ids(cited),
    )


def _chart(told: str) -> tuple[str, str]:
    found = _CHART.fullmatch(told)
    return (found["name"], found["version"]) if found else (told, told)
