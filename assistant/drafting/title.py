"""The title of a draft: given, else the notes' own heading or first statement, never a name."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.analysis import phrases
from assistant.analysis.layout import section_kind
from assistant.drafting import spans
from assistant.drafting.course import known_day
from assistant.drafting.cues import cues
from assistant.drafting.material import Material, repeatable

_LIMIT = 100
_LABEL = re.compile(r"(?:title|subject|incident|incident title)\s*:\s*(?=\S)", re.I)
_PREFIX = re.compile(r"(?:post-?mortem|incident(?: report| notes)?|rca)\s*[:–—-]\s*(?=\S)", re.I)


def choose(material: Material, *, given: str | None, now: datetime) -> str:
    """Return the title, of at most 100 characters."""
    if given is not None and given.strip():
        return " ".join(given.split())
    people = material.incident.people
    notes = [p for p in material.notes if not p.fenced]
    for placed in notes:
        found = spans.heading(placed.line.text) or _labelled(placed.line.text)
        if found is not None and (title := _usable(found, people)) is not None:
            return title
    for placed in notes:
        for text in spans.sentences(placed, people):
            if (title := _usable(text, people)) is not None:
                return title
    day = known_day(material.facts, material.incident, now)
    return f"Untitled incident of {day.date().isoformat()}"


def _labelled(text: str) -> str | None:
    bare = phrases.plain(text[phrases.after_markup(text) :])
    match = _LABEL.match(bare)
    return None if match is None else bare[match.end() :]


def _usable(text: str, people: tuple[str, ...]) -> str | None:
    bare = phrases.roles(phrases.plain(_PREFIX.sub("", phrases.plain(text), count=1)), people)
    bare = bare.rstrip(".")
    words = bare.casefold().strip(" #*:_")
    if (
        words in cues().generic_headings
        or section_kind(bare) is not None
        or len(words.split()) < 2
        or not repeatable(bare)
    ):
        return None
    if sum(c.isalpha() for c in bare) < len(bare) / 2:
        return None
    cut = phrases.clip(bare, _LIMIT)
    return cut[:1].upper() + cut[1:] if cut[:2].isalpha() else cut
