"""What a step that is only a label is about: the subject of its ticket, mail or alert."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.analysis.merging import Entry
from assistant.analysis.phrases import clip, plain, roles
from assistant.incident import Evidence, Incident

_SUBJECT = re.compile(
    r"[\s>*_]*(?:subject|title|alert|betreff|short description|kurzbeschreibung)[*_]*\s?:"
    r"[\s*_]*(\S.*)",
    re.I,
)
_NEAR = 12  # lines below the fields of a ticket within which its subject may stand
# The key of a ticket over its title ("ORD-881"), and its number behind it ("... since v37 #1842").
_KEY = re.compile(r"\s*(?:[A-Z][A-Z0-9]{1,9}-\d{1,7}|[A-Z]{2,4}\d{4,12}|#\d{1,7})\s*\Z")
_NUMBERED = re.compile(r"(\S.{5,160}\S)\s+#\d{1,7}\s*\Z")
_TITLED = 3  # lines at the head of a file among which a ticket has its title
_QUOTED = re.compile(r"[\"“„][^\"“”„]{8,120}[\"“”]")


def with_subjects(entries: Sequence[Entry], incident: Incident) -> list[Entry]:
    """Return the steps; one that is only a label ("Created") with the last subject above it."""
    if not any(entry.label for entry in entries):
        return list(entries)
    lines = incident.by_id()
    subjects: dict[str, list[tuple[int, str, Evidence]]] = defaultdict(list)
    for line in incident.evidence:
        found = _SUBJECT.match(line.text)
        if found is not None:
            subjects[line.source].append((line.line, found[1], line))
    for source, titled in _titles(incident).items():
        if not subjects[source]:
            subjects[source].append(titled)
    told = []
    for entry in entries:
        cited = lines.get(entry.evidence[0]) if entry.label and entry.evidence else None
        above = subjects[cited.source] if cited is not None else []
        at = bisect_right(above, cited.line, key=lambda one: one[0]) if cited is not None else 0
        if not at and above and cited is not None and above[0][0] - cited.line <= _NEAR:
            at = 1
        told.append(_with(entry, *above[at - 1][1:], incident.people) if at else entry)
    return told


def _titles(incident: Incident) -> dict[str, tuple[int, str, Evidence]]:
    """Return by file the title of the ticket that it is a copy of, with its line."""
    heads: dict[str, list[Evidence]] = defaultdict(list)
    for line in incident.of_kind("note"):
        if len(heads[line.source]) < _TITLED:
            heads[line.source].append(line)
    found: dict[str, tuple[int, str, Evidence]] = {}
    for source, head in heads.items():
        numbered = _NUMBERED.match(head[0].text[:200])
        if numbered is not None and not head[0].mentions:
            found[source] = (head[0].line, numbered[1], head[0])
        elif len(head) > 1 and _KEY.match(head[0].text) and _is_title(head[1]):
            found[source] = (head[1].line, head[1].text, head[1])
    return found


def _is_title(line: Evidence) -> bool:
    return not line.mentions and not line.hostile and len(line.text.split()) > 1


def _with(entry: Entry, subject: str, line: Evidence, people: tuple[str, ...]) -> Entry:
    quoted = _QUOTED.search(subject)
    told = roles(plain(quoted[0] if quoted else subject), people)
    evidence = tuple(dict.fromkeys((*entry.evidence, line.id)))
    return replace(entry, text=clip(f"{entry.text}: {told}"), evidence=evidence)
