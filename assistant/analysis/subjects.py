"""What a step that is only a label is about: the subject of its ticket, mail or alert."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.analysis.merging import Entry
from assistant.analysis.phrases import clip, plain, roles
from assistant.incident import Incident

_SUBJECT = re.compile(r"[\s>*_]*(?:subject|title|alert|betreff)[*_]*\s?:[\s*_]*(\S.*)", re.I)
_QUOTED = re.compile(r"[\"“„][^\"“”„]{8,120}[\"“”]")


def with_subject(entry: Entry, incident: Incident) -> Entry:
    """Return a step that is only a label ("Created") with the subject of its ticket or alert."""
    cited = [line for line in incident.evidence if line.id in entry.evidence]
    if not cited:
        return entry
    for line in incident.evidence:
        subject = _SUBJECT.match(line.text) if line.source == cited[0].source else None
        if subject is not None:
            quoted = _QUOTED.search(subject[1])
            told = roles(plain(quoted[0] if quoted else subject[1]), incident.people)
            evidence = tuple(dict.fromkeys((*entry.evidence, line.id)))
            return replace(entry, text=clip(f"{entry.text}: {told}"), evidence=evidence)
    return entry
