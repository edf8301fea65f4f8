"""Version histories: git logs, diffs, changelogs, tables and exports, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from assistant.incident import Change, Evidence, Finding
from assistant.intake.clock import zones
from assistant.intake.clock.zone_statements import zone_told
from assistant.intake.colours import uncoloured
from assistant.intake.history import (
    authored,
    changelist,
    changelog,
    comparepage,
    csvtree,
    datedlines,
    exports,
    gerritquery,
    ghlists,
    gitlog,
    helmdiff,
    helmrevisions,
    jsontree,
    pythonprint,
    terraform,
    tomltree,
)
from assistant.intake.history.entries import Entry
from assistant.intake.history.historyform import Form, form_of, grids
from assistant.intake.history.historyform import looks_like as looks_like
from assistant.intake.history.page import Page
from assistant.intake.history.tree import Node
from assistant.intake.history.wrapping import unwrapped
from assistant.intake.redaction.hostile import strip_invisible

_REMARKS = 8
# Forms whose entries are read by what their keys mean.
_LISTS: frozenset[Form] = frozenset(
    ("json", "yaml", "toml", "csv", "table", "changelog", "page", "listed", "gerrit", "authored")
)
# "(UPDATED is UTC)", "# CREATED = CET": a column named ahead of a zone that ends the line
_OF_COLUMN = re.compile(
    r"(?<!\w)[A-Z_]{4,20}\s(?:is|are|in|=)\s(?:in\s)?(?P<zone>[A-Z]{2,5})\)?\s*\Z"
)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)


@dataclass(frozen=True, slots=True)
class HistoryReading:
    """The changes of one history file, its lines, and what a person should look at."""

    changes: tuple[Change, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...] = ()


def read(
    name: str, text: str, *, prefix: str, zone: str | None, redact: Callable[[str], str]
) -> HistoryReading:
    """Return every entry of the history as one change, and every line as evidence.

    `zone` is what times without one mean. Raises MalformedInput with line and column where the
    text is YAML or JSON that cannot be parsed or that is made to harm.
    """
    clean = text.removeprefix("\ufeff").encode("utf-8", "replace").decode("utf-8")
    clean = unwrapped(uncoloured(clean.replace("\r\n", "\n").replace("\r", "\n")))
    form = form_of(name, clean)
    if form == "json":
        clean = _readable(clean)
    quoted = form in ("json", "yaml")
    default = _zone_told(clean) or (zones.require(zone) if zone else None)
    # A list that cannot be parsed is refused before any of its lines is counted as redacted.
    documents = _documents(name, pythonprint.as_json(clean) if form == "json" else clean, form)
    page = Page(name, clean, prefix=prefix, redact=redact, escapes=quoted)
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    if form in (
        "json",
        "yaml",
        "toml",
        "csv",
        "table",
        "changelog",
        "page",
        "listed",
        "gerrit",
        "authored",
    ):
        told = changelist.read(page, _entries(clean, form, documents), zone=default)
        changes, findings = told.changes, told.findings
    elif form == "git":
        changes = gitlog.commits(page, zone=default)
    elif form == "short":
        changes = gitlog.short(page, zone=default)
    elif form == "helm":
        changes = helmdiff.changes(page)
    elif form == "ansible":
        changes = gitlog.tasks(page, zone=default)
    elif form == "diff":
        changes = gitlog.diffs(page, zone=default)
    elif form == "revisions":
        revisions = helmrevisions.read(page, zone=default)
        changes, findings = revisions.changes, _left(page, revisions.left)
    elif form == "terraform":
        plan = terraform.read(page)
        changes, findings = plan.changes, _left(page, plan.left)
    elif form == "lines":
        listed = datedlines.parse(clean)
        told = changelist.read(page, listed.entries, zone=default)
        changes, findings = told.changes, (*told.findings, *_left(page, listed.left))
    if not changes:
        findings = (*findings, _nothing(name))
    return HistoryReading(changes, page.evidence(), findings)


def _zone_told(text: str) -> tzinfo | None:
    """Return the zone that a remark above or beside the first entries states for all of them."""
    for line in text.split("\n", _REMARKS)[:_REMARKS]:
        if not line.lstrip().startswith(("-", "*", "+", "|", "{", "[", "<")) and len(line) < 200:
            told = zone_told(line)
            if told is not None:
                return told.zone
            of_column = _OF_COLUMN.search(line)
            zone = zones.resolve(of_column["zone"]) if of_column else None
            if zone is not None:
                return zone
    return None


def _left(page: Page, numbers: Sequence[int]) -> tuple[Finding, ...]:
    """Return the finding that so many lines held no change, or none."""
    if not numbers:
        return ()
    count = "1 line" if len(numbers) == 1 else f"{len(numbers)} lines"
    first = ", ".join(map(str, numbers[:5])) + (" and others" if len(numbers) > 5 else "")
    message = (
        f"{count} of {page.name} held no change that could be read (line {first}). "
        "They are kept as evidence."
    )
    return (Finding("intake", "info", page.name, message, page.ids(numbers[:5])),)


def _documents(name: str, text: str, form: Form) -> tuple[Node, ...]:
    if form == "json":
        return jsontree.parse(text, name=name)
    if form == "listed":
        return ghlists.parse(text)
    if form == "toml":
        return tomltree.parse(text)
    if form == "csv":
        return csvtree.parse(text, name=name)
    if form == "yaml":
        # Costs a moment to load, and most histories do without.
        from assistant.intake.history import yamltree

        return yamltree.parse(text, name=name)
    if form == "table":
        return tuple(Node("list", 0, len(text), items=grid.rows) for grid in grids(text))
    return ()


def _entries(text: str, form: Form, documents: Sequence[Node]) -> tuple[Entry, ...]:
    if form == "changelog":
        return changelog.parse(text)
    if form == "page":
        return comparepage.parse(text)
    if form == "authored":
        return authored.parse(text)
    if form == "gerrit":
        return gerritquery.parse(text)
    return exports.entries_of(documents, rows=form in ("csv", "table", "listed"))


def _readable(text: str) -> str:
    r"""Return JSON with its \u escapes as the letters they mean, where JSON allows them bare."""
    if "\\u" not in text:
        return text

    def letter(found: re.Match[str]) -> str:
        escape = found[0]
        if escape[1] != "u" or len(escape) < 6:
            return escape
        units = bytes.fromhex("".join(escape.split("\\u")))
        char = units.decode("utf-16-be", "replace")
        if char in ('"', "\\"):
            return f"\\{char}"
        if char == "\n":
            return "\\n"
        # What hides from a reader is taken out here too: it was not yet visible as an escape.
        return strip_invisible(char)[0] if _is_shown(char) else escape

    return _ESCAPE.sub(letter, text)


def _is_shown(char: str) -> bool:
    return char.isprintable() or not strip_invisible(char)[0]


def _nothing(name: str) -> Finding:
    return Finding(
        "intake",
        "warning",
        name,
        f"No entry of a version history was found in {name}. Its lines are kept as evidence. "
        "Known forms: git log text (with or without -p), diffs, changelogs, tables (Markdown, "
        "CSV, aligned columns), YAML or JSON lists of changes, lines such as "
        '"2026-05-12 16:21 prompt v3 -> v4", helm and Terraform output, and exports of prompt, '
        "model and run registries, feature flags and releases.",
    )
