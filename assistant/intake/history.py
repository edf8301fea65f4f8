"""Version histories: git logs, diffs, and change lists in YAML or JSON, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

from assistant.incident import Change, Evidence, Finding
from assistant.intake import changelist, entries, gitlog, jsontree, patch, zones
from assistant.intake.hostile import strip_invisible
from assistant.intake.page import Page
from assistant.intake.tree import Node

Form = Literal["git", "oneline", "diff", "json", "yaml", "unknown"]

_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}[mK]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
_LISTING = re.compile(r"(?:---(?:\s|\Z)|- \S|-\s*\Z|[\"']?\w[\w \-]{0,40}[\"']?\s?:(?:\s|\Z))")


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
    clean = _COLOUR.sub("", clean.replace("\r\n", "\n").replace("\r", "\n"))
    form = form_of(name, clean)
    if form == "json":
        clean = _readable(clean)
    listed = form in ("json", "yaml")
    default = zones.require(zone) if zone else None
    # A list that cannot be parsed is refused before any of its lines is counted as redacted.
    documents = _documents(name, clean, form)
    page = Page(name, clean, prefix=prefix, redact=redact, escapes=listed)
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    if listed:
        told = changelist.read(page, documents, zone=default)
        changes, findings = told.changes, told.findings
    elif form == "git":
        changes = gitlog.commits(page, zone=default)
    elif form == "oneline":
        changes = gitlog.one_line(page)
    elif form == "diff":
        changes = gitlog.diffs(page, zone=default)
    if not changes:
        findings = (*findings, _nothing(name))
    return HistoryReading(changes, page.evidence(), findings)


def form_of(name: str, text: str) -> Form:
    """Return the form that a history is in, by its content first and its name second."""
    lines = [line for line in text.split("\n", 400)[:400] if line.strip()]
    suffix = PurePath(name.lower()).suffix
    first = next((line for line in lines if not line.startswith("#")), "")
    opening = "".join(text[:400].split())[:2]
    if suffix in (".json", ".jsonl", ".ndjson"):
        return "json"
    if suffix not in (".yaml", ".yml") and opening in ("[{", "[[", '["', "[]", '{"', "{}"):
        return "json"
    if suffix in (".yaml", ".yml"):
        return "yaml"
    if gitlog.MAIL.match(first) or any(gitlog.COMMIT.match(line) for line in lines):
        return "git"
    pairs = pairwise(lines)
    if any(patch.START.match(line) or line.startswith(("@@ -", "@@@ -")) for line in lines) or any(
        a.startswith("--- ") and b.startswith("+++ ") for a, b in pairs
    ):
        return "diff"
    shorts = [line for line in lines if gitlog.SHORT.match(line)]
    if lines and len(shorts) == len(lines) and any(re.search(r"\d", s[:7]) for s in shorts):
        return "oneline"
    if entries.looks_like_one(text[:65_536]) and _LISTING.match(first):
        return "yaml"
    return "unknown"


def _documents(name: str, text: str, form: Form) -> tuple[Node, ...]:
    if form == "json":
        return jsontree.parse(text, name=name)
    if form == "yaml":
        # Costs a moment to load, and most histories do without.
        from assistant.intake import yamltree

        return yamltree.parse(text, name=name)
    return ()


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
        f"No entry of a version history was found in {name}. Its lines are kept as evidence. Known "
        "forms: git log text (with or without -p), a diff, and YAML or JSON lists of changes.",
    )
