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

_SUBJECT = re.compile(r"[\s>*_]*(?:subject|title|alert|betreff)[*_]*\s?:[\s*_]*(\S.*)", re.I)
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
    told = []
    for entry in entries:
        cited = lines.get(entry.evidence[0]) if entry.label and entry.evidence else None
        above = subjects[cited.source] if cited is not None else []
        at = bisect_right(above, cited.line, key=lambda one: one[0]) if cited is not None else 0
        told.append(_with(entry, *above[at - 1][1:], incident.people) if at else entry)
    return told


def _with(entry: Entry, subject: str, line: Evidence, people: tuple[str, ...]) -> Entry:
    quoted = _QUOTED.search(subject)
    told = roles(plain(quoted[0] if quoted else subject), people)
    evidence = tuple(dict.fromkeys((*entry.evidence, line.id)))
    return replace(entry, text=clip(f"{entry.text}: {told}"), evidence=evidence)
